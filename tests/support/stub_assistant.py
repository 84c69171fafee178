"""A stand-in for the web server's chat API over real HTTP and WebSocket: scripted answers, and failures on demand.

It keeps the rules that the widget relies on: a message is stored before it is answered, an idempotency key is answered once,
every message is pushed to every open stream.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import re
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sanic import Request, Sanic, Websocket
from sanic.response import HTTPResponse, empty, html, raw, text
from sanic.response import json as as_json

ROOT = Path(__file__).resolve().parents[2]
CORS = {
    "access-control-allow-origin": "*",
    "access-control-allow-methods": "GET, POST, DELETE, OPTIONS",
    "access-control-allow-headers": "Authorization, Content-Type, Idempotency-Key",
}
GREETING = "Καλημέρα σας! Είμαι ο ψηφιακός βοηθός του Δήμου Κομοτηνής, ένα αυτόματο σύστημα. Τι θα θέλατε;"
_names = itertools.count()
Answer = dict[str, Any]


def default_script(said: str) -> list[Answer]:
    """What the stub answers to a text or payload."""
    if said == "/greet":
        services = (("Αναφορά βλάβης", "/report_problem"), ("Πιστοποιητικό", "/request_certificate"), ("Έχω μια ερώτηση", "/ask_guide"))
        return [{"text": GREETING, "buttons": [{"title": title, "payload": payload} for title, payload in services]}]
    if said == "/report_problem":
        return [
            {
                "text": "Πού βρίσκεται η βλάβη; Γράψτε οδό και αριθμό, ή στείλτε τη θέση σας.",
                "custom": {"expects": ["location", "photo", "text"]},
            }
        ]
    if said == "υποβολή":
        case = {"protocol": "ΠΡΒ-2026-000123", "code": "483920", "pin": "7214"}
        return [{"text": "Έγινε! Θα σας ενημερώσουμε με μήνυμα για την πορεία της.", "custom": {"case": case}}]
    if said == "πηγή":
        source = {"title": "Οδηγός ΚΕΠ Κομοτηνής", "url": "https://www.komotini.gr/kep", "date": "2026-03-03", "confirmed": False}
        words = "Χρειάζεστε μόνο την ταυτότητά σας. Πληροφορίες στο 25313 52400 ή στο https://www.komotini.gr/kep."
        return [{"text": words, "custom": {"source": source}}]
    if said == "αρχείο":
        return [{"text": "Το έντυπο:", "attachment": {"type": "application/pdf", "url": "/form.pdf", "title": "Έντυπο αίτησης"}}]
    if said == "κωδικός":
        return [{"text": "Γράψτε τον κωδικό που σας στείλαμε.", "custom": {"expects": ["code"]}}]
    if said == "επίθεση":
        attack = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script> javascript:window.hacked=1'
        return [
            {
                "text": attack,
                "attachment": {"type": "file", "url": "javascript:window.hacked=1", "title": "x"},
                "buttons": [{"title": "<b>έντονα</b>", "payload": "/x"}],
            }
        ]
    return [
        {"text": f"Λάβατε απάντηση στο: {said}", "buttons": [{"title": "Ναι", "payload": "/affirm"}, {"title": "Όχι", "payload": "/deny"}]}
    ]


class Session:
    def __init__(self, number: int) -> None:
        self.id, self.token = f"s{number}", f"token-{number}"
        self.messages: list[dict[str, Any]] = []
        self.answers: dict[str, tuple[int, list[dict[str, Any]]]] = {}
        self.sockets: set[Websocket] = set()

    def add(self, sender: str, **fields: Any) -> dict[str, Any]:
        message = {"id": len(self.messages) + 1, "sender": sender, "text": "", "buttons": [], "at": "2026-03-03T09:30:00+00:00", **fields}
        self.messages.append(message)
        return message


class StubAssistant:
    """`url` once started. The attributes below change what happens to the next requests."""

    def __init__(self, script: Callable[[str], list[Answer]] = default_script) -> None:
        self.script = script
        self.sessions: dict[str, Session] = {}
        self.failures: list[str | int] = []  # for the next messages: a status, "lost" (never arrives) or "cut" (stored, answer lost)
        self.upload_failures: list[int] = []
        self.websockets = True
        self.gate = threading.Event()  # answers wait for it: clear() keeps the assistant "typing"
        self.gate.set()
        self.received: list[dict[str, Any]] = []
        self.emails: list[str] = []
        self.uploads: list[bytes] = []
        self.polls = 0
        self.pages: dict[str, tuple[str, dict[str, str]]] = {}
        self._port = 0

    def start(self) -> None:
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self._thread.start()
        assert self._ready.wait(20), "the stub did not start"

    def stop(self) -> None:
        """Every connection breaks, as when the machine goes away. start() brings it back on the same port with the same memory."""
        self.gate.set()
        self._loop.call_soon_threadsafe(self._ending.set)
        self._thread.join(20)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}/"

    @property
    def session(self) -> Session:
        return list(self.sessions.values())[-1]

    def texts(self) -> list[str]:
        """The citizen's stored messages, oldest first, without the greeting."""
        return [m.get("payload") or m["text"] for m in self.session.messages if m["sender"] == "citizen" and m.get("payload") != "/greet"]

    def push(self, **fields: Any) -> None:
        """A message of staff or assistant that nobody asked for."""
        message = self.session.add(fields.pop("sender", "assistant"), **fields)
        asyncio.run_coroutine_threadsafe(self._tell(self.session, message), self._loop).result(10)

    def drop_sockets(self) -> None:
        async def drop() -> None:
            for session in self.sessions.values():
                for ws in list(session.sockets):
                    ws.io_proto.transport.abort()

        asyncio.run_coroutine_threadsafe(drop(), self._loop).result(10)

    async def _serve(self) -> None:
        self._loop, self._ending = asyncio.get_running_loop(), asyncio.Event()
        listener = socket.create_server(("127.0.0.1", self._port))
        self._port = listener.getsockname()[1]
        app = self._app()
        server = await app.create_server(sock=listener, return_asyncio_server=True, access_log=False)
        assert server is not None
        await server.startup()
        self._ready.set()
        await self._ending.wait()
        server.close()
        for connection in list(server.connections):
            if connection.transport:
                connection.transport.abort()

    async def _tell(self, session: Session, frame: dict[str, Any]) -> None:
        for ws in list(session.sockets):
            await ws.send(json.dumps(frame, ensure_ascii=False))

    def _app(self) -> Sanic:  # type: ignore[type-arg]
        app: Sanic = Sanic(f"stub-assistant-{next(_names)}", configure_logging=False)  # type: ignore[type-arg]
        app.config.AUTO_EXTEND = False
        app.config.TOUCHUP = False  # it rewrites Sanic once per process, and a test has two stubs
        app.on_request(self._preflight)
        app.on_response(self._headers)
        chat = "/api/chat/sessions"
        app.add_route(self._open, chat, methods=["POST"], name="open")
        app.add_route(self._message, f"{chat}/<name>/messages", methods=["POST"], name="message")
        app.add_route(self._after, f"{chat}/<name>/messages", methods=["GET"], name="after")
        app.add_route(self._upload, f"{chat}/<name>/attachments", methods=["POST"], name="upload")
        app.add_route(self._picture, f"{chat}/<name>/attachments/<number:int>", methods=["GET"], name="picture")
        app.add_route(self._transcript, f"{chat}/<name>/transcript", methods=["GET"], name="transcript")
        app.add_route(self._email, f"{chat}/<name>/transcript/email", methods=["POST"], name="email")
        app.add_route(self._delete, f"{chat}/<name>", methods=["DELETE"], name="delete")
        app.add_websocket_route(self._stream, f"{chat}/<name>/stream", subprotocols=["bearer"], name="stream")
        app.add_route(self._asset, "/<path:path>", methods=["GET"], name="asset")
        return app

    def _preflight(self, request: Request) -> HTTPResponse | None:
        return empty(204) if request.method == "OPTIONS" else None

    def _headers(self, request: Request, response: HTTPResponse) -> None:
        response.headers.update(CORS)

    def _error(self, status: int, code: str = "error") -> HTTPResponse:
        return as_json({"error": {"code": code, "message": "Κάτι δεν πήγε καλά.", "request_id": "r"}}, status=status)

    def _find(self, request: Request, name: str) -> Session | None:
        session = self.sessions.get(name)
        return session if session and request.headers.get("authorization") == f"Bearer {session.token}" else None

    async def _open(self, request: Request) -> HTTPResponse:
        session = Session(len(self.sessions) + 1)
        self.sessions[session.id] = session
        return as_json({"session_id": session.id, "token": session.token}, status=201)

    async def _message(self, request: Request, name: str) -> HTTPResponse:
        session = self._find(request, name)
        if session is None:
            return self._error(404, "not_found")
        body, key = request.json, request.headers["idempotency-key"]
        self.received.append({**body, "key": key})
        said = body.get("payload") or body["text"]
        failure = self.failures.pop(0) if self.failures and said != "/greet" else None
        if failure == "lost":
            request.transport.abort()  # type: ignore[union-attr]
            return empty()
        if isinstance(failure, int):
            return self._error(failure, "assistant_unavailable" if failure == 503 else "error")
        if key not in session.answers:
            mine = session.add("citizen", text=body.get("text", ""), key=key, **({"payload": said} if body.get("payload") else {}))
            session.answers[key] = (mine["id"], [])
            await self._tell(session, mine)
            await self._tell(session, {"type": "typing"})
            await asyncio.get_running_loop().run_in_executor(None, self.gate.wait)
            for answer in self.script(said):
                session.answers[key][1].append(session.add("assistant", **answer))
        number, answers = session.answers[key]
        for answer in answers:
            await self._tell(session, answer)
        if failure == "cut":
            request.transport.abort()  # type: ignore[union-attr]
            return empty()
        return as_json({"id": number, "messages": answers})

    async def _after(self, request: Request, name: str) -> HTTPResponse:
        self.polls += 1
        session = self._find(request, name)
        if session is None:
            return self._error(404, "not_found")
        return as_json({"messages": session.messages[int(request.args.get("after", 0)) :]})

    async def _stream(self, request: Request, ws: Websocket, name: str) -> None:
        session = self.sessions.get(name)
        offered = [one.strip() for one in request.headers.get("sec-websocket-protocol", "").split(",")]
        if not self.websockets or session is None or offered != ["bearer", session.token]:
            await ws.close(1008)
            return
        session.sockets.add(ws)
        try:
            async for _ in ws:
                pass
        finally:
            session.sockets.discard(ws)

    async def _upload(self, request: Request, name: str) -> HTTPResponse:
        if self._find(request, name) is None:
            return self._error(404, "not_found")
        if self.upload_failures:
            return self._error(self.upload_failures.pop(0))
        sent = request.files.get("file")
        self.uploads.append(sent.body)
        url = f"/api/chat/sessions/{name}/attachments/{len(self.uploads)}"
        return as_json({"id": f"photo-{len(self.uploads)}", "url": url, "media_type": sent.type, "size": len(sent.body)}, status=201)

    async def _picture(self, request: Request, name: str, number: int) -> HTTPResponse:
        return raw(self.uploads[number - 1], content_type="image/png") if self._find(request, name) else self._error(404)

    async def _transcript(self, request: Request, name: str) -> HTTPResponse:
        session = self._find(request, name)
        return text("\n".join(m["text"] for m in session.messages)) if session else self._error(404)

    async def _email(self, request: Request, name: str) -> HTTPResponse:
        self.emails.append(request.json["email"])
        return as_json({}, status=202)

    async def _delete(self, request: Request, name: str) -> HTTPResponse:
        if self._find(request, name) is None:
            return self._error(404)
        del self.sessions[name]
        return empty(204)

    async def _asset(self, request: Request, path: str) -> HTTPResponse:
        if f"/{path}" in self.pages:
            body, headers = self.pages[f"/{path}"]
            return html(body, headers=headers)
        if re.fullmatch(r"widget\.js|widget/[\w-]+\.js", path):
            file = ROOT / "widget" / path.removeprefix("widget/")
            if file.is_file():
                return text(file.read_text(encoding="utf-8"), content_type="text/javascript; charset=utf-8")
        return text("", status=404)
