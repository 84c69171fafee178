"""Dates and times as said, and the day they mean."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greek.dates import find_dates, resolve_date
from greek.times import find_times

TODAY = date(2026, 11, 22)  # a Sunday


@pytest.mark.parametrize(
    ("text", "value", "day"),
    [
        ("στις 3 Μαΐου", "3 Μαΐου", date(2027, 5, 3)),
        ("ΤΡΙΤΗ", "Τρίτη", date(2026, 11, 24)),
        ("αύριο", "αύριο", date(2026, 11, 23)),
        ("12/5/2026", "2026-05-12", date(2026, 5, 12)),
        ("είκοσι πέντε Μαρτίου 2026", "2026-03-25", date(2026, 3, 25)),
        ("1η Ιουνίου", "1 Ιουνίου", date(2027, 6, 1)),
        ("29 Φεβρουαρίου", "29 Φεβρουαρίου", date(2028, 2, 29)),
        ("την Κυριακή", "Κυριακή", TODAY),
    ],
)
def test_dates(text: str, value: str, day: date) -> None:
    assert [found.value for found in find_dates(text)] == [value]
    assert resolve_date(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "value", "day"),
    [
        ("τις Τρίτες", "Τρίτη", date(2026, 11, 24)),
        ("τα Σάββατα", "Σάββατο", date(2026, 11, 28)),
        ("απόψε", "απόψε", TODAY),
        ("το ραντεβού το αυριανό", "αύριο", date(2026, 11, 23)),
        ("το σαββατοκύριακο", "σαββατοκύριακο", date(2026, 11, 28)),
        ("τα Χριστούγεννα", "Χριστούγεννα", date(2026, 12, 25)),
        ("ΤΟΝ ΑΥΓΟΥΣΤΟ", "Αύγουστος", None),
        ("του Μάη", "Μάιος", None),
        ("αυτή τη βδομάδα", "αυτή η εβδομάδα", None),
        ("την άλλη εβδομάδα", "επόμενη εβδομάδα", None),
        ("τη Μεγάλη Παρασκευή", "Μεγάλη Παρασκευή", None),
        ("του Αγίου Πνεύματος", "Άγιο Πνεύμα", None),
        ("τη Μεγάλη Εβδομάδα", "Μεγάλη Εβδομάδα", None),
        ("για τις Απόκριες", "Απόκριες", None),
        ("της Τσικνοπέμπτης", "Τσικνοπέμπτη", None),
        ("αυτό τον μήνα", "αυτός ο μήνας", None),
        ("και του χρόνου", "του χρόνου", None),
        ("αφριο", "αύριο", date(2026, 11, 23)),
        ("την παρασκεφή", "Παρασκευή", date(2026, 11, 27)),
        ("την Τεατρτη", "Τετάρτη", date(2026, 11, 25)),
        ("στις 3 Σεπτμεβριου", "3 Σεπτεμβρίου", date(2027, 9, 3)),
        ("28h Οκτωβρίου", "28 Οκτωβρίου", date(2027, 10, 28)),
        ("οι αποφάσεις του 2024", "2024", None),
    ],
)
def test_days_with_a_name_and_stretches_of_days(text: str, value: str, day: date | None) -> None:
    assert [found.value for found in find_dates(text)] == [value]
    assert resolve_date(text, TODAY) == day


@pytest.mark.parametrize(
    "text",
    ["η τρίτη απάντηση", "στην τέταρτη θέση", "παιδί της τρίτης δημοτικού", "η μαία", "αναμαμά", "δεύτερη μέρα", "η δεύτερη", "καλημέρα"],
)
def test_what_is_counted_is_no_weekday(text: str) -> None:
    assert find_dates(text) == []


@pytest.mark.parametrize(
    "text", ["σαλάτα", "κάτι σίδερα", "οι πρώτες ώρες", "στο τέλος του χρόνου", "για τρίτη φορά", "Ορφέως 12", "31/2/2026", "483920", ""]
)
def test_no_dates(text: str) -> None:
    assert find_dates(text) == []


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 12, 31)))
def test_written_dates_come_back(day: date) -> None:
    for text in (f"{day.day}/{day.month}/{day.year}", day.isoformat(), f"{day.day:02d}-{day.month:02d}-{day.year}"):
        assert resolve_date(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("στις 14:30", ["14:30"]),
        ("στις 9 και μισή", ["09:30"]),
        ("στις εννιά παρά τέταρτο το πρωί", ["08:45"]),
        ("στις πέντε το απόγευμα", ["17:00"]),
        ("μέχρι τις τέσσερις το πρωί", ["04:00"]),
        ("αύριο το πρωί", ["πρωί"]),
        ("στις τρεις", ["15:00"]),
        ("από τις οχτώ ως τις δύο", ["08:00", "14:00"]),
        ("στη μία", ["13:00"]),
        ("στη μία πλευρά του δρόμου", []),
        ("στις εννιάμισι", ["09:30"]),
        ("είναι πέντε και τέταρτο", ["17:15"]),
        ("σήμερα απόγευμα", ["απόγευμα"]),
        ("το προι η το απογεφμα", ["πρωί", "απόγευμα"]),
        ("κατα τησ εντεκα το βραδι", ["23:00"]),
        ("σήμερα στις έντεκα και έπιασε χιόνι", ["11:00"]),
        ("κάθε βράδυ μετά τις 12", ["00:00"]),
        ("απόψε μετά τις έντεκα", ["23:00"]),
        ("στις τρεις τα χαράματα", ["03:00"]),
        ("ως τα μεσάνυχτα", ["00:00"]),
        ("στις 10 το βράδυ", ["22:00"]),
        ("καλό απόγευμα", []),
        ("μέρα μεσημέρι", []),
        ("στις 3 λάμπες", []),
        ("ορφέως 12", []),
    ],
)
def test_times(text: str, values: list[str]) -> None:
    assert [found.value for found in find_times(text)] == values
