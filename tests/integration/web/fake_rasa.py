"""A stand-in for Rasa on a real socket that can be switched off, made slow, or made to fail."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

SECRET = "a-rasa-secret-only-for-tests"


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True
    fake: FakeRasa


class FakeRasa:
    """Answers every turn with what `reply` makes of the body. `turns` are the bodies it got, `erased` the trackers it erased."""

    def __init__(self) -> None:
        self.turns: list[dict[str, Any]] = []
        self.erased: list[str] = []
        self.status = 200  # of turns: 200, or 503 as when the action server is down
        self.model_loaded = True
        self.reply: Callable[[dict[str, Any]], list[dict[str, Any]]] = lambda body: [{"text": f"Απάντηση {len(self.turns)}"}]
        self.gate = threading.Event()  # cleared: turns wait
        self.gate.set()
        self.arrived = threading.Semaphore(0)  # released once per turn that came in
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None
        self.port = 0
        self.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self._server = _Server(("127.0.0.1", self.port), _Handler)
        self._server.fake = self
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        if self._server and self._thread:
            self._server.shutdown()
            self._server.server_close()
            self._thread.join()
            self._server = None


class _Handler(BaseHTTPRequestHandler):
    # One request per connection, as if Rasa had just been restarted: no kept connection hides that it is off.
    protocol_version = "HTTP/1.0"
    server: _Server

    def do_POST(self) -> None:
        fake = self.server.fake
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        if self.headers.get("authorization") != f"Bearer {SECRET}":
            return self._send(401, {"error": "bad secret"})
        fake.turns.append(body)
        fake.arrived.release()
        fake.gate.wait(30)
        if fake.status != 200:
            return self._send(fake.status, {"error": "the action server does not answer"})
        understanding = {"intent": "greet", "confidence": 0.97, "entities": [], "ranking": []}
        return self._send(200, {"messages": fake.reply(body), "understanding": understanding})

    def do_DELETE(self) -> None:
        self.server.fake.erased.append(self.path.rpartition("/")[2])
        self._send(204, None)

    def do_GET(self) -> None:
        if self.path.startswith("/status"):
            return self._send(200 if self.server.fake.model_loaded else 409, {})
        return self._send(200, {"status": "ok"})

    def _send(self, status: int, body: Any) -> None:
        data = b"" if body is None else json.dumps(body).encode()
        try:
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)
        except OSError:
            pass  # the caller has hung up

    def log_message(self, *_: Any) -> None: ...
