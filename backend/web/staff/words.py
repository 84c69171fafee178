"""The console's fixed words: messages after a deed, names of channels, and short dates."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from babel.dates import format_datetime, format_timedelta

from backend.services.texts import greek_moment
from backend.web.rendering import ATHENS

FLASHES = {
    "moved": "Η κατάσταση άλλαξε.",
    "noted": "Το σημείωμα γράφτηκε.",
    "keys": "Ο κωδικός και το PIN στάλθηκαν ξανά στον πολίτη.",
    "approve": "Το πιστοποιητικό εκδόθηκε.",
    "reject": "Η αίτηση απορρίφθηκε. Ο πολίτης βλέπει τον λόγο στην υπόθεσή του· αν άφησε στοιχεία επικοινωνίας, του στέλνεται.",
    "revoke": "Το πιστοποιητικό ανακλήθηκε.",
    "account_saved": "Ο λογαριασμός αποθηκεύτηκε.",
    "password": "Ο κωδικός σας άλλαξε.",
    "signed_out": "Αποσυνδεθήκατε.",
}
# On a count («3 νέες»), where the label of one case («Νέα») would not agree.
STATES_OF_MANY = {
    "received": "νέες",
    "in_progress": "σε εξέλιξη",
    "waiting_citizen": "σε αναμονή πολίτη",
    "done": "ολοκληρωμένες",
    "rejected": "απορριφθείσες",
}
CHANNELS = {"web": "Συνομιλία", "phone": "Τηλέφωνο", "open311": "Εφαρμογή", "staff": "Υπηρεσία"}
SENDERS = {"citizen": "Πολίτης", "assistant": "Βοηθός", "staff": "Υπάλληλος"}

# What the assistant took a sentence for, as staff read it; a name that is not here is shown as it is.
INTENTS = {
    "greet": "Χαιρετισμός",
    "goodbye": "Αποχαιρετισμός",
    "thank": "Ευχαριστία",
    "affirm": "Ναι",
    "deny": "Όχι",
    "repeat": "Να επαναληφθεί",
    "resume_call": "Συνέχεια κλήσης που κόπηκε",
    "speak_slower": "Πιο αργά",
    "help": "Βοήθεια",
    "cancel": "Ακύρωση",
    "restart": "Από την αρχή",
    "request_human": "Θέλει υπάλληλο",
    "bot_challenge": "Ρωτά αν μιλά με μηχανή",
    "out_of_scope": "Εκτός των υπηρεσιών",
    "give_feedback": "Γνώμη για την εξυπηρέτηση",
    "change_language": "Άλλη γλώσσα",
    "check_case_status": "Πορεία υπόθεσης",
    "inform": "Στοιχείο που ζητήθηκε",
    "dont_know": "Δεν γνωρίζει",
    "privacy_request": "Προσωπικά δεδομένα",
    "report_emergency": "Επείγον περιστατικό",
    "request_certificate": "Αίτηση πιστοποιητικού",
    "ask_certificate_requirements": "Δικαιολογητικά πιστοποιητικού",
    "verify_certificate": "Έλεγχος γνησιότητας",
    "report_problem": "Αναφορά προβλήματος",
    "support_problem": "Στήριξη αναφοράς",
    "request_service": "Αίτημα για υπηρεσία",
    "ask_guide": "Ερώτηση στον οδηγό",
    "request_callback": "Να του τηλεφωνήσουμε",
    "ask_emergency_number": "Τηλέφωνα ανάγκης",
    "ask_on_duty_pharmacy": "Εφημερεύον φαρμακείο",
    "ask_on_duty_hospital": "Εφημερία νοσοκομείου",
    "ask_civil_protection": "Πολιτική προστασία",
    "apply_permit": "Αίτηση άδειας",
    "ask_permit_requirements": "Δικαιολογητικά άδειας",
    "ask_permit_fee": "Κόστος άδειας",
    "list_consultations": "Διαβουλεύσεις",
    "comment_consultation": "Σχόλιο σε διαβούλευση",
    "vote_poll": "Ψηφοφορία",
    "submit_proposal": "Πρόταση πολίτη",
    "support_proposal": "Στήριξη πρότασης",
    "ask_council_session": "Συνεδρίαση συμβουλίου",
    "search_council_decisions": "Αποφάσεις συμβουλίου",
    "ask_council_member": "Δημοτικοί σύμβουλοι",
    "submit_council_question": "Ερώτηση στο συμβούλιο",
    "ask_contact": "Στοιχεία υπηρεσίας",
    "ask_opening_hours": "Ωράριο υπηρεσίας",
    "book_appointment": "Ραντεβού",
    "cancel_appointment": "Αλλαγή ή ακύρωση ραντεβού",
    "list_announcements": "Ανακοινώσεις",
    "subscribe_news": "Εγγραφή στα νέα",
    "unsubscribe_news": "Διαγραφή από τα νέα",
    "check_dues": "Οφειλές",
    "pay_dues": "Πληρωμή",
    "ask_fee": "Τέλη",
    "ask_budget": "Προϋπολογισμός",
    "ask_project": "Έργα",
    "ask_road_closure": "Κλειστοί δρόμοι",
    "request_technical_inspection": "Αυτοψία",
    "list_events": "Εκδηλώσεις",
    "register_event": "Θέση σε εκδήλωση",
    "volunteer": "Εθελοντισμός",
    "propose_activity": "Πρόταση εκδήλωσης",
    "ask_funding": "Προγράμματα χρηματοδότησης",
    "check_eligibility": "Έλεγχος προϋποθέσεων προγράμματος",
    "ask_business_support": "Στήριξη επιχειρήσεων",
    "ask_sight": "Αξιοθέατα",
    "ask_accommodation": "Διαμονή",
    "ask_food": "Φαγητό",
    "ask_transport": "Συγκοινωνίες",
    "ask_route": "Πώς θα πάει κάπου",
    "search_book": "Αναζήτηση βιβλίου",
    "reserve_book": "Κράτηση βιβλίου",
    "renew_loan": "Ανανέωση δανεισμού",
    "ask_library_hours": "Ωράριο βιβλιοθήκης",
    "ask_library_card": "Κάρτα βιβλιοθήκης",
    "nlu_fallback": "Δεν κατάλαβε",
}


def intent_of(payload: str) -> str:
    """The intent that a button's payload names: /inform{"photo": "…"} → inform."""
    return payload.removeprefix("/").partition("{")[0]


