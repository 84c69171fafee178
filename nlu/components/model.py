"""The intent model: logistic regression over sounds and meaning, with a calibrated confidence. No Rasa in here."""

from __future__ import annotations

import json
import random
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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
_LONGEST = 300  # characters given to the embedding: what matters stands early, and time grows with length


@dataclass(frozen=True)
class Prediction:
    """Intents with their confidences (they sum to 1), likeliest first.

    `guesses`: the likeliest value of each topic (that the sentence has none isn't a value) and its chance.
    """

    ranking: tuple[tuple[str, float], ...]
    guesses: dict[str, tuple[str, float]] = field(default_factory=dict)

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


def _softmax(scores: Any) -> Any:
    raised = np.exp(scores - scores.max())
    return raised / raised.sum()


class HybridModel:
    """Trained by `fit`, used by `predict`; `save` and `load` keep arrays and JSON only, nothing that executes."""

    def __init__(self, vocabulary: Vocabulary, embedder: Embedder | None, *, strength: float = 6.0, copies: int = 2, seed: int = 7) -> None:
        self.vocabulary = vocabulary
        self.embedder = embedder
        self.strength = strength
        self.copies = copies
        self.seed = seed
        self.vectorizer = SoundVectorizer()
        self.mean: Any = None
        # Topic ("intent", or an entity whose value the whole sentence gives away) -> its labels; "topic/sound" and "topic/both" ->
        # coefficients (labels, features) and intercepts.
        self.labels: dict[str, list[str]] = {}
        self.heads: dict[str, tuple[Any, Any]] = {}
        self._ready: dict[str, tuple[Any, Any, Any]] = {}

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

    def fit(
        self,
        texts: Sequence[str],
        intents: Sequence[str],
        vectors: tuple[Any, Any] | None = None,
        topics: Mapping[str, Sequence[str]] | None = None,
    ) -> HybridModel:
        """Learn from sentences and their intents (same length).

        `vectors`: `embed_training(texts)` where it is known already. `topics`: entity -> the value that each sentence speaks of, or
        "" (same length again), to be guessed from the whole sentence.
        """
        vectors = vectors if vectors is not None else self.embed_training(texts)
        rows = self._rows(texts)
        self._ready.clear()
        self.vectorizer.fit(rows.sounds)
        sounds = self.vectorizer.transform(rows.sounds)
        both = None
        if vectors is not None:
            spelled, bare = vectors
            self.mean = spelled.mean(axis=0)
            meaning = np.where(np.array(rows.bare)[:, None], bare[rows.sources], spelled[rows.sources]) - self.mean
            both = sparse.hstack([sounds, sparse.csr_matrix(meaning * EMBEDDING_WEIGHT)], format="csr")
        for topic, named in {"intent": intents, **(topics or {})}.items():
            labels = self.labels[topic] = sorted(set(named))
            if len(labels) < 2:
                del self.labels[topic]
                continue
            numbers = np.array([labels.index(label) for label in named])[rows.sources]
            self.heads[f"{topic}/sound"] = self._regress(sounds, numbers, None, topic)
            if both is not None:
                self.heads[f"{topic}/both"] = self._regress(both, numbers, self.heads[f"{topic}/sound"], topic)
        return self

    def _regress(self, features: Any, labels: Any, start: tuple[Any, Any] | None, topic: str) -> tuple[Any, Any]:
        """Coefficients (labels, features) and intercepts. `start`: a head over the first of the features, to begin from."""
        # Few steps: the accuracy on sentences not seen stands still after thirty, and each costs a third of a second.
        regression = LogisticRegression(
            C=self.strength,
            max_iter=30 if topic == "intent" else 20,
            # Intents have few sentences or many by chance of writing; for topics «none» is what most sentences are.
            class_weight="balanced" if topic == "intent" else None,
            tol=1e-3,
            warm_start=start is not None,
            random_state=self.seed,
        )
        count = int(labels.max()) + 1
        if start is not None and count > 2:
            more = features.shape[1] - start[0].shape[1]
            regression.classes_ = np.unique(labels)
            regression.coef_ = np.hstack([start[0], np.zeros((count, more), dtype=np.float32)])
            regression.intercept_ = start[1]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            regression.fit(features, labels)
        coefficients, intercepts = regression.coef_, regression.intercept_
        if count == 2:  # one row for two classes: spell both out, so that all code below has one row per label
            coefficients, intercepts = np.vstack([-coefficients / 2, coefficients / 2]), np.concatenate([-intercepts / 2, intercepts / 2])
        return coefficients.astype(np.float32), intercepts.astype(np.float32)

    # --- use

    def predict(self, text: str) -> Prediction:
        """The intents of one sentence, and the topics' values."""
        normal = normalise(text[:_LONGEST], self.vocabulary.known)
        features = self.vectorizer.transform([sound_text(normal)])
        chances = self._chances("intent/sound", features, None)
        meaning = None
        if self.embedder is not None and "intent/both" in self.heads and chances.max() <= SURE_BY_SOUND:
            meaning = (self._embed([self.vocabulary.spell(normal)])[0] - self.mean) * EMBEDDING_WEIGHT
            chances = self._chances("intent/both", features, meaning)
        guesses: dict[str, tuple[str, float]] = {}
        for topic in self.labels.keys() - {"intent"}:
            values = self._chances(f"{topic}/{'sound' if meaning is None else 'both'}", features, meaning)
            named = [(float(chance), label) for chance, label in zip(values, self.labels[topic], strict=True) if label]
            chance, label = max(named)
            guesses[topic] = (label, chance)
        order = np.argsort(-chances)
        return Prediction(tuple((self.labels["intent"][index], float(chances[index])) for index in order), guesses)

    def _chances(self, head: str, sounds: Any, meaning: Any) -> Any:
        if head not in self._ready:
            coefficients, intercepts = self.heads[head]
            split = sounds.shape[1]
            # Laid out once as the products below read them: copying 20,000 rows a message would cost more than the product.
            by_sound = np.ascontiguousarray(coefficients[:, :split].T)
            self._ready[head] = (by_sound, np.ascontiguousarray(coefficients[:, split:].T), intercepts)
        by_sound, by_meaning, intercepts = self._ready[head]
        scores = sounds.data @ by_sound[sounds.indices] + intercepts
        return _softmax(scores if meaning is None else scores + meaning @ by_meaning)

    # --- keeping

    def save(self, folder: Path) -> None:
        """Write intent.json and intent.npz into `folder`."""
        grams, arrays = self.vectorizer.state()
        for name, (coefficients, intercepts) in self.heads.items():
            arrays[f"coef/{name}"] = coefficients.astype(np.float16)
            arrays[f"intercept/{name}"] = intercepts
        if self.mean is not None:
            arrays["mean"] = self.mean
        np.savez_compressed(folder / "intent.npz", **arrays)
        kept = {"labels": self.labels, "heads": list(self.heads), "grams": grams, "vocabulary": self.vocabulary.to_json()}
        (folder / "intent.json").write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, embedder: Embedder | None) -> HybridModel:
        """Read what `save` wrote. Raises OSError, KeyError or ValueError when it isn't whole."""
        kept = json.loads((folder / "intent.json").read_text(encoding="utf-8"))
        model = cls(Vocabulary.from_json(kept["vocabulary"]), embedder)
        model.labels = kept["labels"]
        with np.load(folder / "intent.npz", allow_pickle=False) as arrays:
            model.vectorizer = SoundVectorizer.from_state(kept["grams"], arrays)
            for name in kept["heads"]:
                model.heads[name] = (arrays[f"coef/{name}"].astype(np.float32), arrays[f"intercept/{name}"])
            model.mean = arrays.get("mean")
        return model
