"""Any amount of euros and cents comes back, however it is said."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from greek import spoken
from greek.folding import fold
from greek.numerals import cardinal
from greek.reader import read
from greek.spoken.amounts import written

EUROS, CENTS = st.integers(0, 999_999), st.integers(1, 99)
WRITINGS: list[Callable[[str], str]] = [str, str.upper, fold, lambda text: fold(text).upper()]


def value(euros: int, cents: int = 0) -> Decimal:
    return Decimal(euros * 100 + cents) / 100


@settings(max_examples=200)
@given(
    EUROS,
    CENTS,
    st.sampled_from(["{} ευρώ και {} λεπτά", "{} ευρώ {} λεπτά", "{} ευρώ και {}", "{} ευρώ {}", "{} και {} λεπτά"]),
    st.sampled_from(WRITINGS),
)
def test_euros_and_cents_in_words(euros: int, cents: int, pattern: str, write: Callable[[str], str]) -> None:
    said = write(pattern.format(cardinal(euros), cardinal(cents)))
    assert spoken.amount(said) == value(euros, cents), said
    assert spoken.amount(write(f"το τέλος είναι {said}")) == value(euros, cents)


@given(
    EUROS, st.sampled_from(["{} ευρώ", "κοστίζει {} ευρώ", "{} ευρώ και δύο φωτογραφίες", "{} ευρώ τον μήνα"]), st.sampled_from(WRITINGS)
)
def test_euros_alone(euros: int, pattern: str, write: Callable[[str], str]) -> None:
    assert spoken.amount(write(pattern.format(cardinal(euros)))) == value(euros)
    assert spoken.amount(write(pattern.format(euros))) == value(euros)


@given(CENTS, st.sampled_from(WRITINGS))
def test_cents_alone(cents: int, write: Callable[[str], str]) -> None:
    unit = "λεπτό" if cents == 1 else "λεπτά"
    assert spoken.amount(write(f"{cardinal(cents)} {unit}")) == value(0, cents)


@given(EUROS, CENTS)
def test_with_a_comma(euros: int, cents: int) -> None:
    said = " ".join(["μηδέν"] * (cents < 10) + [cardinal(cents)])
    assert spoken.amount(f"{cardinal(euros)} κόμμα {said} ευρώ") == value(euros, cents)


@given(st.integers(1, 12))
def test_and_a_half(euros: int) -> None:
    assert spoken.amount(f"{cardinal(euros)} ευρώ και μισό") == value(euros, 50)


@given(EUROS, st.integers(0, 99))
def test_what_the_voice_reads_out_is_heard_again(euros: int, cents: int) -> None:
    amount = value(euros, cents)
    assume(amount)
    assert spoken.amount(read(written(amount))) == amount, read(written(amount))


@given(EUROS, st.integers(0, 99))
def test_a_spoken_amount_is_written_as_it_should_be(euros: int, cents: int) -> None:
    said = f"{cardinal(euros)} ευρώ" + (f" και {cardinal(cents)} λεπτά" if cents else "")
    assert spoken.to_written(f"κάνει {said} το χαρτί") == f"κάνει {written(value(euros, cents))} το χαρτί"


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("0123456789 ευρώ και λεπτά κόμμα")), max_size=40))
def test_any_text_is_answered(text: str) -> None:
    found = spoken.amount(text)
    assert found is None or found >= 0
