"""Stand-ins for what the phone line talks to: the assistant's phone channel, and the web process's API for the line, on one free port."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

Answers = Callable[[dict[str, Any]], dict[str, Any]]


def answer(*texts: str, kind: str = "open", **more: Any) -> dict[str, Any]:
    """A turn's answer. `more`: length, choices, payloads, form, slot of what is expected; ends, transfer, intent, entities."""
    expects = {"kind": kind, "length": None, "choices": [], "payloads": [], "slot": None, "form": None, "more": False}
    expects.update({key: more[key] for key in expects if key in more})
    understanding = {"intent": more.get("intent", "inform"), "confidence": 0.9, "entities": more.get("entities", [])}
    return {
        "messages": [{"text": text} for text in texts], "understanding": understanding, "expects": expects, "language": "el",
        "ends": more.get("ends", False), "transfer": more.get("transfer", False),
    }  # fmt: skip


class StubHouse:
    """`heard` are the bodies that the assistant got, `requests` all that the web API got, in order: (method, path, body).

    `assistant` makes each answer; `asleep` holds the assistant back while it is set; `broken`: the assistant answers 503.
    """

    def __init__(self, assistant: Answers) -> None:
        self.assistant = assistant
        self.heard: list[dict[str, Any]] = []
        self.requests: list[tuple[str, str, Any]] = []
        self.line: dict[str, Any] = {"open": True, "hours": "Δευτέρα με Παρασκευή, 8:00 με 14:30", "notice": None}
        self.resumable = {"483920": "old-conversation"}
        self.broken = False
        house = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._serve()

            do_POST = do_PUT = do_GET

            def _serve(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length") or 0))
                assert self.headers["authorization"] == "Bearer secret"
                status, reply = house.reply(self.command, self.path, _parsed(body))
                content = b"" if reply is None else json.dumps(reply).encode()
                self.send_response(status)
                self.send_header("content-length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self._server.server_port
        self.url = f"http://127.0.0.1:{self.port}"
        Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def reply(self, method: str, path: str, body: Any) -> tuple[int, Any]:
        if path == "/webhooks/phone/messages":
            self.heard.append(body)
            return (503, {"error": "broken"}) if self.broken else (200, self.assistant(body))
        self.requests.append((method, path, body))
        if path == "/api/voice/line":
            return 200, self.line
        if path == "/api/voice/calls":
            return 201, {"id": "call-1", "conversation_id": "conversation-1", "resume_code": "123456"}
        if path.endswith("/resume"):
            found = self.resumable.get(body["code"])
            return (200, {"conversation_id": found}) if found else (404, {"error": {"code": "not_found"}})
        if path == "/api/voice/callbacks":
            return 201, {"protocol": "ΕΠΙ-2026-000001", "code": "ΕΠΙ-2026-000001", "pin": "4821"}
        return 204, None

    def of(self, end: str) -> list[Any]:
        """The bodies that came to paths ending so."""
        return [body for _, path, body in self.requests if path.endswith(end)]

    async def until(self, condition: Callable[[], bool], seconds: float = 20) -> None:
        """Wait for something to have come in."""
        for _ in range(int(seconds / 0.02)):
            if condition():
                return
            await asyncio.sleep(0.02)
        raise AssertionError(f"it did not come; so far {[path for _, path, _ in self.requests]} and {self.heard}")


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body) if body else None
    except ValueError:
        return body
