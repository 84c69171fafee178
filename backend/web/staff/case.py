"""The page of one case, its files, and what can be done with it."""

from __future__ import annotations

from sanic import Blueprint, HTTPResponse, Request
from sanic.response import file

from backend.services import staff_desk
from backend.services.staff import StaffSessionView
from backend.services.staff_desk import CaseChanged, Desk
from backend.web.staff import pages
from backend.web.staff.access import shows, takes
from backend.web.staff.forms import Form
from backend.web.staff.words import INTENTS, SENDERS, intent_of
from backend.web.work import in_thread, in_view, in_work

blueprint = Blueprint("staff_case")
PICTURES = frozenset({"image/jpeg", "image/png", "image/webp"})
FILE_HEADERS = {
    "cache-control": "private, no-store",
    "content-security-policy": "default-src 'none'; sandbox",
    "cross-origin-resource-policy": "same-origin",
}


@shows(blueprint, "/cases/<case_id:int>", "case")
async def show(
    request: Request,
    session: StaffSessionView,
    case_id: int,
    form: Form | None = None,
    message: str = "",
    status: int = 200,
    decision: str = "",
) -> HTTPResponse:
    """The case; with a `form` filled in with it, marking the lines that were not there when it was opened."""
    desk = await in_work(request, staff_desk.look, session.user, case_id)
    changed_after = _changed_after(desk, form)
    name = "decision" if decision and decision in desk.decisions else "case"
    draft = await in_view(request, staff_desk.draft, session.user, case_id) if (name, decision) == ("decision", "approve") else None
    return pages.page(
        request,
        session,
        name,
        status,
        desk=desk,
        case=desk.case,
        typed=form or Form(),
        message=message or (CaseChanged.default if changed_after is not None else ""),
        changed_after=changed_after,
        senders=SENDERS,
        intents=INTENTS,
        intent_of=intent_of,
        decision=decision,
        draft=draft,
        pictures=PICTURES,
    )


def _changed_after(desk: Desk, form: Form | None) -> int | None:
    """How many lines of history the form's writer had seen, when there are others now; else None."""
    if form is None or not form.get("seen") or form.get("seen") == desk.version:
        return None
    return staff_desk.lines_seen(form.get("seen"))


@takes(blueprint, "/cases/<case_id:int>", "act", again=show)
async def act(request: Request, session: StaffSessionView, form: Form, case_id: int) -> HTTPResponse:
    """Moves the case or writes notes."""
    moved = await in_work(
        request,
        staff_desk.act,
        session.user,
        case_id,
        seen=form.get("seen"),
        state=form.get("state"),
        note=form.get("note"),
        internal_note=form.get("internal_note"),
    )
    return pages.go(request, f"/staff/cases/{case_id}", "moved" if moved else "noted")


@takes(blueprint, "/cases/<case_id:int>/keys", "keys", again=show)
async def send_keys(request: Request, session: StaffSessionView, form: Form, case_id: int) -> HTTPResponse:
    """Sends code and PIN again to the contact of the case."""
    await in_work(request, staff_desk.send_keys, session.user, case_id, form.get("way"))
    return pages.go(request, f"/staff/cases/{case_id}", "keys")


@shows(blueprint, "/cases/<case_id:int>/<decision:str>", "decision")
async def show_decision(
    request: Request, session: StaffSessionView, case_id: int, decision: str, form: Form | None = None, message: str = "", status: int = 200
) -> HTTPResponse:
    """The step before a decision is taken; an address of no decision that can be taken now leads to the case."""
    if form is None:
        desk = await in_work(request, staff_desk.look, session.user, case_id)
        if decision not in desk.decisions:
            return pages.go(request, f"/staff/cases/{case_id}")
    return await show(request, session, case_id, form=form, message=message, status=status, decision=decision)


@takes(blueprint, "/cases/<case_id:int>/<decision:str>", "decide", again=show_decision)
async def decide(request: Request, session: StaffSessionView, form: Form, case_id: int, decision: str) -> HTTPResponse:
    """Approves, rejects or revokes."""
    # Drawing takes 0.3 s: ahead of the unit of work that issues it.
    purpose = form.get("purpose") if form.get("has_purpose") else None  # an empty field does not come along
    draft = await in_view(request, staff_desk.draft, session.user, case_id, purpose=purpose) if decision == "approve" else None
    drawn = await in_thread(request, draft.draw) if draft else None
    seen, reason = form.get("seen"), form.get("reason")
    await in_work(request, staff_desk.decide, session.user, case_id, decision, seen=seen, reason=reason, drawn=drawn, purpose=purpose)
    return pages.go(request, f"/staff/cases/{case_id}", decision)


@shows(blueprint, "/cases/<case_id:int>/document.pdf", "document")
async def document(request: Request, session: StaffSessionView, case_id: int) -> HTTPResponse:
    """The issued PDF."""
    path = await in_work(request, staff_desk.document, session.user, case_id)
    headers = FILE_HEADERS | {"content-disposition": f'inline; filename="{path.name}"', "content-security-policy": "default-src 'none'"}
    return await file(path, mime_type="application/pdf", headers=headers)


@shows(blueprint, "/cases/<case_id:int>/files/<file_id:str>", "file")
async def attachment(request: Request, session: StaffSessionView, case_id: int, file_id: str) -> HTTPResponse:
    """A file of the case."""
    stored = await in_work(request, staff_desk.attachment, session.user, case_id, file_id)
    # Anything but a picture is offered for saving, never opened inside the console's origin.
    shown = "inline" if stored.media_type in PICTURES else "attachment"
    headers = FILE_HEADERS | {"content-disposition": f'{shown}; filename="file{stored.path.suffix}"'}
    return await file(stored.path, mime_type=stored.media_type, headers=headers)
