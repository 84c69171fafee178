"""Call-backs: a person of the municipality is to ring somebody. Each is a case of the service `communication`.

Usable from every channel: the phone line, and the web chat outside working hours.
"""

from __future__ import annotations

import hashlib

from sqlalchemy import select

from backend.database import UnitOfWork
from backend.errors import InvalidPhone
from backend.models import Call, CallbackRequest, Case, CaseState
from backend.services import cases
from backend.services.cases import Contact, OpenedCase
from backend.services.contacts import normalise_phone
from backend.services.texts import readable_phone, shorten

SERVICE, PREFIX, KIND = "communication", "ΕΠΚ", "callback"
NO_REASON = "δεν είπε τον λόγο"
LONGEST_REASON = 1000


def request_callback(
    uow: UnitOfWork,
    *,
    reason: str,
    phone: str | None = None,
    name: str | None = None,
    conversation_id: str | None = None,
    channel: str = "web",
    idempotency_key: str | None = None,
) -> OpenedCase:
    """Files a call-back to `phone` (any spelling). The same key again gives the first filing, with ``created=False``;
    so does the same number in the same conversation while nobody has begun to call.

    Raises `InvalidPhone` for what can't be a number in use; without a number it is filed all the same.
    """
    number = normalise_phone(phone) if phone and phone.strip() else None
    return _file(uow, number, None, False, reason, name, conversation_id, channel, idempotency_key)


def callback_from_line(uow: UnitOfWork, *, call_id: str | None, phone: str | None, reason: str, key: str) -> OpenedCase:
    """As `request_callback`, for the line, which has promised it to a caller: never refused.

    A number that can't be in use is kept as it was said; without any the one that the caller rings from is taken, marked unconfirmed.
    """
    call = uow.session.get(Call, call_id) if call_id else None
    number = _possible(phone)
    said = None if number else (phone or "").strip()[:60] or None
    from_caller_id = number is None and call is not None and (number := _possible(_user_part(call.caller))) is not None
    conversation_id = call.conversation_id if call else None
    return _file(uow, number, said, from_caller_id, reason, None, conversation_id, "phone", key)


def _file(
    uow: UnitOfWork,
    number: str | None,
    said: str | None,
    from_caller_id: bool,
    reason: str,
    name: str | None,
    conversation_id: str | None,
    channel: str,
    key: str | None,
) -> OpenedCase:
    stored_key = f"callback-{hashlib.sha256(key.encode()).hexdigest()}" if key else None
    if stored_key and (known := uow.session.scalar(select(Case).where(Case.idempotency_key == stored_key))):
        # Also when the call has gone over to another conversation meanwhile.
        return _known(uow, known)
    reason = shorten(reason, LONGEST_REASON) or NO_REASON
    if waiting := _waiting(uow, conversation_id, number):
        # Who asks twice, or presses 0 twice, is to be called once.
        _note_again(uow, waiting, reason)
        return _known(uow, uow.session.get_one(Case, waiting.case_id))
    called = readable_phone(number) if number else said or "χωρίς αριθμό"
    opened = cases.open_case(
        uow,
        service=SERVICE,
        prefix=PREFIX,
        kind=KIND,
        title=shorten(f"Επιστροφή κλήσης ({called}): {reason}", 200),
        channel=channel,
        conversation_id=conversation_id,
        contact=Contact(name, number),
        idempotency_key=stored_key,
    )
    if opened.created:
        row = CallbackRequest(case_id=opened.case_id, phone=number, said_phone=said, from_caller_id=from_caller_id, reason=reason)
        uow.session.add(row)
        uow.session.flush()
    return opened


def _waiting(uow: UnitOfWork, conversation_id: str | None, number: str | None) -> CallbackRequest | None:
    """The call-back to this number that the same conversation has asked for and nobody has begun."""
    if conversation_id is None or number is None:
        return None
    same = (Case.conversation_id == conversation_id, Case.state == CaseState.RECEIVED, CallbackRequest.phone == number)
    query = select(CallbackRequest).join(Case, Case.id == CallbackRequest.case_id).where(*same).order_by(Case.id)
    return uow.session.scalars(query).first()


def _note_again(uow: UnitOfWork, waiting: CallbackRequest, reason: str) -> None:
    note = f"Ζητήθηκε ξανά: {reason}"
    if reason != waiting.reason and note not in {line.internal_note for line in cases.get_case(uow, waiting.case_id).history}:
        cases.add_note(uow, waiting.case_id, actor="system", internal_note=note)


def _known(uow: UnitOfWork, case: Case) -> OpenedCase:
    return OpenedCase(case.id, case.protocol, case.code, cases.pin_of(uow, case.protocol), False)


def _possible(phone: str | None) -> str | None:
    try:
        return normalise_phone(phone) if phone and phone.strip() else None
    except InvalidPhone:
        return None


def _user_part(address: str) -> str:
    """6900000001 of sip:6900000001@example.org."""
    return (
        address.partition("<")[2].partition(">")[0].partition("@")[0].removeprefix("sip:") or address.removeprefix("sip:").partition("@")[0]
    )
