"""A console with people and cases in it, served by the real web application on a free port."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import httpx
import pytest

from backend.database import Database
from tests.support.staff_house import House, furnish, serve


@dataclass
class Console:
    """The running web process: its address, its database, its rows."""

    url: str
    house: House
    database: Database


@pytest.fixture
def house(database: Database) -> House:
    """People, cases, a conversation and a photo in the database."""
    return furnish(database)


@pytest.fixture
async def console(house: House, database: Database) -> AsyncIterator[Console]:
    async with serve(database) as url:
        yield Console(url, house, database)


@pytest.fixture
async def browser(console: Console) -> AsyncIterator[httpx.AsyncClient]:
    """A client that keeps cookies, as a browser without scripts does."""
    headers = {"accept": "text/html"}
    async with httpx.AsyncClient(base_url=console.url, headers=headers, follow_redirects=True, timeout=30) as client:
        yield client
