"""Is it alive, and is everything it needs there?"""

from __future__ import annotations

import asyncio

from sanic import Blueprint, HTTPResponse, Request
from sanic.response import json
from sqlalchemy.exc import SQLAlchemyError

from backend.services import backlog
from backend.web.parts import parts
from backend.web.work import in_view

blueprint = Blueprint("health")


@blueprint.get("/health", name="health")
async def health(request: Request) -> HTTPResponse:
    """Whether the process is alive."""
    return json({"status": "alive"})


@blueprint.get("/ready", name="ready")
async def ready(request: Request) -> HTTPResponse:
    """503 until database, Rasa (with a model) and action server answer; says which one does not."""
    assistant = parts(request).assistant
    database, rasa, actions = await asyncio.gather(_database_problem(request), assistant.rasa_problem(), assistant.actions_problem())
    problems = {"database": database, "rasa": rasa, "actions": actions}
    named = {name: {"ok": True} if problem is None else {"ok": False, "problem": problem} for name, problem in problems.items()}
    all_there = all(problem is None for problem in problems.values())
    return json({"ready": all_there, "parts": named}, status=200 if all_there else 503)


async def _database_problem(request: Request) -> str | None:
    try:
        await in_view(request, backlog.check_database)
    except SQLAlchemyError as error:
        return type(error).__name__
    return None
