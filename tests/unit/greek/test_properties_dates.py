"""Any day in any wording comes back: in digits, with the month's name, in words, and as the voice reads it out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from greek import spoken
from greek.dates import find_dates, month_number, resolve_date, weekday_number
from greek.folding import fold
from greek.normal import normalise
from greek.numerals import GEN, F, cardinal, ordinal
from greek.phonetic import skeleton
from greek.reader import read
from tests.unit.greek.latin import CONVENTIONS

TODAYS = st.dates(date(2024, 1, 1), date(2032, 12, 31))
DAYS = st.dates(date(1950, 1, 1), date(2090, 12, 31))
MONTHS = (
    "Ιανουαρίου Γενάρη", "Φεβρουαρίου Φλεβάρη", "Μαρτίου Μάρτη", "Απριλίου Απρίλη", "Μαΐου Μάη Μαϊου", "Ιουνίου Ιούνη", "Ιουλίου Ιούλη",
    "Αυγούστου", "Σεπτεμβρίου Σεπτέμβρη", "Οκτωβρίου Οκτώβρη Οχτώβρη", "Νοεμβρίου Νοέμβρη", "Δεκεμβρίου Δεκέμβρη",
)  # fmt: skip
WEEKDAYS = ("Δευτέρα", "Τρίτη", "Τετάρτη", "Πέμπτη", "Παρασκευή", "Σάββατο", "Κυριακή")
WRITINGS: list[Callable[[str], str]] = [str, str.upper, fold, lambda text: fold(text).upper()]


def ahead(day: int, month: int, today: date) -> date:
    """The next such day, today included."""
    year = today.year
    while True:
        try:
            found = date(year, month, day)
        except ValueError:
            found = date.min
        if found >= today:
            return found
        year += 1


@st.composite
def months(draw: st.DrawFn, month: int) -> str:
    return draw(st.sampled_from(MONTHS[month - 1].split()))


@st.composite
def days_in_words(draw: st.DrawFn, day: int) -> str:
    """The day of a month as it is said or written before the month's name."""
    said = [cardinal(day, F), cardinal(day), ordinal(day, F), f"{day}", f"{day}η", f"{day:02d}"]
    if day == 1:
        said = ["πρώτη", "1", "1η"]
    said += [word.replace("επτά", "εφτά").replace("οκτώ", "οχτώ").replace("εννέα", "εννιά") for word in said if not word[0].isdigit()]
    said += [f"{day}ης", ordinal(day, F, GEN)]
    return draw(st.sampled_from(said))


@st.composite
def years(draw: st.DrawFn, year: int) -> str:
    return draw(st.sampled_from([f"{year}", f"του {year}", cardinal(year), f"του {cardinal(year)}"]))


LEADS = st.sampled_from(["", "στις ", "τις ", "την ", "για τις ", "ραντεβού στις ", "γεννήθηκα στις ", "μέχρι ", "από "])


@settings(max_examples=300)
@given(
    DAYS,
    TODAYS,
    st.sampled_from(["{0}/{1}/{2}", "{0}-{1}-{2}", "{0}.{1}.{2}", "{0:02d}/{1:02d}/{2}", "{2}-{1:02d}-{0:02d}", "{0} / {1} / {2}"]),
    LEADS,
)
def test_days_in_digits(day: date, today: date, pattern: str, lead: str) -> None:
    text = lead + pattern.format(day.day, day.month, day.year)
    assert [found.value for found in find_dates(text)] == [day.isoformat()]
    assert resolve_date(text, today) == day
    assert spoken.date(text, today) == day


@given(st.dates(date(2000, 1, 1), date(2069, 12, 31)), TODAYS)
def test_years_of_two_digits_are_of_this_century(day: date, today: date) -> None:
    assert resolve_date(f"{day.day}/{day.month}/{day.year % 100:02d}", today) == day


@settings(max_examples=300)
@given(DAYS, TODAYS, LEADS, st.sampled_from(WRITINGS), st.data())
def test_days_with_the_name_of_their_month(day: date, today: date, lead: str, write: Callable[[str], str], data: st.DataObject) -> None:
    words = f"{data.draw(days_in_words(day.day))} {data.draw(months(day.month))} {data.draw(years(day.year))}"
    text = write(lead + words)
    assert spoken.date(text, today) == day, text
    assert resolve_date(text, today) == day, text


