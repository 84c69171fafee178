"""The whole house on free ports, for the end-to-end tests: real Rasa, real actions, real web, one SQLite file."""

from __future__ import annotations

import email
import email.policy
import json
import select
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page, sync_playwright

from backend.settings import ROOT
from ops.stack import Stack
from ops.training import model_path, train
from ops.trial import start_trial


@pytest.fixture(scope="session")
def model() -> Path:
    """The model of the present sources; trained once and kept in var/models, as `make run` does."""
    path = model_path(ROOT / "var")
    return path if path.exists() else train(ROOT / "var")[0]


class House:
    """A running stack and what a test needs to know of it."""

    def __init__(self, stack: Stack, password: str) -> None:
        self.stack = stack
        self.settings = stack.settings
        self.url = stack.settings.public_url
        self.admin_password = password

    def outbox(self) -> list[Path]:
        """Outgoing messages so far, oldest first."""
        return sorted((self.settings.data_dir / "outbox").glob("*"), key=lambda path: path.stat().st_mtime_ns)

    def wait_outbox(self, count: int) -> None:
        """Wait until at least `count` messages have left; the outbox worker runs by itself."""
        deadline = time.monotonic() + 30
        while len(self.outbox()) < count:
            assert time.monotonic() < deadline, f"only {len(self.outbox())} of {count} messages left the house"
            select.select([], [], [], 0.05)

    def outbox_text(self) -> list[str]:
        """What each message says, oldest first."""
        texts = []
        for path in self.outbox():
            if path.suffix == ".eml":
                body = email.message_from_bytes(path.read_bytes(), policy=email.policy.default).get_body(("plain",))
                texts.append(body.get_content() if body else "")
            else:
                texts.append(json.loads(path.read_text())["text"])
        return texts

    def newest_pdf(self) -> Path:
        """The last PDF that left attached to an e-mail, saved beside the outbox; waits for the first one."""
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            for path in reversed([path for path in self.outbox() if path.suffix == ".eml"]):
                for part in email.message_from_bytes(path.read_bytes(), policy=email.policy.default).iter_attachments():
                    target = self.settings.data_dir / "newest.pdf"
                    target.write_bytes(part.get_content())
                    return target
            select.select([], [], [], 0.05)
        raise AssertionError(f"no e-mail with an attachment left the house; what left: {self.outbox_text()}")

    def sign_in(self, page: Page) -> None:
        """Sign the administrator in; the first time the password must be changed."""
        page.goto(f"{self.url}/staff/")
        page.get_by_label("Όνομα χρήστη").fill("admin")
        page.get_by_label("Κωδικός", exact=True).fill(self.admin_password)
        page.get_by_role("button", name="Σύνδεση").click()
        if "password" in page.url:
            new = f"{self.admin_password}-νέος"
            page.locator("input[type=password]").nth(0).fill(self.admin_password)
            page.locator("input[type=password]").nth(1).fill(new)
            page.locator("input[type=password]").nth(2).fill(new)
            page.locator("main button[type=submit]").first.click()
            self.admin_password = new

    def part(self, name: str, *, running: bool) -> None:
        """Stop or start one process through the supervisor; returns when that is done and, on a start, when it answers."""
        control = self.stack.control().supervisor
        if running:
            control.startProcess(name)
            self.stack.wait_ready()
        else:
            control.stopProcess(name)


@pytest.fixture(scope="session")
def house(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    stack, password = start_trial(tmp_path_factory.mktemp("house"), model)
    try:
        yield House(stack, password)
    finally:
        stack.stop()


CHROMIUM_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    path = shutil.which("chromium")
    if path is None:
        pytest.fail("chromium is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


class DemoCitizen:
    """The first made-up citizen of the register."""

    def __init__(self) -> None:
        first = yaml.safe_load((ROOT / "backend/content/demo_citizens.yml").read_text(encoding="utf-8"))["citizens"][0]
        self.afm, self.first_name, self.last_name = first["afm"], first["first_name"], first["last_name"]


@pytest.fixture
def demo_citizen() -> DemoCitizen:
    return DemoCitizen()


@pytest.fixture
def staff_page(house: House, chromium: Browser) -> Iterator[Page]:
    """A page of the staff console, signed in as the first administrator."""
    context = chromium.new_context(locale="el-GR")
    page = context.new_page()
    house.sign_in(page)
    yield page
    context.close()
