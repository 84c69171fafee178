"""What a certificate says: its sentence in the right gender, the lines of the register, the table of relatives."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from babel.dates import format_date

from backend.models import Citizen, CivilRecord
from backend.services.certificate_types import CertificateType

Lines = list[list[str]]


def content_of(kind: CertificateType, citizen: Citizen, record: CivilRecord, *, purpose: str | None) -> dict[str, Any]:
    """All that is printed: {title, office, statement, lines, table, purpose, sample}. Kept with the request as issued.

    `record.data` may hold `lines` (label, value), `table` {head, rows} and the facts that the sentence needs
    (`since`, `year`, `deceased` {name, sex, date}; dates in ISO form).
    """
    data = record.data
    return {
        "title": kind.title,
        "office": kind.office,
        "statement": _STATEMENTS[kind.code](citizen, record),
        "lines": [*(_holder_lines(citizen) if kind.code in _ABOUT_HOLDER else []), *data.get("lines", [])],
        "table": data.get("table"),
        "purpose": purpose,
        "sample": citizen.sample,
    }


def _holder_lines(citizen: Citizen) -> Lines:
    lines: list[tuple[str, str | None]] = [
        ("Επώνυμο", citizen.last_name),
        ("Όνομα", citizen.first_name),
        ("Όνομα πατέρα", citizen.father_name),
        ("Όνομα μητέρας", citizen.mother_name),
        ("Ημερομηνία γέννησης", format_date(citizen.birth_date, "d MMMM y", locale="el")),
        ("Τόπος γέννησης", citizen.birth_place),
    ]
    return [[label, value] for label, value in lines if value]


def _the(citizen: Citizen) -> str:
    """Article and name in the nominative: η Μαρία Ιωαννίδου."""
    return f"{_by(citizen.sex, 'η', 'ο')} {citizen.first_name} {citizen.last_name}"


def _by(sex: str, feminine: str, masculine: str) -> str:
    return feminine if sex == "f" else masculine


def _day(iso: str) -> str:
    """A date after «από»: τις 12 Μαΐου 1982, την 1η Οκτωβρίου 2011."""
    day = date.fromisoformat(iso)
    return f"την 1η {format_date(day, 'MMMM y', locale='el')}" if day.day == 1 else f"τις {format_date(day, 'd MMMM y', locale='el')}"


def _on(iso: str) -> str:
    """When something happened: στις 17 Φεβρουαρίου 2024, την 1η Μαΐου 2024."""
    day = _day(iso)
    return day if day.startswith("την") else f"σ{day}"


def _act(what: str) -> Callable[[Citizen, CivilRecord], str]:
    def statement(_citizen: Citizen, record: CivilRecord) -> str:
        return f"Στα ληξιαρχικά βιβλία του Δήμου Κομοτηνής είναι καταχωρισμένη η πράξη {what} με αριθμό {record.act} και τα εξής στοιχεία:"

    return statement


def _family(citizen: Citizen, record: CivilRecord) -> str:
    return (
        f"Πιστοποιείται ότι {_the(citizen)} είναι {_by(citizen.sex, 'εγγεγραμμένη', 'εγγεγραμμένος')} στο Δημοτολόγιο του Δήμου Κομοτηνής, "
        f"στην οικογενειακή μερίδα {record.act}, και ότι η οικογενειακή {_by(citizen.sex, 'της', 'του')} κατάσταση είναι η εξής:"
    )


def _next_of_kin(_citizen: Citizen, record: CivilRecord) -> str:
    late = record.data["deceased"]
    return (
        f"Σύμφωνα με το Δημοτολόγιο του Δήμου Κομοτηνής (οικογενειακή μερίδα {record.act}), {_by(late['sex'], 'η', 'ο')} {late['name']}, "
        f"που απεβίωσε {_on(late['date'])}, άφησε ως πλησιέστερους συγγενείς τους εξής:"
    )


def _locality(citizen: Citizen, record: CivilRecord) -> str:
    enrolled = _by(citizen.sex, "εγγεγραμμένη", "εγγεγραμμένος")
    return (
        f"Πιστοποιείται ότι {_the(citizen)} είναι {_by(citizen.sex, 'δημότισσα', 'δημότης')} του Δήμου Κομοτηνής, "
        f"{enrolled} στο Δημοτολόγιο με αριθμό μερίδας {record.act} από {_day(record.data['since'])}."
    )


def _residence(citizen: Citizen, record: CivilRecord) -> str:
    return (
        f"Βεβαιώνεται ότι {_the(citizen)} κατοικεί μόνιμα στον Δήμο Κομοτηνής από {_day(record.data['since'])}, "
        f"στη διεύθυνση: {citizen.address}."
    )


def _male_register(citizen: Citizen, record: CivilRecord) -> str:
    return (
        f"Πιστοποιείται ότι {_the(citizen)} είναι εγγεγραμμένος στο Μητρώο Αρρένων του Δήμου Κομοτηνής, "
        f"έτους {record.data['year']}, με αύξοντα αριθμό {record.act}."
    )


_ABOUT_HOLDER = {"birth", "family_status", "locality", "permanent_residence", "male_register"}
_STATEMENTS: dict[str, Callable[[Citizen, CivilRecord], str]] = {
    "birth": _act("γέννησης"),
    "marriage": _act("γάμου"),
    "death": _act("θανάτου"),
    "family_status": _family,
    "next_of_kin": _next_of_kin,
    "locality": _locality,
    "permanent_residence": _residence,
    "male_register": _male_register,
}
