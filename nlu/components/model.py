"""The intent model: logistic regression over sounds and meaning, with a calibrated confidence. No Rasa in here."""

from __future__ import annotations

import json
import random
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from greek.embedding import Embedder
from greek.folding import fold
from greek.normal import normalise
from nlu.components.augment import greeklish, typo
from nlu.components.features import SoundVectorizer, sound_text
from nlu.components.vocabulary import Vocabulary

EMBEDDING_WEIGHT = 5.0
# Above this chance by sounds alone the meaning isn't asked: it changes nothing there (measured) and costs most of the time.
SURE_BY_SOUND = 0.7
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

    def __init__(self, vocabulary: Vocabulary, embedder: Embedder | None, *, strength: float = 6.0, copies: int = 2, seed: int = 7) -> None:
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

    # --- features

    def _embed(self, texts: Sequence[str]) -> Any:
        assert self.embedder is not None
        return self.embedder.embed([text[:_LONGEST] for text in texts])

    def embed_training(self, texts: Sequence[str]) -> tuple[Any, Any] | None:
        """Vectors of the sentences as spelled, and of every second one's folded copy (the others' own again); None without an embedder."""
        if self.embedder is None:
            return None
        spelled = [self.vocabulary.spell(normalise(text, self.vocabulary.known)) for text in texts]
        own = self._embed(spelled)
        bare = own.copy()
        bare[::2] = self._embed([fold(text) for text in spelled[::2]])
        return own, bare

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
        self.heads["sound"] = (*self._regress(sounds, row_labels, None), 1.0)
        if vectors is not None:
            spelled, bare = vectors
            self.mean = spelled.mean(axis=0)
            meaning = np.where(np.array(rows.bare)[:, None], bare[rows.sources], spelled[rows.sources]) - self.mean
            both = sparse.hstack([sounds, sparse.csr_matrix(meaning * EMBEDDING_WEIGHT)], format="csr")
            self.heads["both"] = (*self._regress(both, row_labels, self.heads["sound"]), 1.0)
            centred = spelled - self.mean
            self.seen = (centred / np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-6)).astype(np.float32)
        return self

    def _regress(self, features: Any, labels: Any, start: tuple[Any, Any, float] | None) -> tuple[Any, Any]:
        """Coefficients (intents, features) and intercepts. `start`: a head over the first of the features, to begin from."""
        # Few steps: the accuracy on sentences not seen stands still after thirty, and each costs a third of a second.
        regression = LogisticRegression(
            C=self.strength, max_iter=30, class_weight="balanced", tol=1e-3, warm_start=start is not None, random_state=self.seed
        )
        if start is not None and len(self.intents) > 2:
            more = features.shape[1] - start[0].shape[1]
            regression.classes_ = np.unique(labels)
            regression.coef_ = np.hstack([start[0], np.zeros((len(self.intents), more), dtype=np.float32)])
            regression.intercept_ = start[1]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            regression.fit(features, labels)
        coefficients, intercepts = regression.coef_, regression.intercept_
        if len(self.intents) == 2:  # one row for two classes: spell both out, so that all code below has one row per intent
            coefficients, intercepts = np.vstack([-coefficients / 2, coefficients / 2]), np.concatenate([-intercepts / 2, intercepts / 2])
        return coefficients.astype(np.float32), intercepts.astype(np.float32)

    # --- use

    def scores(self, text: str) -> tuple[Any, float]:
        """The chance of each intent (array of one row), and the cosine to the nearest training sentence (1 where not asked)."""
        normal = normalise(text[:_LONGEST], self.vocabulary.known)
        features = self.vectorizer.transform([sound_text(normal)])
        coefficients, intercepts, temperature = self.heads["sound"]
        chances = _softmax(features @ coefficients.T + intercepts, temperature)
        if self.embedder is None or "both" not in self.heads or chances.max() > SURE_BY_SOUND:
            return chances, 1.0
        coefficients, intercepts, temperature = self.heads["both"]
        meaning = self._embed([self.vocabulary.spell(normal)])[0] - self.mean
        unit = meaning / max(float(np.linalg.norm(meaning)), 1e-6)
        nearest = float((self.seen @ unit).max())
        split = features.shape[1]
        scores = features @ coefficients[:, :split].T + (meaning * EMBEDDING_WEIGHT) @ coefficients[:, split:].T + intercepts
        return _softmax(scores, temperature), nearest

    def predict(self, text: str) -> Prediction:
        """The intents of one sentence."""
        chances = self.scores(text)[0][0]
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
            arrays |= {"mean": self.mean, "seen": self.seen.astype(np.float16)}
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
                model.mean, model.seen = arrays["mean"], arrays["seen"].astype(np.float32)
        return model
