"""How a handler calls a service: in a thread, inside one unit of work (`in_work`), or one that only reads (`in_view`)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Concatenate, ParamSpec, TypeVar

from sanic import Request

from backend.database import Database, UnitOfWork
from backend.web.parts import parts

P = ParamSpec("P")
R = TypeVar("R")


async def run_in_work(
    workers: ThreadPoolExecutor, database: Database, fn: Callable[Concatenate[UnitOfWork, P], R], *args: P.args, **kwargs: P.kwargs
) -> R:
    """Run ``fn(uow, *args, **kwargs)`` in a worker thread; commits at its end, rolls back on an error, which is raised here."""

    def call() -> R:
        with database.work() as uow:
            return fn(uow, *args, **kwargs)

    return await asyncio.get_running_loop().run_in_executor(workers, call)


async def in_work(request: Request, fn: Callable[Concatenate[UnitOfWork, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
    """`run_in_work` with the application's own database and threads: ``await in_work(request, cases.get_case, case_id)``."""
    own = parts(request)
    return await run_in_work(own.workers, own.database, fn, *args, **kwargs)


async def in_view(request: Request, fn: Callable[Concatenate[UnitOfWork, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
    """As `in_work` for a service that only reads: it takes no write lock, so it waits for nobody and nobody waits for it."""
    own = parts(request)

    def call() -> R:
        with own.database.view() as uow:
            return fn(uow, *args, **kwargs)

    return await asyncio.get_running_loop().run_in_executor(own.workers, call)


async def in_thread(request: Request, fn: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Work that needs no database and takes long (hashing, drawing): in a worker thread, outside any transaction."""
    return await asyncio.get_running_loop().run_in_executor(parts(request).workers, lambda: fn(*args, **kwargs))
