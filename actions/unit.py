"""The door from a dialogue to the municipality's services: a unit of work in a thread, errors of the house only."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from functools import lru_cache
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy.exc import SQLAlchemyError

from backend.database import Database, UnitOfWork
from backend.errors import Unavailable
from backend.settings import get_settings

logger = logging.getLogger(__name__)
P = ParamSpec("P")
T = TypeVar("T")


@lru_cache(maxsize=1)
def database() -> Database:
    """The database of this process, opened at the first use."""
    return Database(get_settings())


async def run(service: Callable[Concatenate[UnitOfWork, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call a service function in a unit of work of its own, without holding up other conversations.

    Raises `MunicipalityError`; a database that doesn't answer becomes `Unavailable`, so that the citizen gets a sentence.
    """

    def work() -> T:
        with database().work() as uow:
            return service(uow, *args, **kwargs)

    try:
        return await asyncio.to_thread(work)
    except (SQLAlchemyError, OSError) as error:
        # The statement's parameters may hold personal data: only the kind of error is logged.
        logger.error("a service could not reach the database", extra={"service": service.__name__, "kind": type(error).__name__})
        raise Unavailable() from error
