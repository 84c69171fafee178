"""The language model is a probability: whatever came before, all words together make one."""

import math

import pytest

from voice.model.ngram import END, START, estimate, write_arpa

SENTENCES = [
    ("θέλω ένα πιστοποιητικό".split(), 2),
    ("θέλω ένα χαρτί".split(), 1),
    ("ένα χαρτί γέννησης".split(), 1),
    ("θέλω πιστοποιητικό γέννησης".split(), 3),
    ("ναι".split(), 1),
]
WORDS = {word: 1.0 for words, _ in SENTENCES for word in words} | {"σπάνια": 0.01, "λέξη": 0.2}


@pytest.fixture(params=[(0, 1, 1, 1), (0, 1, 1, 2), (0, 1, 2, 3)])
def model(request):
    return estimate(SENTENCES, WORDS, 3, request.param, openness=2.0)


def test_every_history_sums_to_one(model):
    events = [*WORDS, END]
    histories = [(), (START,), (START, "θέλω"), ("θέλω", "ένα"), ("ένα",), ("λέξη",), ("σπάνια", "λέξη"), ("χαρτί", "γέννησης")]
    for history in histories:
        total = sum(model.of((*history, word)) for word in events)
        assert total == pytest.approx(1.0, abs=1e-6), history


def test_what_was_said_is_likelier_than_what_was_not(model):
    assert model.of((START, "θέλω")) > model.of((START, "γέννησης"))
    assert model.of(("λέξη",)) > model.of(("σπάνια",)) > 0


def test_words_outside_the_vocabulary_are_passed_over():
    model = estimate([("άγνωστη ναι".split(), 1)], {"ναι": 1.0})
    assert ("άγνωστη",) not in model.probability[1]
    assert model.of(("ναι",)) > 0


def test_arpa_says_the_same(model, tmp_path):
    path = tmp_path / "lm.arpa"
    write_arpa(model, path)
    lines = path.read_text(encoding="utf-8").splitlines()
    announced = {int(line[6]): int(line.split("=")[1]) for line in lines if line.startswith("ngram ")}
    order, found, unigrams = 0, {}, 0.0
    for line in lines:
        if line.endswith("-grams:"):
            order = int(line[1])
        elif order and "\t" in line:
            found[order] = found.get(order, 0) + 1
            value, gram = line.split("\t")[:2]
            assert len(gram.split()) == order
            if order == 1 and gram != START:
                unigrams += 10 ** float(value)
    assert {size: found.get(size, 0) for size in announced} == announced
    assert unigrams == pytest.approx(1.0, abs=1e-3)
    assert lines[-1] == "\\end\\"


def test_a_sentence_is_the_sum_of_its_words(model):
    expected = math.log(model.of((START, "ναι"))) + math.log(model.of((START, "ναι", END)))
    assert model.sentence(["ναι"]) == pytest.approx(expected)
