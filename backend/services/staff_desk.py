"""What a member of staff does with cases: looks at them, moves them, writes notes, decides on certificates.

Every function checks that the case's service is theirs, that nobody changed the case since they saw it (`seen`, the `version` of the
page they acted on), and writes the audit log in the same transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from backend.database import UnitOfWork
from backend.errors import Conflict, InvalidInput, NotAllowed, NotFound
from backend.models import CaseState
from backend.services import audit, call_list, cases, certificates, conversations, notices, staff_accounts, uploads
from backend.services.call_views import CallRow
from backend.services.case_views import CaseDetail, Contact
from backend.services.contacts import takes_sms
from backend.services.conversations import MessageView
from backend.services.staff_users import StaffUserView

LONGEST_NOTE = 2000
CERTIFICATES = "certificates"
# Between two messages with the same keys: a second press, or a second colleague, sends nothing.
KEYS_AGAIN_AFTER = timedelta(minutes=5)
KEYS_WAYS: dict[str, str] = {"email": "e-mail", "sms": "SMS"}
# The citizen's words for a state («Περιμένουμε κάτι από εσάς») are not the office's.
STATE_LABELS: dict[str, str] = {
    CaseState.RECEIVED: "Νέα",
    CaseState.IN_PROGRESS: "Σε εξέλιξη",
    CaseState.WAITING: "Αναμονή πολίτη",
    CaseState.DONE: "Ολοκληρώθηκε",
    CaseState.REJECTED: "Απορρίφθηκε",
}
_MOVES: dict[str, tuple[str, ...]] = {
    CaseState.RECEIVED: (CaseState.IN_PROGRESS, CaseState.WAITING, CaseState.DONE, CaseState.REJECTED),
    CaseState.IN_PROGRESS: (CaseState.WAITING, CaseState.DONE, CaseState.REJECTED),
    CaseState.WAITING: (CaseState.IN_PROGRESS, CaseState.DONE, CaseState.REJECTED),
    CaseState.DONE: (CaseState.IN_PROGRESS,),
    CaseState.REJECTED: (CaseState.IN_PROGRESS,),
}
_BY_DECISION = (CaseState.DONE, CaseState.REJECTED)


class CaseChanged(Conflict):
    """Somebody else changed the case since the page was opened; nothing was written."""

    code = "case_changed"
    default = "Η υπόθεση άλλαξε στο μεταξύ. Δεν γράφτηκε τίποτα."


@dataclass(frozen=True)
class Desk:
    """A case as its page shows it. `moves` are the states it may go to from here, `decisions` what can be decided on a certificate
    (approve, reject, revoke), `ways` how a message reaches the citizen, `calls` the telephone calls of its conversation where the user may
    see them, `people` display names by user name."""

    case: CaseDetail
    version: str
    moves: tuple[str, ...]
    decisions: tuple[str, ...]
    decides: bool
    has_document: bool
    ways: tuple[str, ...]
    messages: list[MessageView]
    calls: list[CallRow]
    people: dict[str, str]


def version_of(case: CaseDetail) -> str:
    """Names the state in which somebody saw a case: time of the last change, and how many lines of history there were."""
    return f"{case.updated_at.isoformat()}|{len(case.history)}"


def lines_seen(version: str) -> int:
    """How many lines of history a version had; 0 for a version that is none."""
    count = version.rpartition("|")[2]
    return int(count) if count.isascii() and count.isdigit() and len(count) < 7 else 0


def look(uow: UnitOfWork, user: StaffUserView, case_id: int) -> Desk:
    """A case in full, with the conversation that made it. Audited. Raises `NotFound`, `NotAllowed` (not their service)."""
    case = _readable(uow, user, case_id)
    audit.record(uow, user.actor, "case_viewed", "case", case_id, protocol=case.protocol)
    decides, has_document = user.decides(case.service), _has_document(uow, case)
    moves: tuple[str, ...] = _MOVES[case.state] if decides else ()
    decisions: tuple[str, ...] = ()
    if case.service == CERTIFICATES and decides:
        moves = () if case.state == CaseState.DONE else tuple(state for state in moves if state not in _BY_DECISION)
        decisions = _decisions(case, has_document)
    people = {person.username: person.display_name for person in staff_accounts.list_users(uow)}
    messages = conversations.transcript_for_staff(uow, case.conversation_id)
    calls = call_list.of_conversation(uow, user, case.conversation_id)
    return Desk(case, version_of(case), moves, decisions, decides, has_document, ways_of(case.contact), messages, calls, people)


def act(uow: UnitOfWork, user: StaffUserView, case_id: int, *, seen: str, state: str = "", note: str = "", internal_note: str = "") -> bool:
    """Moves the case (when `state` is given) and writes the notes; True when it was moved, False for notes alone.

    Raises `CaseChanged`, `NotAllowed`, `NotFound`, `InvalidInput` (nothing to write, too long, a rejection without a reason), `Conflict`.
    """
    case = _unchanged(uow, user, case_id, seen)
    _check_length(note, internal_note)
    if (state or note) and not user.decides(case.service):
        raise NotAllowed("Μπορείτε να γράψετε μόνο εσωτερικά σημειώματα.")
    if not state:
        cases.add_note(uow, case_id, actor=user.actor, note=note, internal_note=internal_note)
        audit.record(uow, user.actor, "case_note", "case", case_id, protocol=case.protocol, to="προς τον πολίτη" if note else "εσωτερικό")
        return False
    if state == CaseState.REJECTED and not note.strip():
        raise InvalidInput("Γράψτε στον πολίτη τον λόγο της απόρριψης.", field="note")
    if case.service == CERTIFICATES and state in _BY_DECISION:
        raise Conflict("Για τα πιστοποιητικά χρειάζεται έγκριση ή απόρριψη.")
    cases.change_state(uow, case_id, state, actor=user.actor, note=note, internal_note=internal_note)
    before, after = STATE_LABELS[case.state], STATE_LABELS[state]
    audit.record(uow, user.actor, "case_state_changed", "case", case_id, protocol=case.protocol, change=f"{before} → {after}")
    return True


def ways_of(contact: Contact) -> tuple[str, ...]:
    """How a message reaches the citizen: email, sms, both or none. A fixed line takes no SMS."""
    return (("email",) if contact.email else ()) + (("sms",) if takes_sms(contact.phone) else ())


def send_keys(uow: UnitOfWork, user: StaffUserView, case_id: int, way: str) -> None:
    """Sends the case's code and PIN again to the contact it was filed with (`way`: email or sms). Nobody here sees the PIN. Audited.

    Raises `NotFound`, `NotAllowed`, `InvalidInput` (no such way, or no such contact), `Conflict` (sent a moment ago).
    """
    row = cases.locked_case(uow, case_id)  # two presses at once queue up, and the second finds the first in the log
    case = _readable(uow, user, case_id)
    if not user.decides(case.service):
        raise NotAllowed("Δεν έχετε δικαίωμα αποστολής για αυτή την υπόθεση.")
    if way not in ways_of(case.contact):
        raise InvalidInput("Η υπόθεση δεν έχει τέτοιο στοιχείο επικοινωνίας.", field="way")
    sent = audit.AuditFilter(action="case_keys_sent", object_type="case", object_id=str(case_id), since=uow.now() - KEYS_AGAIN_AFTER)
    if any(line.detail.get("to") == KEYS_WAYS[way] for line in audit.list_entries(uow, sent).rows):
        raise Conflict("Στάλθηκαν μόλις τώρα. Αν δεν φτάσουν, δοκιμάστε ξανά σε λίγα λεπτά.")
    notices.keys_again(uow, row, cases.pin_of(uow, row.protocol), way)
    audit.record(uow, user.actor, "case_keys_sent", "case", case_id, protocol=case.protocol, to=KEYS_WAYS[way])


def draft(uow: UnitOfWork, user: StaffUserView, case_id: int, *, purpose: str | None = None) -> certificates.Draft | None:
    """What would be issued if the case were approved now, for the page before it and to draw it ahead. Reads only.

    None when there is nothing to approve or the register holds no record. Raises `NotFound`, `NotAllowed`.
    """
    case = _readable(uow, user, case_id)
    if case.service != CERTIFICATES or not user.decides(case.service):
        return None
    try:
        return certificates.draft(uow, case_id, purpose=purpose)
    except NotFound:
        return None


def decide(
    uow: UnitOfWork,
    user: StaffUserView,
    case_id: int,
    decision: str,
    *,
    seen: str,
    reason: str = "",
    drawn: certificates.DrawnDraft | None = None,
    purpose: str | None = None,
) -> None:
    """Approves (issues the PDF), rejects or revokes a certificate. Raises as `act`; a reason is needed except to approve.

    `purpose`: what the clerk has made of the citizen's words for what it is (see `certificates.approve`).
    """
    case = _unchanged(uow, user, case_id, seen)
    if not user.decides(case.service):
        raise NotAllowed("Δεν έχετε δικαίωμα απόφασης για αυτή την υπόθεση.")
    if case.service != CERTIFICATES or decision not in _decisions(case, _has_document(uow, case)):
        raise Conflict
    _check_length(reason)
    if decision == "approve":
        certificates.approve(uow, case_id, user.actor, drawn, purpose=purpose)
    elif decision == "reject":
        certificates.reject(uow, case_id, user.actor, reason)
    else:
        certificates.revoke(uow, case_id, user.actor, reason)
    done = {"approve": "approved", "reject": "rejected", "revoke": "revoked"}[decision]
    audit.record(uow, user.actor, f"certificate_{done}", "case", case_id, protocol=case.protocol)


def document(uow: UnitOfWork, user: StaffUserView, case_id: int) -> Path:
    """The issued PDF. Audited. Raises `NotFound`, `NotAllowed`."""
    case = _readable(uow, user, case_id)
    path = certificates.pdf_file(uow, case_id)
    audit.record(uow, user.actor, "document_opened", "case", case_id, protocol=case.protocol)
    return path


def attachment(uow: UnitOfWork, user: StaffUserView, case_id: int, attachment_id: str) -> uploads.StoredFile:
    """A file of the case. Audited. Raises `NotFound` (also for a file of another case), `NotAllowed`."""
    case = _readable(uow, user, case_id)
    if attachment_id not in {file.id for file in case.attachments}:
        raise NotFound("Το αρχείο δεν βρέθηκε.")
    audit.record(uow, user.actor, "attachment_viewed", "case", case_id, protocol=case.protocol)
    return uploads.find(uow, attachment_id)


def _decisions(case: CaseDetail, has_document: bool) -> tuple[str, ...]:
    if case.is_open:
        return ("approve", "reject")
    return ("revoke",) if has_document and not _revoked(case) else ()


def _revoked(case: CaseDetail) -> bool:
    return any(label == "Ανακλήθηκε" for label, _ in case.facts)


def _has_document(uow: UnitOfWork, case: CaseDetail) -> bool:
    if case.service != CERTIFICATES:
        return False
    try:
        certificates.pdf_file(uow, case.case_id)
    except NotFound:
        return False
    return True


def _readable(uow: UnitOfWork, user: StaffUserView, case_id: int) -> CaseDetail:
    case = cases.get_case(uow, case_id)
    if not user.sees(case.service):
        raise NotAllowed("Η υπόθεση ανήκει σε υπηρεσία που δεν χειρίζεστε.")
    return case


def _unchanged(uow: UnitOfWork, user: StaffUserView, case_id: int, seen: str) -> CaseDetail:
    cases.locked_case(uow, case_id)  # whoever comes second waits here, and then sees the first one's change
    case = _readable(uow, user, case_id)
    if version_of(case) != seen:
        raise CaseChanged
    return case


def _check_length(*texts: str) -> None:
    if any(len(text) > LONGEST_NOTE for text in texts):
        raise InvalidInput(f"Το κείμενο είναι μεγάλο. Το όριο είναι {LONGEST_NOTE} χαρακτήρες.")
