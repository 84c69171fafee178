"""Sentences: patterns, sources, what can be spoken, and what is kept away."""

import random

import pytest

from bench.speech import kept_apart
from voice.model import voices
from voice.model.patterns import BadPattern, Pattern
from voice.model.spoken import date, euros, hour, phone_number
from voice.model.text import TextSources, is_well_written, spoken_words


@pytest.fixture(scope="module")
def sources():
    return TextSources()


def samples(text, fillers=None, count=60):
    chance = random.Random(1)
    return {Pattern(text).sample(chance, fillers or {}) for _ in range(count)}


def test_choices_options_and_lists():
    assert samples("(α|β) γ") == {"α γ", "β γ"}
    assert samples("[α] β") == {"α β", "β"}
    assert samples("<που> ναι", {"που": ["εδώ", "εκεί (τώρα|μετά)"]}) == {"εδώ ναι", "εκεί τώρα ναι", "εκεί μετά ναι"}
    assert samples("α [β (γ|δ)]") == {"α", "α β γ", "α β δ"}


@pytest.mark.parametrize("text", ["(α|β", "α)", "[α)", "α]"])
def test_unbalanced_patterns_are_named(text):
    with pytest.raises(BadPattern, match="unbalanced"):
        Pattern(text)


def test_a_missing_list_is_named():
    with pytest.raises(BadPattern, match="<λείπει>"):
        Pattern("<λείπει>").sample(random.Random(1), {})


def test_all_patterns_of_the_house_can_be_drawn(sources):
    chance = random.Random(2)
    for pattern in sources.patterns():
        for _ in range(20):
            assert pattern.sample(chance, sources.fillers)


def test_the_same_seed_gives_the_same_sentences(sources):
    assert sources.sampled(50, 3) == sources.sampled(50, 3)
    assert sources.sampled(50, 3) != sources.sampled(50, 4)


def test_written_sentences_are_words_only(sources):
    written = sources.written()
    assert len(written) > 1500
    assert all(word.islower() for sentence in written for word in sentence.words)


def test_spoken_words():
    assert spoken_words("Θέλω 2 χαρτιά!") == ["θέλω", "δύο", "χαρτιά"]
    assert spoken_words("το wifi") == []
    assert spoken_words("βλδπ") == []


PROPER = "θέλω και παιδιά γεια για ποιος μια δυο πιο αίτησή λαϊκή ταΐζω που πού οι δήμαρχός"
IMPROPER = "θελω παιδια κομοτηνη ευχαριστω κάλήμέρά"


@pytest.mark.parametrize("word", PROPER.split())
def test_accents_where_greek_wants_them(word):
    assert is_well_written(word)


@pytest.mark.parametrize("word", IMPROPER.split())
def test_words_without_their_accent(word):
    assert not is_well_written(word)


def test_numbers_as_people_say_them():
    chance = random.Random(5)
    for say in (phone_number, hour, date, euros):
        for _ in range(200):
            said = say(chance)
            assert said and all(spoken_words(word, reads=False) for word in said.split())


def test_what_measures_is_in_no_source(sources):
    known = {" ".join(sentence.words) for sentence in sources.written()}
    held = kept_apart(1000)
    assert len(held) > 100
    assert known.isdisjoint(held)


def test_voices_that_measure_never_train():
    assert set(voices.TRAINING).isdisjoint(voices.UNSEEN)
    assert len(voices.TRAINING) > 50
