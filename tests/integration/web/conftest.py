"""The web application on a free port, over real HTTP, with a stand-in for Rasa."""

from __future__ import annotations

import asyncio
import importlib.util
import socket
import threading
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from sanic import Sanic

from backend.database import Database
from backend.settings import Settings
from backend.web.app import create_app

spec = importlib.util.spec_from_file_location("fake_rasa", Path(__file__).with_name("fake_rasa.py"))
assert spec and spec.loader
_module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(_module)
FakeRasa = _module.FakeRasa


class MemoryTransport:
    """Keeps what would have been sent."""

    def __init__(self) -> None:
        self.sent: list[Any] = []
        self.arrived = threading.Semaphore(0)

    async def send(self, message: Any) -> None:
        self.sent.append(message)
        self.arrived.release()


@dataclass
class Chat:
    """One conversation over HTTP."""

    client: httpx.Client
    session_id: str
    token: str

    @property
    def path(self) -> str:
        return f"/api/chat/sessions/{self.session_id}"

    @property
    def headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.token}"}

    def say(self, text: str | None = None, key: str | None = None, **body: Any) -> httpx.Response:
        sent = {"text": text, **body} if text is not None else body
        headers = {**self.headers, "idempotency-key": key or uuid.uuid4().hex}
        return self.client.post(f"{self.path}/messages", json=sent, headers=headers)

    def messages(self, after: int = 0) -> list[dict[str, Any]]:
        answer = self.client.get(f"{self.path}/messages", params={"after": after}, headers=self.headers)
        assert answer.status_code == 200, answer.text
        found: list[dict[str, Any]] = answer.json()["messages"]
        return found

    def get(self, rest: str, **options: Any) -> httpx.Response:
        return self.client.get(self.path + rest, headers=self.headers, **options)


@dataclass
class Site:
    """A running application."""

    url: str
    client: httpx.Client
    app: Sanic  # type: ignore[type-arg]
    database: Database
    settings: Settings
    mail: MemoryTransport
    loop: asyncio.AbstractEventLoop = field(repr=False, default=None)  # type: ignore[assignment]

    def chat(self) -> Chat:
        answer = self.client.post("/api/chat/sessions", json={"language": "el"})
        assert answer.status_code == 201, answer.text
        return Chat(self.client, answer.json()["session_id"], answer.json()["token"])

    def run(self, coroutine: Any) -> Any:
        """Run something in the application's own loop."""
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result(30)


@pytest.fixture
def rasa() -> Iterator[Any]:
    fake = FakeRasa()
    yield fake
    fake.gate.set()
    fake.stop()


@pytest.fixture
def start_site(rasa: Any) -> Iterator[Callable[..., Site]]:
    """``start_site(database, rasa_timeout_seconds=0.5)``: starts the application with settings changed."""
    stops: list[Callable[[], None]] = []

    def start(database: Database, *, background: bool = True, **changes: Any) -> Site:
        settings = database.settings.model_copy(update={"rasa_url": rasa.url, "actions_url": rasa.url, **changes})
        mail = MemoryTransport()
        listening = socket.socket()
        listening.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        ready = threading.Event()
        site = Site(url, httpx.Client(base_url=url, timeout=30, trust_env=False), None, database, settings, mail)  # type: ignore[arg-type]
        failure: list[BaseException] = []
        quit_now: list[asyncio.Event] = []

        async def serve() -> None:
            site.app = create_app(settings, database, outbox_transport=mail, background=background)
            site.loop = asyncio.get_running_loop()
            quit_now.append(asyncio.Event())
            server = await site.app.create_server(sock=listening, return_asyncio_server=True)
            assert server is not None
            await server.startup()
            await server.before_start()
            await server.after_start()
            await server.start_serving()
            ready.set()
            await quit_now[0].wait()
            await server.before_stop()
            for connection in list(server.connections):
                connection.close_if_idle()
            closing = server.close()
            if closing:
                await asyncio.wait_for(closing, 10)
            await server.after_stop()

        def run() -> None:
            try:
                asyncio.run(serve())
            except BaseException as error:
                failure.append(error)
                ready.set()

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        ready.wait()
        if failure:
            raise failure[0]

        def stop() -> None:
            site.client.close()
            rasa.gate.set()
            site.loop.call_soon_threadsafe(quit_now[0].set)
            thread.join(20)
            Sanic.unregister_app(site.app)
            assert not thread.is_alive(), "the application did not stop"
            assert not failure, failure

        stops.append(stop)
        return site

    yield start
    for stop in stops:
        stop()


@pytest.fixture
def site(start_site: Callable[..., Site], database: Database) -> Site:
    """The application on SQLite and on PostgreSQL."""
    return start_site(database)


@pytest.fixture
def quick_site(start_site: Callable[..., Site], sqlite_database: Database) -> Site:
    """The application on SQLite only, where the database doesn't matter."""
    return start_site(sqlite_database)
