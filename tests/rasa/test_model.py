"""The intent model: learns, keeps, works without the embedder, says how sure it is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nlu.components.model import HybridModel
from nlu.components.vocabulary import Vocabulary
from nlu.encoder.engine import load_encoder

SENTENCES = {
    "request_certificate": [
        "θέλω πιστοποιητικό γέννησης",
        "βγάλτε μου ένα χαρτί γέννησης",
        "χρειάζομαι πιστοποιητικό γάμου",
        "να εκδώσω οικογενειακής κατάστασης",
        "θα ήθελα ένα πιστοποιητικό",
        "μπορώ να πάρω πιστοποιητικό εντοπιότητας;",
    ],
    "report_problem": [
        "κάηκε η λάμπα στον δρόμο",
        "έχει μια λακκούβα μπροστά στο σπίτι μου",
        "δεν μάζεψαν τα σκουπίδια",
        "τρέχει νερό στον δρόμο",
        "σβηστή λάμπα στην κολόνα",
        "γέμισε σκουπίδια ο κάδος",
    ],
    "greet": ["καλημέρα", "γεια σας", "καλησπέρα σας", "χαίρετε", "γεια", "καλημέρα σας"],
}
TEXTS = [text for texts in SENTENCES.values() for text in texts]
INTENTS = [intent for intent, texts in SENTENCES.items() for _ in texts]


@pytest.fixture(scope="module")
def model() -> HybridModel:
    embedder = load_encoder()
    assert embedder is not None, "onnxruntime is missing"
    return HybridModel(Vocabulary.learn(TEXTS), embedder).fit(TEXTS, INTENTS)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("θελω πιστοποιητικο γεννησης", "request_certificate"),
        ("ΘΕΛΩ ΠΙΣΤΟΠΟΙΗΤΙΚΟ ΓΑΜΟΥ", "request_certificate"),
        ("thelo pistopoihtiko gennhshs", "request_certificate"),
        ("ποιστοπηιτικό γένησης θέλο", "request_certificate"),
        ("kahke h lampa", "report_problem"),
        ("η λάμπα του δρόμου δεν ανάβει", "report_problem"),
        ("kalimera", "greet"),
    ],
)
def test_understands_any_writing(model: HybridModel, text: str, intent: str) -> None:
    assert model.predict(text).intent == intent


def test_confidences_are_chances(model: HybridModel) -> None:
    ranking = model.predict("κάτι άλλο τελείως").ranking
    assert sum(chance for _, chance in ranking) == pytest.approx(1, abs=1e-4)
    assert [chance for _, chance in ranking] == sorted((chance for _, chance in ranking), reverse=True)
    assert {name for name, _ in ranking} == set(SENTENCES)


def test_kept_and_loaded_says_the_same(model: HybridModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    again = HybridModel.load(tmp_path, model.embedder)
    for text in (*TEXTS, "lampa kamenh", "Α", "😀"):
        before, after = model.predict(text), again.predict(text)
        assert after.intent == before.intent
        assert after.confidence == pytest.approx(before.confidence, abs=0.01)
    assert {path.suffix for path in tmp_path.iterdir()} == {".json", ".npz"}
    with np.load(tmp_path / "intent.npz", allow_pickle=False) as arrays:
        assert all(arrays[name].dtype.kind in "fi" for name in arrays.files)  # numbers only, nothing that executes


def test_without_the_embedder_sounds_decide(model: HybridModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    deaf = HybridModel.load(tmp_path, None)
    assert deaf.predict("ΘΕΛΩ ΠΙΣΤΟΠΟΙΗΤΙΚΟ ΓΕΝΝΗΣΗΣ").intent == "request_certificate"
    assert HybridModel(Vocabulary.learn(TEXTS), None).fit(TEXTS, INTENTS).predict("kahke h lampa").intent == "report_problem"


@pytest.mark.parametrize("text", ["", " ", "\0", "💡💡", "<script>alert(1)</script>", "α" * 10_000, "\ud800"])
def test_strange_messages_get_an_answer(model: HybridModel, text: str) -> None:
    assert 0 < model.predict(text).confidence <= 1
