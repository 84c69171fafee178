"""The web process brings the cases of an earlier version up to date with the search."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from sqlalchemy import update

from backend.database import Database
from backend.models import Case
from backend.services import cases


def test_an_older_case_is_found_by_its_sound_once_the_web_runs(start_site: Callable[..., Any], database: Database) -> None:
    with database.work() as uow:
        contact = cases.Contact("Χρύσα Ιωαννίδου")
        opened = cases.open_case(uow, service="problems", prefix="ΠΡΒ", kind="other", title="Άλλο", channel="web", contact=contact)
        uow.session.execute(update(Case).values(search_text="χρυσα ιωαννιδου"))
    start_site(database)
    deadline = time.monotonic() + 30
    found: list[int] = []
    while not found:
        assert time.monotonic() < deadline, "nobody brought the case up to date"
        with database.view() as uow:
            found = [row.case_id for row in cases.list_cases(uow, cases.CaseFilter(text="xrisa ioanidu")).rows]
    assert found == [opened.case_id]
