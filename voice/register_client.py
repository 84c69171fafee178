"""The line's side of the web process: each call is noted there, call-backs are filed, and staff see how the line does."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx
import structlog

from voice.spool import Spool

OPEN_SECONDS = 1.0
_log = structlog.get_logger(__name__)


class RegisterDown(OSError):
    """The web process can't be reached, or can't do it now."""


class Refused(Exception):
    """The web process says no; `status` is its HTTP status."""

    def __init__(self, status: int) -> None:
        super().__init__(f"refused with {status}")
        self.status = status


@dataclass(frozen=True)
class LineInfo:
    """What the municipality says of the line now. `open`: whether people are at work, None where nobody could be asked."""

    open: bool | None = None
    hours: str = ""
    notice: str | None = None


@dataclass(frozen=True)
class Filed:
    """A call-back that was filed. All None where it only waits to be: the web process was down."""

    protocol: str | None = None
    code: str | None = None
    pin: str | None = None


class RegisterClient:
    """The web API at `url`. One per process; what can't be sent goes to `spool`."""

    def __init__(self, url: str, secret: str, spool: Spool, timeout_s: float = 3.0, connect_s: float = 1.0) -> None:
        self.spool = spool
        self._line = LineInfo()
        timeout = httpx.Timeout(timeout_s, connect=connect_s)
        self._http = httpx.AsyncClient(base_url=url, headers={"Authorization": f"Bearer {secret}"}, timeout=timeout, trust_env=False)

    async def request(self, method: str, path: str, json: Any = None, **options: Any) -> dict[str, Any]:
        """The answer's JSON, {} where it has none. Raises RegisterDown, Refused."""
        try:
            reply = await self._http.request(method, path, json=json, **options)
            if reply.status_code >= 500:
                raise RegisterDown(f"the web process answers {reply.status_code}")
            if reply.status_code >= 400:
                raise Refused(reply.status_code)
            return dict(reply.json()) if reply.content else {}
        except (httpx.HTTPError, ValueError, TypeError) as error:
            raise RegisterDown(type(error).__name__) from error

    async def line(self) -> LineInfo:
        """Whether people are at work; where that can't be asked, what was last known."""
        with contextlib.suppress(RegisterDown, Refused):
            row = await self.request("GET", "/api/voice/line")
            self._line = LineInfo(bool(row.get("open")), str(row.get("hours") or ""), row.get("notice") or None)
        return self._line

    async def status(self, body: dict[str, Any]) -> None:
        """The heartbeat."""
        with contextlib.suppress(RegisterDown, Refused):
            await self.request("PUT", "/api/voice/status", body)

    def call(self, opening: dict[str, Any]) -> CallRecord:
        """Note a call that has just come in; see `CallRecord`."""
        return CallRecord(self, opening)

    async def send_spooled(self) -> int:
        """Try again what waits in the spool; returns how many files were sent."""
        return await self.spool.flush(self._send_spooled)

    async def _send_spooled(self, content: dict[str, Any]) -> None:
        call_id = content.get("call_id")
        if call_id is None and content.get("opening"):
            call_id = (await self.request("POST", "/api/voice/calls", content["opening"])).get("id")
        for row in content["requests"]:
            body = dict(row["body"])
            if row["path"] == "/api/voice/callbacks" and call_id:
                body["call_id"] = call_id
            try:
                await self.request(row["method"], row["path"].replace("{id}", str(call_id)), body)
            except Refused as error:
                _log.error("spooled_request_refused", path=row["path"], status=error.status)

    async def close(self) -> None:
        await self._http.aclose()


class CallRecord:
    """One call, as the web process notes it. Notes are sent in order behind the conversation's back, so that it never waits for them;
    after `finish` what could not be sent lies in the spool."""

    def __init__(self, register: RegisterClient, opening: dict[str, Any]) -> None:
        self._register, self._opening = register, opening
        self.id: str | None = None
        self.resume_code: str | None = None
        self.conversation: str | None = None
        self._notes: asyncio.Queue[tuple[str, str, dict[str, Any]] | None] = asyncio.Queue()
        self._unsent: list[dict[str, Any]] = []
        self._opened = asyncio.create_task(self._open())
        self._sender = asyncio.create_task(self._send())

    async def opened(self) -> None:
        """Until the call has its conversation (some milliseconds; at most a second where the web process is down)."""
        await asyncio.wait({self._opened}, timeout=OPEN_SECONDS)

    async def _open(self) -> None:
        with contextlib.suppress(RegisterDown, Refused):
            row = await self._register.request("POST", "/api/voice/calls", self._opening)
            self.id, self.resume_code = row.get("id"), row.get("resume_code")
            self.conversation = self.conversation or row.get("conversation_id")

    async def _send(self) -> None:
        await self._opened
        while (note := await self._notes.get()) is not None:
            method, path, body = note
            if self.id is not None and not self._unsent:
                try:
                    await self._register.request(method, path.replace("{id}", self.id), body)
                    continue
                except Refused as error:
                    _log.warning("call_note_refused", path=path, status=error.status)
                    continue
                except RegisterDown:
                    pass
            self._unsent.append({"method": method, "path": path, "body": body})

    def note(self, method: str, path: str, body: dict[str, Any]) -> None:
        """Send `body` to `path` ({id} stands for the call) soon."""
        self._notes.put_nowait((method, path, body))

    def turn(self, body: dict[str, Any]) -> None:
        self.note("POST", "/api/voice/calls/{id}/turns", body)

    def consent(self, given: bool) -> None:
        self.note("POST", "/api/voice/calls/{id}/consent", {"given": given})

    async def resume(self, code: str) -> dict[str, Any]:
        """The conversation that `code` leads to, which is then this call's. Raises Refused (404 unknown, 429 too many), RegisterDown."""
        await self.opened()
        if self.id is None:
            raise RegisterDown("the call is not noted")
        found = await self._register.request("POST", f"/api/voice/calls/{self.id}/resume", {"code": code})
        self.conversation = str(found["conversation_id"])
        return found

    async def call_back(self, phone: str | None, reason: str, key: str) -> Filed:
        """File a call-back; where the web process is down it is filed later. The same `key` files once."""
        await self.opened()
        body = {"phone": phone, "reason": reason, "key": key}
        try:
            row = await self._register.request("POST", "/api/voice/callbacks", {**body, **({"call_id": self.id} if self.id else {})})
            return Filed(row.get("protocol"), row.get("code"), row.get("pin"))
        except (RegisterDown, Refused):
            request = {"method": "POST", "path": "/api/voice/callbacks", "body": body}
            self._register.spool.put({"call_id": self.id, "opening": self._opening, "requests": [request]})
            return Filed()

    async def finish(self, how: str, audio: bytes | None = None) -> None:
        """The call is over: send what is left. `audio`: the recording (WAV), only where the caller agreed to it."""
        self.note("POST", "/api/voice/calls/{id}/end", {"how": how, "ended_at": datetime.now(UTC).isoformat()})
        self._notes.put_nowait(None)
        await self._sender
        if self._unsent:
            self._register.spool.put({"call_id": self.id, "opening": self._opening, "requests": self._unsent})
        if audio and self.id:
            try:
                path = f"/api/voice/calls/{self.id}/audio"
                await self._register.request("PUT", path, content=audio, headers={"Content-Type": "audio/wav"}, timeout=60)
            except (RegisterDown, Refused) as error:
                _log.error("recording_not_kept", reason=str(error))  # never kept here: only the web process encrypts
