"""What the municipality writes to a citizen about a case: short, polite, in the same transaction as the cause.

An e-mail when there is an address, otherwise an SMS where the number takes one, otherwise nothing.
"""

from __future__ import annotations

from sqlalchemy import select

from backend.database import UnitOfWork
from backend.models import Case, CaseState, ProblemSupport
from backend.services import outbox
from backend.services.contacts import takes_sms
from backend.services.texts import grouped, shorten

SMS_LIMIT = 160
SIGNATURE = "Με εκτίμηση,\nΔήμος Κομοτηνής"
_SENTENCES: dict[str, str] = {
    CaseState.RECEIVED: "Παραλάβαμε την υπόθεσή σας.",
    CaseState.IN_PROGRESS: "Η υπόθεσή σας είναι σε εξέλιξη.",
    CaseState.WAITING: "Για να προχωρήσουμε, χρειαζόμαστε κάτι από εσάς.",
    CaseState.DONE: "Η υπόθεσή σας ολοκληρώθηκε.",
    CaseState.REJECTED: "Η υπόθεσή σας δεν έγινε δεκτή.",
}


def case_opened(uow: UnitOfWork, case: Case, pin: str) -> None:
    """Receipt with protocol number, code and PIN."""
    if case.contact_email:
        body = (
            f"Γεια σας,\n\nκαταχωρίσαμε το αίτημά σας: {case.title}\n\n{_keys(uow, case, pin)}"
            f"Θα σας ενημερώσουμε για κάθε εξέλιξη.\n\n{SIGNATURE}\n"
        )
        outbox.enqueue_email(uow, case.contact_email, f"Λάβαμε το αίτημά σας – {case.protocol}", body)
    elif case.contact_phone and takes_sms(case.contact_phone):
        text = f"Δήμος Κομοτηνής: λάβαμε το αίτημά σας. Αριθμός {case.protocol}, κωδικός {case.code}, PIN {pin}."
        outbox.enqueue_sms(uow, case.contact_phone, text)


def keys_again(uow: UnitOfWork, case: Case, pin: str, way: str) -> None:
    """Code and PIN once more, to the contact that the case was filed with. `way` is email or sms, and the case has that contact."""
    if way == "email":
        body = f"Γεια σας,\n\nσας στέλνουμε ξανά τα στοιχεία της υπόθεσής σας: {case.title}\n\n{_keys(uow, case, pin)}\n{SIGNATURE}\n"
        outbox.enqueue_email(uow, case.contact_email or "", f"Ο κωδικός και το PIN σας – {case.protocol}", body)
    else:
        text = f"Δήμος Κομοτηνής: για την υπόθεση {case.protocol} ο κωδικός σας είναι {case.code} και το PIN {pin}."
        outbox.enqueue_sms(uow, case.contact_phone or "", text)


def case_moved(uow: UnitOfWork, case: Case, note: str | None) -> None:
    """The new state, with the note for the citizen, to the one who filed and to supporters who left a contact."""
    _tell(uow, case.contact_email, case.contact_phone, case, _SENTENCES[case.state], note)
    query = select(ProblemSupport.email, ProblemSupport.phone).where(ProblemSupport.case_id == case.id)
    for email, phone in uow.session.execute(query):
        _tell(uow, email, phone, case, _SENTENCES[case.state].replace("υπόθεσή σας", "αναφορά που στηρίξατε"), note)


def note_added(uow: UnitOfWork, case: Case, note: str) -> None:
    """A note without a change of state."""
    _tell(uow, case.contact_email, case.contact_phone, case, "Έχουμε νεότερα για την υπόθεσή σας.", note)


def case_address(uow: UnitOfWork) -> str:
    """The portal's page where a case is followed."""
    return f"{uow.settings.public_url.rstrip('/')}/cases"


def _keys(uow: UnitOfWork, case: Case, pin: str) -> str:
    return (
        f"Αριθμός πρωτοκόλλου: {case.protocol}\nΚωδικός υπόθεσης: {grouped(case.code)}\nPIN: {pin}\n\n"
        f"Με τον κωδικό και το PIN βλέπετε την πορεία της υπόθεσης εδώ:\n{case_address(uow)}\n"
    )


def _tell(uow: UnitOfWork, email: str | None, phone: str | None, case: Case, sentence: str, note: str | None) -> None:
    if email:
        lines = [f"Γεια σας,\n\n{sentence}\n\n{case.title}\nΑριθμός πρωτοκόλλου: {case.protocol}"]
        if note:
            lines.append(f"Σημείωμα του Δήμου: {note}")
        lines.append(f"Η πορεία της υπόθεσης, με τον κωδικό και το PIN σας:\n{case_address(uow)}")
        outbox.enqueue_email(uow, email, f"{sentence.rstrip('.')} – {case.protocol}", "\n\n".join([*lines, SIGNATURE]) + "\n")
    elif phone and takes_sms(phone):
        text = f"Δήμος Κομοτηνής, {case.protocol}: {sentence}" + (f" {note}" if note else "")
        outbox.enqueue_sms(uow, phone, shorten(text, SMS_LIMIT))
