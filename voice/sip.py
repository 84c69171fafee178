"""The SIP side of the line: a user agent in this process that takes calls, directly or registered as an extension of a PBX.

One user agent per process (the library allows no more); several processes are several extensions.
"""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from baresip import Account, BaresipError, Call, Config, RegistrationError, Runtime, UserAgent

from voice.leg import CallHandler, CallOver, LineError
from voice.sip_leg import SipLeg
from voice.sip_log import keep_addresses_out
from voice.sip_media import MediaLock

log = logging.getLogger(__name__)

PUMP_SECONDS = 0.01
_SRTP = {"off": (), "offered": ("mediaenc=srtp",), "required": ("mediaenc=srtp-mand",)}


@dataclass(frozen=True)
class Registration:
    """The extension that we are on somebody's PBX. `registrar` is `host` or `host:port`."""

    registrar: str
    user: str
    password: str = field(repr=False)
    auth_user: str | None = None
    transport: Literal["udp", "tcp", "tls"] = "udp"
    interval_s: int = 600


@dataclass(frozen=True)
class SipSettings:
    """How the line listens.

    `listen` is `host:port` of an address of this machine (RTP is bound beside it). `max_calls` callers at once, the
    next one is told that the line is busy. `targets` are the only places that a caller can be transferred to: name to
    SIP URI. `rtp_ports` is `first-last`.
    """

    listen: str = "127.0.0.1:5080"
    max_calls: int = 16
    vanished_s: int = 8
    targets: Mapping[str, str] = field(default_factory=dict)
    registration: Registration | None = None
    srtp: Literal["off", "offered", "required"] = "offered"
    codecs: tuple[str, ...] = ("pcma", "pcmu")
    rtp_ports: str = "10000-20000"
    lock_media: bool = True

    def config(self) -> Config:
        host = self.listen.rpartition(":")[0]
        return Config(
            net_interface=host.strip("[]"),
            max_concurrent_calls=self.max_calls,
            rtp_timeout=self.vanished_s,
            expose_headers=("From", "To", "P-Asserted-Identity"),
            sip_trace=self.lock_media,
            extra_config_text="\n".join(
                (
                    f"sip_listen {self.listen}",
                    # Without this the library opens TLS too, on the next port.
                    f"sip_transports {','.join(self._transports())}",
                    f"rtp_ports {self.rtp_ports}",
                    "audio_jitter_buffer_type adaptive",
                    "audio_jitter_buffer_ms 20-160",
                    "call_hold_other_calls no",
                    "",
                )
            ),
        )

    def _transports(self) -> tuple[str, ...]:
        secure = self.registration is not None and self.registration.transport == "tls"
        return ("udp", "tcp", "tls") if secure else ("udp", "tcp")

    def account(self) -> Account:
        extra = _SRTP[self.srtp]
        if self.registration is None:
            return Account("line", self.listen, "", reg_interval=0, audio_codecs=self.codecs, extra_params=("catchall=yes", *extra))
        there = self.registration
        return Account(
            there.user, there.registrar, there.password, reg_interval=there.interval_s, transport=there.transport,
            auth_user=there.auth_user, audio_codecs=self.codecs, extra_params=extra,
        )  # fmt: skip


def check_address(listen: str) -> None:
    """Raise LineError with a plain word where `host:port` can't be bound: the library itself takes any address without complaint."""
    host, _, port = listen.rpartition(":")
    try:
        kinds = (socket.SOCK_DGRAM, socket.SOCK_STREAM)
        for family, kind, _, _, address in socket.getaddrinfo(host.strip("[]"), int(port), flags=socket.AI_NUMERICHOST):
            if kind in kinds:
                with socket.socket(family, kind) as probe:
                    if kind == socket.SOCK_STREAM:
                        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                    probe.bind(address)
    except (OSError, ValueError) as error:
        raise LineError(f"the SIP line can't listen on {listen}: {getattr(error, 'strerror', None) or error}") from error


class SipServer:
    """See `voice.leg.CallServer`. `dead` is set when the SIP thread has died: only a new process helps then."""

    def __init__(self, settings: SipSettings) -> None:
        self.settings = settings
        self.address = f"sip:line@{settings.listen}"
        self.registered = False
        self.dead = asyncio.Event()
        self._runtime: Runtime | None = None
        self._agent: UserAgent | None = None
        self._lock = MediaLock()
        self._legs: set[SipLeg] = set()
        self._busy = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._pump_task: asyncio.Task[None] | None = None

    async def start(self, on_call: CallHandler) -> None:
        check_address(self.settings.listen)
        keep_addresses_out()
        runtime = Runtime()
        runtime.on_dead = self.dead.set
        if self.settings.lock_media:
            self._lock.attach()
        try:
            await runtime.start(self.settings.config())
            self._runtime = runtime
            # A REFER from a caller would let strangers make us dial: always refused.
            self._agent = await UserAgent.create(runtime, self.settings.account(), transfer_policy="reject")
        except (BaresipError, ValueError, TypeError) as error:
            await self.stop()
            raise LineError(f"the SIP line could not start on {self.settings.listen}: {error}") from error
        self._agent.on_incoming(lambda call: self._take(call, on_call))
        self._pump_task = asyncio.create_task(self._pump())
        if self.settings.registration is not None:
            self._start_task(self._register(self._agent, self.settings.registration))

    async def stop(self) -> None:
        for leg in list(self._legs):
            await leg.hangup()
        for task in [*self._tasks, *([self._pump_task] if self._pump_task else [])]:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._agent is not None and self.registered:
            try:
                await self._agent.unregister(timeout=2)
            except BaresipError as error:
                log.warning("could not unregister: %s", error)
        if self._runtime is not None and not self.dead.is_set():
            await self._runtime.close()
        self._lock.detach()

    async def _register(self, agent: UserAgent, registration: Registration) -> None:
        pause = 1.0
        while True:
            try:
                await agent.register()
            except RegistrationError as error:
                log.error("not registered at %s: %s; trying again in %.0f s", registration.registrar, error, pause)
                await asyncio.sleep(pause)
                pause = min(60.0, pause * 2)
            else:
                self.registered = True
                log.info("registered at %s as %s", registration.registrar, registration.user)
                return

    def _start_task(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _take(self, call: Call, on_call: CallHandler) -> None:
        leg = SipLeg(call, self.settings.targets)
        self._legs.add(leg)
        self._busy.set()
        self._start_task(self._serve(leg, on_call))

    async def _serve(self, leg: SipLeg, on_call: CallHandler) -> None:
        try:
            await on_call(leg)
        except asyncio.CancelledError:
            raise
        except CallOver:
            log.info("a caller was gone before the conversation had ended")
        except Exception:
            log.exception("a call's conversation failed")
        finally:
            await leg.hangup()
            self._legs.discard(leg)
            self._lock.forget(leg.info.id)

    async def _pump(self) -> None:
        loop = asyncio.get_running_loop()
        due = loop.time()
        while True:
            if not self._legs:
                self._busy.clear()
                await self._busy.wait()
                due = loop.time()
            for leg in list(self._legs):
                try:
                    leg.pump(loop.time())
                except Exception:
                    # One call's trouble must not silence the others.
                    log.exception("a call's sound failed")
                    self._start_task(leg.hangup())
            due = max(due + PUMP_SECONDS, loop.time())
            await asyncio.sleep(due - loop.time())
