"""A telephone behind an old Asterisk: the caller's side of `Telephone`, by AudioSocket instead of SIP."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.support import tracks
from tests.support.asterisk_simulator import AsteriskCall
from tests.support.caller import Turn
from tests.support.tracks import RATE, Samples


class SocketPhone:
    """One call. `address`: where the line takes the PBX's connections."""

    def __init__(self, address: str) -> None:
        self._call = AsteriskCall(address)
        self.call_id = self._call.id

    async def __aenter__(self) -> SocketPhone:
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._entered:
            await self._call.__aexit__()

    _entered = False

    async def dial(self, _: str) -> None:
        await self._call.__aenter__()
        self._entered = True

    @property
    def over(self) -> bool:
        return self._call.over.is_set()

    def received(self) -> Samples:
        """What the line has said so far."""
        return self._call.heard()

    async def wait_quiet(self, quiet_ms: int = 1500, patience_s: float = 30, *, anew: bool = False) -> None:
        """As `Caller.wait_quiet`."""
        need = quiet_ms * RATE // 1000
        start = len(self.received()) if anew else 0
        sounded = tracks.last_sound(self.received()) is not None
        for _ in range(int(patience_s / 0.02)):
            heard = self.received()
            quiet = tracks.last_sound(heard[-need:]) is None
            sounded |= not quiet
            if self.over or (sounded and quiet and len(heard) - start >= need):
                return
            await asyncio.sleep(0.02)

    async def say(self, wav: Path, *, name: str = "", wait: bool = False, barge: bool = True) -> Turn:
        """Say something; returns when it has gone out."""
        self._call.say(tracks.read_wav(wav))
        await self._call.until(lambda: self._call.spoken or self.over, 60)
        return Turn(name)

    async def keys(self, keys: str) -> None:
        for key in keys:
            self._call.key(key)
            sent = len(self._call.sent_at)
            # A fifth of a second, as a finger needs.
            await self._call.until(lambda sent=sent: len(self._call.sent_at) >= sent + 10 or self.over, 60)  # type: ignore[misc]

    async def hangup(self) -> None:
        await self._call.hangup(short_frame=True)
