"""Certificates: asked for at level L2, matched with the civil register, approved by staff, issued as PDF, checked by anybody."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import select

from backend.database import UnitOfWork
from backend.errors import Conflict, InvalidInput, NotFound, NotIdentified
from backend.models import Case, CaseState, CertificateRequest, Citizen, CivilRecord
from backend.services import cases, certificate_pdf, notices, outbox
from backend.services.cases import OPEN_STATES, Contact, OpenedCase
from backend.services.certificate_text import content_of
from backend.services.certificate_types import DELIVERY_LABELS, CertificateType, Whose, certificate_type, certificate_types, may_ask
from backend.services.contacts import normalise_email
from backend.services.identity import CitizenView, identified_citizen
from backend.services.purposes import purpose_of, without_for
from backend.services.references import ascii_protocol

__all__ = [
    "CERTIFICATE_TYPES", "DELIVERY_LABELS", "CertificateType", "Draft", "DrawnDraft", "VerifiedCertificate", "Whose", "approve",
    "certificate_type", "draft", "may_ask", "pdf_file", "reject", "request_certificate", "revoke", "verify",
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


@dataclass(frozen=True)
class Draft:
    """A certificate before its issue: what it will say (`certificate_text.content_of`), when, and with which code."""

    content: dict[str, Any]
    protocol: str
    issued_at: datetime
    code: str
    public_url: str

    def draw(self) -> DrawnDraft:
        """The PDF; takes 0.3 s and needs no database."""
        address = f"{self.public_url}/verify/{self.code}"
        pdf = certificate_pdf.render(self.content, protocol=self.protocol, issued_at=self.issued_at, code=self.code, verify_url=address)
        return DrawnDraft(self, pdf)


@dataclass(frozen=True)
class DrawnDraft:
    """A draft with its PDF."""

    draft: Draft
    pdf: bytes


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
                purpose=purpose_of(purpose),
                delivery=delivery,
                delivery_address=address,
            )
        )
        uow.session.flush()
    return opened


def draft(uow: UnitOfWork, case_id: int, *, purpose: str | None = None) -> Draft | None:
    """What would be issued now; reads only. None when the request is closed. `purpose` as in `approve`. Raises `NotFound`."""
    case, request = uow.session.get(Case, case_id), uow.session.get(CertificateRequest, case_id)
    if case is None or request is None:
        raise NotFound("Δεν βρέθηκε η αίτηση πιστοποιητικού.")
    if case.state not in OPEN_STATES:
        return None
    kind = certificate_type(request.certificate_type)
    return Draft(_content(uow, request, kind, purpose), case.protocol, uow.now(), _fresh_code(uow), uow.settings.public_url.rstrip("/"))


def approve(uow: UnitOfWork, case_id: int, actor: str, drawn: DrawnDraft | None = None, *, purpose: str | None = None) -> str:
    """Issues the PDF, closes the case and tells the citizen (with the PDF when delivery is by e-mail).

    `purpose` is what staff have made of the citizen's words («» for any legal use); None leaves these as they are.
    `drawn` saves drawing it here, while others wait to write; it is used only when it still says what the register says.
    Returns the verification code (8 letters and digits). Raises `NotFound`, `Conflict` when the case isn't open any more.
    """
    case, request = _locked_request(uow, case_id)
    if case.state not in OPEN_STATES:
        raise Conflict("Η αίτηση έχει ήδη κλείσει.")
    kind = certificate_type(request.certificate_type)
    content = _content(uow, request, kind, purpose)
    if drawn is None or (drawn.draft.content, drawn.draft.protocol) != (content, case.protocol) or _taken(uow, drawn.draft.code):
        fresh = draft(uow, case_id, purpose=purpose)
        assert fresh, "the case is open and locked"
        drawn = fresh.draw()
    request.verification_code, request.content, request.purpose = drawn.draft.code, content, content["purpose"]
    request.issued_at, request.issued_by = drawn.draft.issued_at, actor
    _write_pdf(uow, case, request, drawn.pdf)
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
        if not _taken(uow, code):
            return code
    raise RuntimeError("no free verification code found")


def _taken(uow: UnitOfWork, code: str) -> bool:
    return uow.session.scalars(select(CertificateRequest.case_id).where(CertificateRequest.verification_code == code)).first() is not None


def _content(uow: UnitOfWork, request: CertificateRequest, kind: CertificateType, purpose: str | None) -> dict[str, Any]:
    citizen = uow.session.get_one(Citizen, request.citizen_id)
    printed = purpose_of(request.purpose) if purpose is None else without_for(purpose)
    return content_of(kind, citizen, _record_of(uow, citizen.id, kind), purpose=printed)


def _write_pdf(uow: UnitOfWork, case: Case, request: CertificateRequest, pdf: bytes) -> None:
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
