"""Sample citizens: loaded once, refreshed, never over real ones."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select

from backend.content_loader import load_all, wants_sample
from backend.database import Database
from backend.models import Article, Citizen, CivilRecord
from backend.services import registry
from backend.settings import Settings
from tests.integration.backend.conftest import MARIA_AFM


def _count(database: Database, table: type) -> int:
    with database.work() as uow:
        return uow.session.scalar(select(func.count()).select_from(table)) or 0


def test_loading_twice_is_loading_once(database: Database) -> None:
    counts = []
    for _ in range(2):
        with database.work() as uow:
            assert registry.load_demo_citizens(uow) == 12
        counts.append((_count(database, Citizen), _count(database, CivilRecord)))
    assert counts[0] == counts[1] and counts[0][0] == 12 and counts[0][1] >= 40


def test_a_real_citizen_is_left_alone(database: Database) -> None:
    with database.work() as uow:
        uow.session.add(Citizen(afm=MARIA_AFM, first_name="Άλλη", last_name="Άλλη", sex="f", birth_date=date(1970, 1, 1), sample=False))
    with database.work() as uow:
        registry.load_demo_citizens(uow)
        assert uow.session.scalars(select(Citizen).where(Citizen.afm == MARIA_AFM)).one().first_name == "Άλλη"


@pytest.mark.parametrize("sample", [True, False])
def test_all_content(sqlite_database: Database, sample: bool) -> None:
    for _ in range(2):
        with sqlite_database.work() as uow:
            counts = load_all(uow, sample=sample)
    assert counts["problem categories"] == 11 and counts["certificate types"] == 8
    assert _count(sqlite_database, Citizen) == (12 if sample else 0)
    assert _count(sqlite_database, Article) >= 40


def test_samples_are_for_development(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    production = settings.model_copy(update={"mode": "production"})
    monkeypatch.delenv("SAMPLE", raising=False)
    assert wants_sample(settings) and not wants_sample(production)
    monkeypatch.setenv("SAMPLE", "0")
    assert not wants_sample(settings)
    monkeypatch.setenv("SAMPLE", "1")
    assert wants_sample(production)
