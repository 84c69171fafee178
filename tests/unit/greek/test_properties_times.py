"""Any time of the day in any wording comes back: on the clock, in words, and as the voice reads it out."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from greek import spoken
from greek.folding import fold
from greek.numerals import F, cardinal
from greek.reader import read
from greek.times import find_times

HOURS, MINUTES = st.integers(0, 23), st.integers(0, 59)
WRITINGS: list[Callable[[str], str]] = [str, str.upper, fold, lambda text: fold(text).upper()]
PARTS = {
    "τα ξημερώματα": range(3, 7), "το πρωί": range(5, 12), "το μεσημέρι": range(12, 16), "το απόγευμα": range(15, 20),
    "το βράδυ": range(19, 24),
    "τη νύχτα": range(1, 5), "π.μ.": range(1, 12), "μ.μ.": range(12, 24),
}  # fmt: skip


def written(hour: int, minute: int) -> str:
    return f"{hour:02d}:{minute:02d}"


@st.composite
def hour_names(draw: st.DrawFn, hour: int) -> str:
    """An hour of the clock, 1 to 12, as it is said or written."""
    said = {"επτά": "εφτά", "οκτώ": "οχτώ", "εννέα": "εννιά"}
    word = cardinal(hour, F)
    return draw(st.sampled_from([word, said.get(word, word), str(hour)]))


@st.composite
def in_words(draw: st.DrawFn, hour: int, minute: int) -> tuple[str, bool]:
    """A time without the part of the day («εννιά παρά τέταρτο»), and whether its hour is one («στη μία»)."""
    later = minute > 30 and draw(st.booleans())
    named = hour + 1 if later else hour
    twelve = named % 12 or 12
    left = 60 - minute if later else minute
    words = {15: "τέταρτο", 30: "μισή"}
    amount = draw(st.sampled_from([words.get(left, cardinal(left)), cardinal(left), str(left)])) if left else ""
    name = draw(hour_names(twelve))
    return f"{name} {'παρά' if later else 'και'} {amount}" if left else name, twelve == 1


@settings(max_examples=200)
@given(
    HOURS,
    MINUTES,
    st.sampled_from(["{0:02d}:{1:02d}", "{0}:{1:02d}", "{0:02d}.{1:02d}"]),
    st.sampled_from(["", "στις ", "μετά τις ", "ραντεβού ώρα "]),
)
def test_times_on_the_clock(hour: int, minute: int, pattern: str, lead: str) -> None:
    text = lead + pattern.format(hour, minute)
    assert [found.value for found in find_times(text)] == [written(hour, minute)]
    assert spoken.time(text) == (hour, minute)


@settings(max_examples=400)
@given(st.sampled_from(sorted(PARTS)), MINUTES, st.sampled_from(["σ", "από ", "μέχρι "]), st.sampled_from(WRITINGS), st.data())
def test_times_in_words(part: str, minute: int, lead: str, write: Callable[[str], str], data: st.DataObject) -> None:
    hour = data.draw(st.sampled_from(PARTS[part]))
    words, one = data.draw(in_words(hour, minute))
    # The part of the day is that of the hour named: «δώδεκα παρά τέταρτο το μεσημέρι» is 11:45, before noon begins.
    assume("παρά" not in words or hour + 1 in PARTS[part])
    text = write(f"{lead}{'τη' if one else 'τις'} {words} {part}")
    assert [found.value for found in find_times(text)] == [written(hour, minute)], text
    assert spoken.time(text) == (hour, minute), text


@settings(max_examples=200)
@given(st.integers(7, 18), MINUTES, st.sampled_from(WRITINGS), st.sampled_from(["", ".", " αύριο", " στο δημαρχείο"]), st.data())
def test_without_a_part_of_the_day_an_office_is_open(
    hour: int, minute: int, write: Callable[[str], str], after: str, data: st.DataObject
) -> None:
    words, one = data.draw(in_words(hour, minute))
    assume("παρά" not in words or hour < 18)
    text = write(f"{'στη' if one else 'στις'} {words}{after}")
    assert [found.value for found in find_times(text)] == [written(hour, minute)], text
    assert spoken.time(text) == (hour, minute), text


@given(st.integers(1, 12), st.sampled_from(sorted(PARTS)), st.sampled_from(WRITINGS))
def test_halves_in_one_word(hour: int, part: str, write: Callable[[str], str]) -> None:
    names = "μιάμιση δυόμισι τρεισήμισι τεσσερισήμισι πεντέμισι εξίμισι εφτάμισι οχτώμισι εννιάμισι δεκάμισι εντεκάμισι δωδεκάμισι".split()
    meant = [one for one in PARTS[part] if (one % 12 or 12) == hour]
    assume(len(meant) == 1)
    text = write(f"{'στη' if hour == 1 else 'στις'} {names[hour - 1]} {part}")
    assert [found.value for found in find_times(text)] == [written(meant[0], 30)], text
    assert spoken.time(text) == (meant[0], 30), text


@pytest.mark.parametrize("hour", range(24))
def test_what_the_voice_reads_out_is_heard_again(hour: int) -> None:
    for minute in range(60):
        said = read(f"στις {hour}:{minute:02d}")
        assert spoken.time(said) == (hour, minute), said


@given(HOURS, MINUTES, HOURS, MINUTES)
def test_from_when_until_when(hour: int, minute: int, later: int, end: int) -> None:
    text = f"από τις {hour}:{minute:02d} έως τις {later}:{end:02d}"
    assert [found.value for found in find_times(text)] == [written(hour, minute), written(later, end)]


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("0123456789:. στις και μισή πρωί")), max_size=40))
def test_any_text_is_answered_in_order(text: str) -> None:
    found = find_times(text)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(0 <= item.start < item.end <= len(fold(text)) for item in found)
    spoken.time(text)
