"""Level L2: who is asking, proved by a one-time code sent to what the register holds."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, or_, select, update
from stdnum.exceptions import ValidationError
from stdnum.gr import amka as amka_number
from stdnum.gr import vat

from backend.database import UnitOfWork
from backend.errors import CodeExpired, InvalidAfm, InvalidAmka, Locked, WrongCode
from backend.models import Citizen, Identification, OneTimeCode
from backend.services import outbox
from backend.services.contacts import normalise_email, normalise_phone, takes_sms
from backend.services.references import keyed_hash

__all__ = [
    "ChallengeSent", "CitizenView", "forget", "identified_citizen", "lapse", "normalise_afm", "normalise_amka", "normalise_email",
    "normalise_phone", "start_identification", "verify_code",
]  # fmt: skip

CODE_DIGITS = 6
MAX_ATTEMPTS = 3
MAX_CODES = 5
CODES_SPAN = timedelta(hours=1)


@dataclass(frozen=True)
class ChallengeSent:
    """A code is on its way, if the register knows the ΑΦΜ; which of the two is not told."""

    expires_minutes: int


@dataclass(frozen=True)
class CitizenView:
    """An identified citizen, as the register knows them. `sex` is f or m; phone in E.164."""

    citizen_id: int
    first_name: str
    last_name: str
    sex: str
    phone: str | None
    email: str | None
    address: str | None
    sample: bool


def start_identification(uow: UnitOfWork, conversation_id: str, afm: str) -> ChallengeSent:
    """Sends a one-time code to the citizen with this ΑΦΜ; earlier codes of the conversation stop working.

    An ΑΦΜ that nobody has gets the same answer and no code. Raises `InvalidAfm` (by check digit, before anything is looked
    up) and `Locked` after 5 codes within an hour for the conversation or for the ΑΦΜ.
    """
    afm = normalise_afm(afm)
    afm_hash = keyed_hash(uow, "afm", afm)
    _refuse_too_many(uow, conversation_id, afm_hash)
    citizen = uow.session.scalars(select(Citizen).where(Citizen.afm == afm)).first()
    _use_up(uow, conversation_id)
    code = uow.chance.digits(CODE_DIGITS)
    minutes = uow.settings.one_time_code_minutes
    uow.session.add(
        OneTimeCode(
            conversation_id=conversation_id,
            citizen_id=citizen.id if citizen else None,
            afm_hash=afm_hash,
            code_hash=_code_hash(uow, conversation_id, code),
            created_at=uow.now(),
            expires_at=uow.now() + timedelta(minutes=minutes),
        )
    )
    uow.session.flush()
    if citizen:
        _send(uow, citizen, code, minutes)
    return ChallengeSent(minutes)


def verify_code(uow: UnitOfWork, conversation_id: str, code: str) -> CitizenView:
    """The citizen, when `code` is the newest one sent in this conversation; the conversation is then at level L2 for a while.

    `WrongCode` says how many tries are left; the third wrong one, an old, used or missing code is `CodeExpired`.
    """
    query = select(OneTimeCode).where(OneTimeCode.conversation_id == conversation_id).order_by(OneTimeCode.id.desc()).limit(1)
    sent = uow.session.scalars(query.with_for_update()).first()
    if sent is None or sent.consumed_at or sent.expires_at <= uow.now() or sent.attempts >= MAX_ATTEMPTS:
        raise CodeExpired
    typed = "".join(digit for digit in code if digit in "0123456789")
    matches = hmac.compare_digest(sent.code_hash, _code_hash(uow, conversation_id, typed))
    if not matches or sent.citizen_id is None:
        sent.attempts += 1
        if sent.attempts >= MAX_ATTEMPTS:
            raise CodeExpired("Ο κωδικός δόθηκε τρεις φορές λάθος και ακυρώθηκε. Να σας στείλω καινούργιο;")
        raise WrongCode(attempts_left=MAX_ATTEMPTS - sent.attempts)
    sent.consumed_at = uow.now()
    return _identify(uow, conversation_id, sent.citizen_id)


def identified_citizen(uow: UnitOfWork, conversation_id: str) -> CitizenView | None:
    """The citizen who is identified in this conversation at this moment, or None."""
    row = uow.session.get(Identification, conversation_id)
    if row is None or row.expires_at <= uow.now():
        return None
    return _view(uow.session.get_one(Citizen, row.citizen_id))


def forget(uow: UnitOfWork, conversation_id: str) -> None:
    """Back to L0; codes on their way stop working."""
    _use_up(uow, conversation_id)
    row = uow.session.get(Identification, conversation_id)
    if row is not None:
        uow.session.delete(row)
    uow.session.flush()


def lapse(uow: UnitOfWork, conversation_id: str) -> None:
    """Back to L0, as when the time is over; a code that was just sent still counts."""
    row = uow.session.get(Identification, conversation_id)
    if row is not None:
        uow.session.delete(row)
        uow.session.flush()


def normalise_afm(text: str) -> str:
    """Nine digits with a right check digit, or `InvalidAfm`. Spaces, dots, hyphens and a leading EL or GR are left out."""
    compact = "".join(letter for letter in text.upper().removeprefix("EL").removeprefix("GR") if letter not in " .-")
    if len(compact) != 9 or compact == "000000000":
        raise InvalidAfm(field="afm")
    try:
        return str(vat.validate(compact))
    except ValidationError as error:
        raise InvalidAfm(field="afm") from error


def normalise_amka(text: str) -> str:
    """Eleven digits (birth date, serial, Luhn check digit), or `InvalidAmka`."""
    try:
        return str(amka_number.validate(text))
    except ValidationError as error:
        raise InvalidAmka(field="amka") from error


def _refuse_too_many(uow: UnitOfWork, conversation_id: str, afm_hash: str) -> None:
    since = uow.now() - CODES_SPAN
    for same in (OneTimeCode.conversation_id == conversation_id, OneTimeCode.afm_hash == afm_hash):
        query = select(func.count(), func.min(OneTimeCode.created_at)).where(same, OneTimeCode.created_at > since)
        count, oldest = uow.session.execute(query).one()
        if count >= MAX_CODES:
            raise Locked(retry_after=max(1, int((oldest + CODES_SPAN - uow.now()).total_seconds())))


def _use_up(uow: UnitOfWork, conversation_id: str) -> None:
    mine = or_(OneTimeCode.conversation_id == conversation_id)
    uow.session.execute(update(OneTimeCode).where(mine, OneTimeCode.consumed_at.is_(None)).values(consumed_at=uow.now()))


def _send(uow: UnitOfWork, citizen: Citizen, code: str, minutes: int) -> None:
    text = f"Δήμος Κομοτηνής: ο κωδικός σας είναι {code}. Ισχύει για {minutes} λεπτά. Μην τον πείτε σε κανέναν άλλον."
    if citizen.phone and takes_sms(citizen.phone):
        outbox.enqueue_sms(uow, citizen.phone, text)
    elif citizen.email:
        outbox.enqueue_email(uow, citizen.email, "Ο κωδικός μιας χρήσης σας", f"Γεια σας,\n\n{text}\n")


def _code_hash(uow: UnitOfWork, conversation_id: str, code: str) -> str:
    return keyed_hash(uow, "one-time-code", f"{conversation_id}:{code}")


def _identify(uow: UnitOfWork, conversation_id: str, citizen_id: int) -> CitizenView:
    until = uow.now() + timedelta(minutes=uow.settings.identification_minutes)
    row = Identification(conversation_id=conversation_id, citizen_id=citizen_id, verified_at=uow.now(), expires_at=until)
    uow.session.merge(row)
    uow.session.flush()
    return _view(uow.session.get_one(Citizen, citizen_id))


def _view(citizen: Citizen) -> CitizenView:
    return CitizenView(
        citizen.id, citizen.first_name, citizen.last_name, citizen.sex, citizen.phone, citizen.email, citizen.address, citizen.sample
    )
