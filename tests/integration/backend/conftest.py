"""Short ways to things that many tests of the backend need."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select

from backend.database import Database, UnitOfWork
from backend.models import OutboxMessage
from backend.services import cases, certificates, identity, problems, registry
from backend.services.cases import Contact, OpenedCase
from backend.services.problems import Place
from tests.fakes import FakeChance

MARIA_AFM = "550000018"


@dataclass
class Town:
    """The municipality with the sample citizens in it."""

    database: Database
    chance: FakeChance

    def report(self, **changes: Any) -> OpenedCase:
        """Files a street lamp in Ορφέως 12, changed as said."""
        values: dict[str, Any] = {"category": "lighting", "place": Place(street="Ορφέως", street_number="12"), **changes}
        with self.database.work() as uow:
            return problems.report_problem(uow, **values)

    def identify(self, conversation_id: str = "talk", afm: str = MARIA_AFM) -> identity.CitizenView:
        with self.database.work() as uow:
            identity.start_identification(uow, conversation_id, afm)
        with self.database.work() as uow:
            return identity.verify_code(uow, conversation_id, self.chance.given[-1])

    def request(self, conversation_id: str = "talk", **changes: Any) -> OpenedCase:
        """Asks for the birth certificate by e-mail in a conversation that is identified."""
        values: dict[str, Any] = {"certificate_type": "γέννησης", "purpose": "διορισμός", "delivery": "email", **changes}
        with self.database.work() as uow:
            return certificates.request_certificate(uow, conversation_id=conversation_id, **values)

    def messages(self) -> list[OutboxMessage]:
        """What is in the outbox, oldest first."""
        with self.database.work() as uow:
            return list(uow.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))

    def state(self, opened: OpenedCase) -> str:
        with self.database.work() as uow:
            return cases.get_case(uow, opened.case_id).state


@pytest.fixture
def town(database: Database, chance: FakeChance) -> Town:
    with database.work() as uow:
        registry.load_demo_citizens(uow)
    return Town(database, chance)


@pytest.fixture
def together(database: Database) -> Callable[..., list[Any]]:
    """Runs a function in several threads, each in its own unit of work, all started at once; gives results and errors."""

    def run(function: Callable[[UnitOfWork, int], Any], threads: int = 8) -> list[Any]:
        barrier = threading.Barrier(threads)
        results: list[Any] = [None] * threads

        def work(number: int) -> None:
            barrier.wait()
            try:
                with database.work() as uow:
                    results[number] = function(uow, number)
            except Exception as error:
                results[number] = error

        running = [threading.Thread(target=work, args=(number,)) for number in range(threads)]
        for thread in running:
            thread.start()
        for thread in running:
            thread.join()
        return results

    return run


@pytest.fixture
def someone() -> Contact:
    return Contact("Μαρία Ι.", "6900000001", "maria@example.org")
