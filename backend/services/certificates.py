"""Certificates: asked for at level L2, matched with the civil register, approved by staff, issued as PDF, checked by anybody."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from sqlalchemy import select

from backend.database import UnitOfWork
from backend.errors import Conflict, InvalidInput, NotFound, NotIdentified
from backend.models import Case, CaseState, CertificateRequest, Citizen, CivilRecord
from backend.services import cases, certificate_pdf, notices, outbox
from backend.services.cases import OPEN_STATES, Contact, OpenedCase
from backend.services.certificate_text import content_of
from backend.services.certificate_types import DELIVERY_LABELS, CertificateType, certificate_type, certificate_types
from backend.services.contacts import normalise_email
from backend.services.identity import CitizenView, identified_citizen
from backend.services.references import ascii_protocol

__all__ = [
    "CERTIFICATE_TYPES", "DELIVERY_LABELS", "CertificateType", "VerifiedCertificate", "approve", "certificate_type", "pdf_file",
    "reject", "request_certificate", "revoke", "verify",
]  # fmt: skip

CERTIFICATE_TYPES = certificate_types()
PREFIX = "ΠΙΣ"
CODE_LETTERS = 8
_CODE_TRIES = 20
# Greek capitals and Latin capitals that look alike, as a reader of the paper may type them.
_LOOK_ALIKES = str.maketrans("ΒΖΗΚΜΝΡΤΧ", "BZHKMNPTX")
_READY = {
    "email": "Το πιστοποιητικό σας εκδόθηκε και στάλθηκε με e-mail.",
    "kep": "Το πιστοποιητικό σας εκδόθηκε. Μπορείτε να το παραλάβετε από το ΚΕΠ με την ταυτότητά σας.",
    "post": "Το πιστοποιητικό σας εκδόθηκε και θα ταχυδρομηθεί στη διεύθυνση που δώσατε.",
}


@dataclass(frozen=True)
class VerifiedCertificate:
    """What anybody who holds the code may know. `valid` is False after a revocation."""

    certificate_type: str
    label: str
    holder_initials: str
    protocol: str
    issued_at: datetime
    valid: bool
    sample: bool


def request_certificate(
    uow: UnitOfWork,
    *,
    conversation_id: str,
    certificate_type: str,
    purpose: str | None,
    delivery: Literal["email", "kep", "post"],
    delivery_address: str | None = None,
    email: str | None = None,
    channel: str = "web",
    idempotency_key: str | None = None,
) -> OpenedCase:
    """Files a request for the citizen identified in the conversation.

    `email` and `delivery_address` default to what the register holds. Raises `NotIdentified`, `NotFound` when the register
    holds no such record, `InvalidInput` (type, delivery, no address to post to), `InvalidEmail`.
    """
    citizen = identified_citizen(uow, conversation_id)
    if citizen is None:
        raise NotIdentified
    kind = _known_type(certificate_type)
    _record_of(uow, citizen.citizen_id, kind)
    address, reply_to = _delivery(citizen, delivery, delivery_address, email)
    opened = cases.open_case(
        uow,
        service="certificates",
        prefix=PREFIX,
        kind=kind.value,
        title=kind.title,
        channel=channel,
        conversation_id=conversation_id,
        contact=Contact(f"{citizen.first_name} {citizen.last_name}", citizen.phone, reply_to),
        idempotency_key=idempotency_key,
        citizen_id=citizen.citizen_id,
    )
    if opened.created:
        uow.session.add(
            CertificateRequest(
                case_id=opened.case_id,
                citizen_id=citizen.citizen_id,
                certificate_type=kind.value,
                purpose=(purpose or "").strip()[:200] or None,
                delivery=delivery,
                delivery_address=address,
            )
        )
        uow.session.flush()
    return opened


def approve(uow: UnitOfWork, case_id: int, actor: str) -> str:
    """Issues the PDF, closes the case and tells the citizen (with the PDF when delivery is by e-mail).

    Returns the verification code (8 letters and digits). Raises `NotFound`, `Conflict` when the case isn't open any more.
    """
    case, request = _locked_request(uow, case_id)
    if case.state not in OPEN_STATES:
        raise Conflict("Η αίτηση έχει ήδη κλείσει.")
    citizen = uow.session.get_one(Citizen, request.citizen_id)
    kind = certificate_type(request.certificate_type)
    record = _record_of(uow, citizen.id, kind)
    request.verification_code = _fresh_code(uow)
    request.issued_at, request.issued_by = uow.now(), actor
    request.content = content_of(kind, citizen, record, purpose=request.purpose)
    _write_pdf(uow, case, request)
    cases.move(uow, case, CaseState.DONE, actor=actor, note=_READY[request.delivery], tell=request.delivery != "email")
    if request.delivery == "email" and case.contact_email:
        _send_pdf(uow, case, request, kind)
    uow.session.flush()
    return request.verification_code


def reject(uow: UnitOfWork, case_id: int, actor: str, reason: str) -> None:
    """Closes the request with a reason, which the citizen is told. Raises `NotFound`, `InvalidInput` (no reason), `Conflict`."""
    case, _ = _locked_request(uow, case_id)
    if not reason.strip():
        raise InvalidInput("Γράψτε τον λόγο της απόρριψης.", field="reason")
    if case.state not in OPEN_STATES:
        raise Conflict("Η αίτηση έχει ήδη κλείσει.")
    cases.move(uow, case, CaseState.REJECTED, actor=actor, note=reason)


def revoke(uow: UnitOfWork, case_id: int, actor: str, reason: str) -> None:
    """Takes an issued certificate back: from now on `verify` calls it not valid. Raises `NotFound`, `InvalidInput`, `Conflict`."""
    case, request = _locked_request(uow, case_id)
    if not reason.strip():
        raise InvalidInput("Γράψτε τον λόγο της ανάκλησης.", field="reason")
    if request.issued_at is None or request.revoked_at is not None:
        raise Conflict("Δεν υπάρχει πιστοποιητικό σε ισχύ για ανάκληση.")
    request.revoked_at = uow.now()
    cases.add_note(uow, case.id, actor=actor, note=f"Το πιστοποιητικό ανακλήθηκε. {reason.strip()}")


def verify(uow: UnitOfWork, code: str) -> VerifiedCertificate:
    """Whether the paper with this code is ours and still good. Raises `NotFound`."""
    found = uow.session.execute(
        select(CertificateRequest, Case, Citizen)
        .join(Case, Case.id == CertificateRequest.case_id)
        .join(Citizen, Citizen.id == CertificateRequest.citizen_id)
        .where(CertificateRequest.verification_code == normalise_code(code))
    ).first()
    if found is None:
        raise NotFound("Δεν βρέθηκε πιστοποιητικό με αυτόν τον κωδικό.")
    request, case, citizen = found
    assert request.issued_at, "a code is given only on issue"
    return VerifiedCertificate(
        certificate_type=request.certificate_type,
        label=certificate_type(request.certificate_type).title,
        holder_initials=f"{citizen.first_name[:1]}. {citizen.last_name[:1]}.",
        protocol=case.protocol,
        issued_at=request.issued_at,
        valid=request.revoked_at is None,
        sample=citizen.sample,
    )


def pdf_file(uow: UnitOfWork, case_id: int) -> Path:
    """The issued PDF on disk. Raises `NotFound` when nothing was issued."""
    request = uow.session.get(CertificateRequest, case_id)
    path = uow.settings.data_dir / request.pdf_path if request and request.pdf_path else None
    if path is None or not path.is_file():
        raise NotFound("Δεν υπάρχει ακόμη έγγραφο για αυτή την αίτηση.")
    return path


def normalise_code(code: str) -> str:
    """A verification code as stored: capitals, Latin, without spaces and hyphens."""
    return "".join(letter for letter in code.upper() if letter.isalnum()).translate(_LOOK_ALIKES)[:16]


def _known_type(value: str) -> CertificateType:
    return certificate_type(value)


def _record_of(uow: UnitOfWork, citizen_id: int, kind: CertificateType) -> CivilRecord:
    query = select(CivilRecord).where(CivilRecord.citizen_id == citizen_id, CivilRecord.certificate_type == kind.value)
    record = uow.session.scalars(query.order_by(CivilRecord.id.desc())).first()
    if record is None:
        raise NotFound(f"Στα μητρώα του Δήμου δεν βρέθηκαν τα στοιχεία για αυτό ({kind.title}). Ρωτήστε στην υπηρεσία: {kind.office}.")
    return record


def _delivery(citizen: CitizenView, delivery: str, address: str | None, email: str | None) -> tuple[str | None, str | None]:
    """(address to post to, e-mail to write to), checked for the way of delivery."""
    if delivery not in DELIVERY_LABELS:
        raise InvalidInput("Δεν υπάρχει τέτοιος τρόπος παραλαβής.", field="delivery")
    reply_to = normalise_email(email) if email else citizen.email
    if delivery == "email" and not reply_to:
        raise InvalidInput("Σε ποιο e-mail να το στείλουμε;", field="email")
    if delivery != "post":
        return None, reply_to
    address = " ".join((address or "").split())[:300] or citizen.address
    if not address:
        raise InvalidInput("Σε ποια διεύθυνση να το στείλουμε;", field="delivery_address")
    return address, reply_to


def _locked_request(uow: UnitOfWork, case_id: int) -> tuple[Case, CertificateRequest]:
    case = cases.locked_case(uow, case_id)
    request = uow.session.get(CertificateRequest, case_id, populate_existing=True)
    if request is None:
        raise NotFound("Δεν βρέθηκε η αίτηση πιστοποιητικού.")
    return case, request


def _fresh_code(uow: UnitOfWork) -> str:
    for _ in range(_CODE_TRIES):
        code = uow.chance.letters(CODE_LETTERS)
        if uow.session.scalars(select(CertificateRequest.case_id).where(CertificateRequest.verification_code == code)).first() is None:
            return code
    raise RuntimeError("no free verification code found")


def _write_pdf(uow: UnitOfWork, case: Case, request: CertificateRequest) -> None:
    assert request.verification_code and request.issued_at
    pdf = certificate_pdf.render(
        request.content,
        protocol=case.protocol,
        issued_at=request.issued_at,
        code=request.verification_code,
        verify_url=f"{uow.settings.public_url.rstrip('/')}/verify/{request.verification_code}",
    )
    request.pdf_path = f"certificates/{ascii_protocol(case.protocol)}.pdf"
    request.pdf_sha256 = hashlib.sha256(pdf).hexdigest()
    path = uow.settings.data_dir / request.pdf_path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pdf)
    path.chmod(0o600)


def _send_pdf(uow: UnitOfWork, case: Case, request: CertificateRequest, kind: CertificateType) -> None:
    assert case.contact_email and request.pdf_path
    file = outbox.FileAttachment(request.pdf_path, f"{ascii_protocol(case.protocol)}.pdf", "application/pdf")
    body = (
        f"Γεια σας,\n\nσας στέλνουμε συνημμένο το έγγραφο που ζητήσατε: {kind.title}.\n\n"
        f"Αριθμός πρωτοκόλλου: {case.protocol}\nΚωδικός επαλήθευσης: {request.verification_code}\n"
        f"Η γνησιότητά του ελέγχεται εδώ: {uow.settings.public_url.rstrip('/')}/verify/{request.verification_code}\n\n"
        f"{notices.SIGNATURE}\n"
    )
    outbox.enqueue_email(uow, case.contact_email, f"Το έγγραφό σας είναι έτοιμο – {case.protocol}", body, [file])
