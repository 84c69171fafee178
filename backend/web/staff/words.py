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