@settings(max_examples=300)
@given(DAYS, TODAYS, LEADS, st.sampled_from(WRITINGS), st.data())
def test_a_day_without_a_year_lies_ahead(day: date, today: date, lead: str, write: Callable[[str], str], data: st.DataObject) -> None:
    text = write(f"{lead}{data.draw(days_in_words(day.day))} {data.draw(months(day.month))}")
    assert spoken.date(text, today) == ahead(day.day, day.month, today), text
    assert resolve_date(text, today) == ahead(day.day, day.month, today), text
    assert resolve_date(find_dates(text)[0].value, today) == ahead(day.day, day.month, today)


@given(DAYS, TODAYS, st.sampled_from([str, *CONVENTIONS]))
def test_days_and_months_in_greeklish(day: date, today: date, write: Callable[[str], str]) -> None:
    name = MONTHS[day.month - 1].split()[0]
    assert resolve_date(normalise(f"{day.day} {write(name)} {day.year}", _KNOWN.get).text, today) == day


_KNOWN: dict[str, str] = {}
for _name in " ".join(MONTHS).split():
    _KNOWN.setdefault(skeleton(_name), _name)


@given(DAYS, TODAYS)
def test_what_the_voice_reads_out_is_heard_again(day: date, today: date) -> None:
    assert spoken.date(read(f"{day.day}/{day.month}/{day.year}"), today) == day
    assert spoken.date(read(f"{day.day} {MONTHS[day.month - 1].split()[0]}"), today) == ahead(day.day, day.month, today)


@given(TODAYS, st.integers(0, 6), st.sampled_from(["{}", "την {}", "{} πρωί", "την {} στις 10", "για {}"]), st.sampled_from(WRITINGS))
def test_weekdays_lie_ahead(today: date, weekday: int, said: str, write: Callable[[str], str]) -> None:
    text = write(said.format(WEEKDAYS[weekday]))
    expected = today + timedelta(days=(weekday - today.weekday()) % 7)
    assert resolve_date(text, today) == expected
    assert spoken.date(text, today) == expected


@given(TODAYS, st.integers(0, 6))
def test_weekdays_of_other_weeks(today: date, weekday: int) -> None:
    name, article = WEEKDAYS[weekday], "το" if weekday == 5 else "την"
    ending = "ο" if weekday == 5 else "η"
    following = spoken.date(f"{article} επόμεν{ending} {name}", today)
    coming = spoken.date(f"{article} ερχόμεν{ending} {name}", today)
    past = spoken.date(f"{article} περασμέν{ending} {name}", today)
    assert following is not None
    assert coming is not None
    assert past is not None
    assert {day.weekday() for day in (following, coming, past)} == {weekday}
    assert 0 < (coming - today).days <= 7
    assert 0 < (today - past).days <= 7
    assert following.isocalendar()[:2] == (today + timedelta(days=7)).isocalendar()[:2]


@given(TODAYS, st.integers(1, 60), st.sampled_from([("μέρες", 1), ("ημέρες", 1), ("εβδομάδες", 7), ("βδομάδες", 7)]), st.booleans())
def test_days_counted_from_today(today: date, count: int, unit: tuple[str, int], digits: bool) -> None:
    said = str(count) if digits else cardinal(count, F)
    assert spoken.date(f"σε {said} {unit[0]}", today) == today + timedelta(days=count * unit[1])
    assert spoken.date(f"πριν από {said} {unit[0]}", today) == today - timedelta(days=count * unit[1])


@given(
    TODAYS, st.sampled_from([("σήμερα", 0), ("αύριο", 1), ("μεθαύριο", 2), ("χθες", -1), ("χτες", -1), ("προχθές", -2), ("προχτές", -2)])
)
def test_days_by_where_we_stand(today: date, word: tuple[str, int]) -> None:
    for write in WRITINGS:
        assert resolve_date(write(word[0]), today) == spoken.date(write(word[0]), today) == today + timedelta(days=word[1])


@given(st.integers(1, 12), st.sampled_from([str, *CONVENTIONS, str.upper]))
def test_names_of_months_and_days_by_ear(month: int, write: Callable[[str], str]) -> None:
    for name in MONTHS[month - 1].split():
        assert month_number(write(name) if write in (str, str.upper) else name) == month
    assert weekday_number(WEEKDAYS[month % 7].upper()) == month % 7


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("0123456789/-. στις Μαΐου Τρίτη")), max_size=40), TODAYS)
def test_any_text_is_answered_in_order(text: str, today: date) -> None:
    found = find_dates(text)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(0 <= item.start < item.end <= len(fold(text)) for item in found)
    resolve_date(text, today)
    spoken.date(text, today)
