"""Cardinals and ordinals: agreement by table, structure by property."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greek.numerals import ACC, GEN, LARGEST, NOM, F, M, N, cardinal, digit_by_digit, ordinal


@pytest.mark.parametrize(
    ("number", "gender", "case", "words"),
    [
        (0, N, NOM, "μηδέν"), (1, M, NOM, "ένας"), (1, M, ACC, "έναν"), (1, F, NOM, "μία"), (1, F, GEN, "μίας"), (1, N, GEN, "ενός"),
        (3, F, NOM, "τρεις"), (3, N, NOM, "τρία"), (3, M, GEN, "τριών"), (4, F, NOM, "τέσσερις"), (4, N, GEN, "τεσσάρων"),
        (13, M, NOM, "δεκατρείς"), (14, F, GEN, "δεκατεσσάρων"), (21, F, NOM, "είκοσι μία"), (21, M, ACC, "είκοσι έναν"),
        (100, N, NOM, "εκατό"), (101, M, NOM, "εκατόν ένας"), (112, N, NOM, "εκατόν δώδεκα"), (200, M, ACC, "διακόσιους"),
        (204, F, NOM, "διακόσιες τέσσερις"), (300, N, GEN, "τριακοσίων"), (1000, N, NOM, "χίλια"), (1000, F, NOM, "χίλιες"),
        (1001, M, GEN, "χιλίων ενός"), (2003, F, NOM, "δύο χιλιάδες τρεις"), (21000, N, NOM, "είκοσι μία χιλιάδες"),
        (28741, M, NOM, "είκοσι οκτώ χιλιάδες επτακόσιοι σαράντα ένας"), (10**6, N, GEN, "ενός εκατομμυρίου"),
        (3_200_000, N, NOM, "τρία εκατομμύρια διακόσιες χιλιάδες"), (-5, N, NOM, "μείον πέντε"),
    ],
)  # fmt: skip
def test_cardinal(number, gender, case, words):
    assert cardinal(number, gender, case) == words


@given(st.integers(0, 999_999))
def test_every_number_reads_differently(number):
    assert cardinal(number) != cardinal(number + 1)


@given(st.integers(1, 999), st.sampled_from([M, F, N]), st.sampled_from([NOM, GEN, ACC]))
def test_a_thousand_more_only_adds_words_in_front(number, gender, case):
    assert cardinal(5000 + number, gender, case).endswith(cardinal(number, gender, case))


def test_too_large_is_refused():
    cardinal(LARGEST)
    with pytest.raises(ValueError, match="too large"):
        cardinal(LARGEST + 1)


@pytest.mark.parametrize(
    ("number", "gender", "case", "words"),
    [
        (1, M, NOM, "πρώτος"), (2, F, GEN, "δεύτερης"), (3, N, NOM, "τρίτο"), (11, M, NOM, "ενδέκατος"), (12, F, NOM, "δωδέκατη"),
        (13, M, ACC, "δέκατο τρίτο"), (20, F, NOM, "εικοστή"), (21, F, NOM, "εικοστή πρώτη"), (21, M, GEN, "εικοστού πρώτου"),
        (100, N, NOM, "εκατοστό"), (145, M, NOM, "εκατοστός τεσσαρακοστός πέμπτος"), (1821, N, NOM, "χιλιοστό οκτακοσιοστό εικοστό πρώτο"),
    ],
)  # fmt: skip
def test_ordinal(number, gender, case, words):
    assert ordinal(number, gender, case) == words


@pytest.mark.parametrize("number", [0, -1, 2000])
def test_no_ordinal_outside_its_range(number):
    with pytest.raises(ValueError, match="no ordinal"):
        ordinal(number)


def test_digit_by_digit_in_groups():
    assert digit_by_digit("483920", 3) == "τέσσερα οκτώ τρία, εννέα δύο μηδέν"
    assert digit_by_digit("10") == "ένα μηδέν"
