"""Reports of problems and requests for a service; support of what a neighbour has reported already.

The same rows as Open311 requests: `open311` (reachable as ``problems.open311``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import and_, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from backend.database import UnitOfWork
from backend.errors import Conflict, NotFound
from backend.models import Case, Problem, ProblemSupport
from backend.services import cases, open311
from backend.services.cases import OPEN_STATES, Contact, OpenedCase
from backend.services.contacts import normalise_contact
from backend.services.place import Place, house_number, metres_between, place_of
from backend.services.problem_categories import ProblemCategory, categories, category_of

__all__ = [
    "Place", "ProblemCategory", "SimilarProblem", "categories", "category_of", "find_similar", "open311", "report_problem",
    "support_problem",
]  # fmt: skip

PREFIXES = {"problem": "ΠΡΒ", "request": "ΑΙΤ"}
NEAR_METRES = 100.0
NEAR_NUMBERS = 20
_MAX_DESCRIPTION = 4000
_SIMILAR_SHOWN = 3


@dataclass(frozen=True)
class SimilarProblem:
    """An open report that may be the same. `metres` is known when both have coordinates."""

    case_id: int
    code: str
    title: str
    place_label: str
    since: datetime
    support_count: int
    metres: float | None = None


def report_problem(
    uow: UnitOfWork,
    *,
    category: str,
    place: Place,
    description: str = "",
    kind: Literal["problem", "request"] = "problem",
    contact: Contact | None = None,
    attachment_ids: Sequence[str] = (),
    conversation_id: str | None = None,
    channel: str = "web",
    idempotency_key: str | None = None,
    actor: str = "citizen",
    attributes: Mapping[str, Any] | None = None,
) -> OpenedCase:
    """Files a problem (ΠΡΒ) or a request for a service (ΑΙΤ).

    `category` is a code (`lighting`) or its Greek value. Raises `InvalidInput` (category, coordinates), `InvalidPhone`,
    `InvalidEmail`, `NotFound`/`Conflict` (attachments). Idempotent by `idempotency_key`, as `cases.open_case`.
    """
    known = category_of(category)
    place = place.checked()
    opened = cases.open_case(
        uow,
        service="problems",
        prefix=PREFIXES[kind],
        kind=known.code,
        title=f"{known.label}: {place.label()}",
        channel=channel,
        conversation_id=conversation_id,
        contact=contact,
        idempotency_key=idempotency_key,
        actor=actor,
    )
    if opened.created:
        uow.session.add(_row(opened.case_id, kind, known, place, description, attributes))
        case = uow.session.get_one(Case, opened.case_id)
        # The neighbour who rings says «η λάμπα», not the category's name.
        case.search_text = cases.search_text(case, description[:_MAX_DESCRIPTION])
        uow.session.flush()
        cases.attach(uow, opened.case_id, attachment_ids, conversation_id)
    return opened


def find_similar(uow: UnitOfWork, category: str, place: Place) -> list[SimilarProblem]:
    """Up to three open reports of the category that are likely the same, likeliest first.

    Within 100 m when both have coordinates; else the same street within 20 house numbers, or the same landmark.
    """
    query = (
        select(Problem, Case).join(Case).where(Problem.category == category_of(category).code, Case.state.in_(OPEN_STATES), _around(place))
    )
    found = [
        (nearness, problem, case) for problem, case in uow.session.execute(query) if (nearness := _nearness(place, problem)) is not None
    ]
    found.sort(key=lambda item: (item[0], -item[1].support_count, item[2].id))
    return [_similar(place, problem, case) for _, problem, case in found[:_SIMILAR_SHOWN]]


def support_problem(uow: UnitOfWork, case_code: str, *, supporter: str, contact: Contact | None = None) -> int:
    """Adds a supporter (the conversation) to a report and returns how many support it; the same one again counts once.

    With a contact the supporter is told of changes too. Raises `NotFound`, `Conflict` when the report is closed.
    """
    case = cases.find_case(uow, case_code)
    if case is None or case.service != "problems":
        raise NotFound("Δεν βρέθηκε η αναφορά.")
    if case.state not in OPEN_STATES:
        raise Conflict("Η αναφορά έχει ήδη κλείσει.")
    problem = uow.session.get_one(Problem, case.id, with_for_update=True, populate_existing=True)
    contact = normalise_contact(contact or Contact())
    if supporter != case.conversation_id and _add_supporter(uow, case.id, supporter, contact):
        problem.support_count += 1
        uow.session.flush()
    return problem.support_count


def _row(
    case_id: int, kind: str, category: ProblemCategory, place: Place, description: str, attributes: Mapping[str, Any] | None
) -> Problem:
    return Problem(
        case_id=case_id,
        kind=kind,
        category=category.code,
        street=place.street,
        street_number=place.street_number,
        area=place.area,
        landmark=place.landmark,
        place_text=place.text,
        latitude=place.latitude,
        longitude=place.longitude,
        description=description.strip()[:_MAX_DESCRIPTION],
        attributes=dict(attributes or {}),
        support_count=0,
    )


def _around(place: Place) -> Any:
    """SQL for what may be near: the same street or landmark, or the square around the point."""
    ways = []
    if place.street:
        ways.append(Problem.street == place.street)
    if place.landmark:
        ways.append(Problem.landmark == place.landmark)
    if place.latitude is not None and place.longitude is not None:
        # 0.0015° is more than 100 m in both directions at this latitude.
        latitude, longitude = place.latitude, place.longitude
        ways.append(
            and_(
                Problem.latitude.between(latitude - 0.0015, latitude + 0.0015),
                Problem.longitude.between(longitude - 0.0015, longitude + 0.0015),
            )
        )
    return or_(*ways) if ways else Problem.case_id.is_(None)


def _nearness(place: Place, problem: Problem) -> float | None:
    """Roughly metres apart, for ranking; None when it is not near."""
    other = place_of(problem)
    metres = metres_between(place, other)
    if metres is not None:
        return metres if metres <= NEAR_METRES else None
    if place.street and place.street == other.street and place.area == other.area:
        mine, theirs = house_number(place), house_number(other)
        if mine is None or theirs is None:
            return NEAR_METRES
        return abs(mine - theirs) * 5.0 if abs(mine - theirs) <= NEAR_NUMBERS else None
    return NEAR_METRES / 2 if place.landmark and place.landmark == other.landmark else None


def _similar(place: Place, problem: Problem, case: Case) -> SimilarProblem:
    other = place_of(problem)
    return SimilarProblem(
        case.id, case.code, case.title, other.label(), case.created_at, problem.support_count, metres_between(place, other)
    )


def _add_supporter(uow: UnitOfWork, case_id: int, supporter: str, contact: Contact) -> bool:
    build: Any = postgresql.insert if uow.session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = (
        build(ProblemSupport)
        .values(case_id=case_id, supporter=supporter[:80], phone=contact.phone, email=contact.email, at=uow.now())
        .on_conflict_do_nothing(index_elements=["case_id", "supporter"])
        .returning(ProblemSupport.id)
    )
    return uow.session.execute(statement).first() is not None
