"""The intent model: logistic regression over sounds and meaning, with a calibrated confidence. No Rasa in here."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from greek.embedding import Embedder
from greek.folding import fold
from greek.normal import normalise
from nlu.components.augment import greeklish, typo
from nlu.components.features import SoundVectorizer, sound_text
from nlu.components.vocabulary import Vocabulary

EMBEDDING_WEIGHT = 5.0
OUT_OF_SCOPE = "out_of_scope"
_LONGEST = 300  # characters given to the embedding: what matters stands early, and time grows with length


@dataclass(frozen=True)
class Prediction:
    """Intents with their confidences (they sum to 1), likeliest first."""

    ranking: tuple[tuple[str, float], ...]

    @property
    def intent(self) -> str:
        return self.ranking[0][0]

    @property
    def confidence(self) -> float:
        return self.ranking[0][1]


@dataclass
class _Rows:
    """Training rows: what they sound like, which sentence each comes from, whether it takes the accented or the bare vector."""

    sounds: list[str]
    sources: list[int]
    bare: list[bool]


def _softmax(scores: Any, temperature: float) -> Any:
    scaled = scores / temperature
    scaled -= scaled.max(axis=1, keepdims=True)
    raised = np.exp(scaled)
    return raised / raised.sum(axis=1, keepdims=True)


class HybridModel:
    """Trained by `fit`, used by `predict`; `save` and `load` keep arrays and JSON only, nothing that executes."""

    def __init__(self, vocabulary: Vocabulary, embedder: Embedder | None, *, strength: float = 6.0, copies: int = 3, seed: int = 7) -> None:
        self.vocabulary = vocabulary
        self.embedder = embedder
        self.strength = strength
        self.copies = copies
        self.seed = seed
        self.intents: list[str] = []
        self.vectorizer = SoundVectorizer()
        self.mean: Any = None
        self.heads: dict[str, tuple[Any, Any, float]] = {}  # "both" and "sound": coefficients, intercepts, temperature
        self.seen: Any = None  # unit vectors of the training sentences, for the distance of a new one
        self.far: tuple[float, float] = (0.0, 0.0)

    # --- features

    def _embed(self, texts: Sequence[str]) -> Any:
        assert self.embedder is not None
        return self.embedder.embed([text[:_LONGEST] for text in texts])

    def embed_training(self, texts: Sequence[str]) -> tuple[Any, Any] | None:
        """Vectors of the sentences as spelled and of their folded copies; None without an embedder."""
        if self.embedder is None:
            return None
        spelled = [self.vocabulary.spell(normalise(text, self.vocabulary.known)) for text in texts]
        return self._embed(spelled), self._embed([fold(text) for text in spelled])

    def _rows(self, texts: Sequence[str]) -> _Rows:
        random_ = random.Random(self.seed)  # noqa: S311 - variety, not secrecy
        rows = _Rows([], [], [])
        for index, text in enumerate(texts):
            variants = [text]
            for number in range(self.copies):
                if number % 3 == 1:
                    variants.append(greeklish(text, random_))
                else:
                    variants.append(typo(text, random_, edits=1 + (len(text) > 40)))
            for number, variant in enumerate(variants):
                rows.sounds.append(sound_text(normalise(variant, self.vocabulary.known if number % 2 == 0 else None)))
                rows.sources.append(index)
                rows.bare.append(number % 2 == 1)
        return rows

    # --- training

    def fit(self, texts: Sequence[str], intents: Sequence[str], vectors: tuple[Any, Any] | None = None) -> HybridModel:
        """Learn from sentences and their intents (same length). `vectors`: `embed_training(texts)` where it is known already."""
        self.intents = sorted(set(intents))
        labels = np.array([self.intents.index(intent) for intent in intents])
        vectors = vectors if vectors is not None else self.embed_training(texts)
        rows = self._rows(texts)
        self.vectorizer.fit(rows.sounds)
        sounds = self.vectorizer.transform(rows.sounds)
        row_labels = labels[rows.sources]
        self.heads["sound"] = (*self._regress(sounds, row_labels), 1.0)
        if vectors is not None:
            spelled, bare = vectors
            self.mean = spelled.mean(axis=0)
            meaning = np.where(np.array(rows.bare)[:, None], bare[rows.sources], spelled[rows.sources]) - self.mean
            both = sparse.hstack([sounds, sparse.csr_matrix(meaning * EMBEDDING_WEIGHT)], format="csr")
            self.heads["both"] = (*self._regress(both, row_labels), 1.0)
            centred = spelled - self.mean
            self.seen = (centred / np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-6)).astype(np.float16)
        return self

    def _regress(self, features: Any, labels: Any) -> tuple[Any, Any]:
        regression = LogisticRegression(C=self.strength, max_iter=150, class_weight=None, tol=1e-3)
        regression.fit(features, labels)
        coefficients, intercepts = regression.coef_, regression.intercept_
        if len(self.intents) == 2:  # one row for two classes: spell both out, so that all code below has one row per intent
            coefficients, intercepts = np.vstack([-coefficients / 2, coefficients / 2]), np.concatenate([-intercepts / 2, intercepts / 2])
        return coefficients.astype(np.float32), intercepts.astype(np.float32)

    # --- use

    def scores(self, text: str) -> tuple[Any, float, float]:
        """Raw scores per intent, the head's temperature, and the cosine to the nearest training sentence (1 when unknown)."""
        normal = normalise(text, self.vocabulary.known)
        features = self.vectorizer.transform([sound_text(normal)])
        nearest = 1.0
        head = "sound"
        if self.embedder is not None and "both" in self.heads:
            head = "both"
            meaning = self._embed([self.vocabulary.spell(normal)])[0] - self.mean
            unit = meaning / max(float(np.linalg.norm(meaning)), 1e-6)
            nearest = float((self.seen.astype(np.float32) @ unit).max())
            features = sparse.hstack([features, sparse.csr_matrix(meaning[None, :] * EMBEDDING_WEIGHT)], format="csr")
        coefficients, intercepts, temperature = self.heads[head]
        return features @ coefficients.T + intercepts, temperature, nearest

    def predict(self, text: str) -> Prediction:
        """The intents of one sentence."""
        scores, temperature, _ = self.scores(text)
        chances = _softmax(scores, temperature)[0]
        order = np.argsort(-chances)
        return Prediction(tuple((self.intents[index], float(chances[index])) for index in order))

    # --- keeping

    def save(self, folder: Path) -> None:
        """Write intent.json and intent.npz into `folder`."""
        grams, arrays = self.vectorizer.state()
        for name, (coefficients, intercepts, _) in self.heads.items():
            arrays[f"coef_{name}"] = coefficients.astype(np.float16)
            arrays[f"intercept_{name}"] = intercepts
        if self.mean is not None:
            arrays |= {"mean": self.mean, "seen": self.seen}
        np.savez_compressed(folder / "intent.npz", **arrays)
        kept = {
            "intents": self.intents,
            "grams": grams,
            "temperatures": {name: head[2] for name, head in self.heads.items()},
            "vocabulary": self.vocabulary.to_json(),
        }
        (folder / "intent.json").write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, embedder: Embedder | None) -> HybridModel:
        """Read what `save` wrote. Raises OSError, KeyError or ValueError when it isn't whole."""
        kept = json.loads((folder / "intent.json").read_text(encoding="utf-8"))
        model = cls(Vocabulary.from_json(kept["vocabulary"]), embedder)
        model.intents = kept["intents"]
        with np.load(folder / "intent.npz", allow_pickle=False) as arrays:
            model.vectorizer = SoundVectorizer.from_state(kept["grams"], arrays)
            for name, temperature in kept["temperatures"].items():
                model.heads[name] = (arrays[f"coef_{name}"].astype(np.float32), arrays[f"intercept_{name}"], temperature)
            if "mean" in arrays:
                model.mean, model.seen = arrays["mean"], arrays["seen"]
        return model
