"""A case's own facts, service by service, as staff read them: (Greek label, value). A new service adds its function here."""

from __future__ import annotations

from collections.abc import Callable

from backend.database import UnitOfWork
from backend.models import CallbackRequest, Case, CertificateRequest, Citizen, Problem
from backend.services.certificate_types import DELIVERY_LABELS, certificate_type
from backend.services.place import place_of
from backend.services.problem_categories import categories
from backend.services.texts import greek_date, readable_phone

Facts = list[tuple[str, str]]


def facts_of(uow: UnitOfWork, case: Case) -> Facts:
    """The facts of `case`; empty for a service that has none."""
    read = _READERS.get(case.service)
    return read(uow, case) if read else []


def _problem(uow: UnitOfWork, case: Case) -> Facts:
    problem = uow.session.get(Problem, case.id)
    if problem is None:
        return []
    category = categories()[problem.category]
    facts = [("Κατηγορία", category.label), ("Αρμόδια υπηρεσία", category.department), ("Σημείο", place_of(problem).label())]
    if problem.latitude is not None and problem.longitude is not None:
        facts.append(("Συντεταγμένες", f"{problem.latitude:.5f}, {problem.longitude:.5f}"))
    if problem.description:
        facts.append(("Περιγραφή", problem.description))
    facts += [(category.attribute_label(code), str(value)) for code, value in problem.attributes.items()]
    facts.append(("Το στηρίζουν", str(problem.support_count)))
    return facts


def _certificate(uow: UnitOfWork, case: Case) -> Facts:
    request = uow.session.get(CertificateRequest, case.id)
    if request is None:
        return []
    citizen = uow.session.get_one(Citizen, request.citizen_id)
    facts = [
        ("Έγγραφο", certificate_type(request.certificate_type).title),
        ("Πολίτης", f"{citizen.first_name} {citizen.last_name}" + (" (δείγμα)" if citizen.sample else "")),
        ("ΑΦΜ", citizen.afm),
        ("Σκοπός", request.purpose or "—"),
        ("Παραλαβή", DELIVERY_LABELS[request.delivery]),
    ]
    if request.delivery_address:
        facts.append(("Διεύθυνση", request.delivery_address))
    if request.issued_at:
        facts += [("Εκδόθηκε", greek_date(request.issued_at)), ("Κωδικός επαλήθευσης", request.verification_code or "")]
    if request.revoked_at:
        facts.append(("Ανακλήθηκε", greek_date(request.revoked_at)))
    return facts


def _callback(uow: UnitOfWork, case: Case) -> Facts:
    request = uow.session.get(CallbackRequest, case.id)
    if request is None:
        return []
    facts = [("Λόγος", request.reason), ("Τηλέφωνο", readable_phone(request.phone) if request.phone else "Δεν άφησε αριθμό")]
    if request.said_phone:
        facts.append(("Είπε ή πληκτρολόγησε", f"{request.said_phone} (δεν είναι αριθμός σε χρήση)"))
    if request.from_caller_id:
        facts.append(("Προσοχή", "Ο αριθμός είναι εκείνος από τον οποίο έγινε η κλήση· δεν τον επιβεβαίωσε ο πολίτης."))
    return facts


_READERS: dict[str, Callable[[UnitOfWork, Case], Facts]] = {
    "problems": _problem,
    "certificates": _certificate,
    "communication": _callback,
}
