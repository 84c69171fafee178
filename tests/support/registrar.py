"""A SIP registrar with digest authentication, as a PBX has one, for one extension."""

from __future__ import annotations

import asyncio
import hashlib
import re

from tests.support.sip_peer import Message, parse


class Registrar(asyncio.DatagramProtocol):
    """`contact` is where the extension says it is, once its password was right; `refused` counts wrong or missing credentials."""

    def __init__(self, user: str, password: str) -> None:
        self.user, self.password = user, password
        self.contact: str | None = None
        self.refused = 0
        self.gone = asyncio.Event()
        self.registered = asyncio.Event()
        self.port = 0
        self._transport: asyncio.DatagramTransport | None = None

    async def __aenter__(self) -> Registrar:
        self._transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(lambda: self, local_addr=("127.0.0.1", 0))
        self.port = self._transport.get_extra_info("sockname")[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._transport is not None
        self._transport.close()

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        message = parse(data)
        if message.method != "REGISTER":
            return
        if not self._is_right(message):
            self.refused += 1
            self._reply(message, addr, "401 Unauthorized", 'WWW-Authenticate: Digest realm="pbx", nonce="n0nce", algorithm=MD5\r\n')
            return
        contact = message.headers.get("contact", "")
        expires = re.search(r"expires=(\d+)", contact) or re.search(r"(\d+)", message.headers.get("expires", "600"))
        leaving = expires is not None and int(expires[1]) == 0
        found = re.search(r"<([^>]+)>", contact)
        self.contact = None if leaving or not found else found[1]
        self._reply(message, addr, "200 OK", f"Contact: {contact}\r\n" if self.contact else "")
        (self.gone if leaving else self.registered).set()

    def _is_right(self, message: Message) -> bool:
        fields = dict(re.findall(r'(\w+)="([^"]*)"', message.headers.get("authorization", "")))
        if fields.get("username") != self.user:
            return False

        def digest(text: str) -> str:
            return hashlib.md5(text.encode()).hexdigest()

        first, second = digest(f"{self.user}:pbx:{self.password}"), digest(f"REGISTER:{fields['uri']}")
        return fields.get("response") == digest(f"{first}:n0nce:{second}")

    def _reply(self, message: Message, to: tuple[str, int], status: str, extra: str) -> None:
        same = "".join(f"{name}: {message.headers[name.lower()]}\r\n" for name in ("Via", "From", "Call-ID", "CSeq"))
        assert self._transport is not None
        self._transport.sendto(
            f"SIP/2.0 {status}\r\n{same}To: {message.headers['to']};tag=pbx\r\n{extra}Content-Length: 0\r\n\r\n".encode(), to
        )