def moment(value: datetime) -> str:
    """Τρί 3 Μαρ 2026, 09:30"""
    return greek_moment(value)


def short(value: datetime) -> str:
    """3 Μαρ, 09:30"""
    return format_datetime(value.astimezone(ATHENS), "d MMM, HH:mm", locale="el")


def age(value: datetime, now: datetime) -> str:
    """How long something has been waiting: 3 ημέρες."""
    return format_timedelta(now - value, granularity="minute", locale="el")


def iso(value: datetime) -> str:
    """For the datetime attribute of <time>."""
    return value.astimezone(UTC).isoformat(timespec="seconds")


def can_ring(number: str) -> bool:
    """Whether what the line was told of a caller is a number that a telephone can ring, and no name."""
    return re.fullmatch(r"\+?[0-9]{6,15}", number) is not None


def size(count: int) -> str:
    """A file's size: 240 kB."""
    return f"{max(1, round(count / 1000))} kB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB".replace(".", ",")


def seconds(count: int) -> str:
    """40 δευτερόλεπτα, 3 λεπτά: how long ago the line was heard of."""
    return format_timedelta(timedelta(seconds=count), locale="el") if count > 4 else "λίγα δευτερόλεπτα"


def duration(count: int) -> str:
    """Of a call, minutes and seconds: 2:05"""
    return f"{count // 60}:{count % 60:02d}"
