"""The intent model: a kernel machine over sounds, stems and meaning, with confidences that can be believed. No Rasa in here."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse

from greek.embedding import Embedder
from greek.normal import normalise
from nlu.components.features import Grams, sound_text, stem_text
from nlu.components.kernel import add_alike, bent, one_hot, sharpness, softmax, solve
from nlu.components.vocabulary import Meant, Vocabulary

# Chosen by leave-one-out and five-fold runs over the training sentences (bench/nlu_dev.py). Share and bend of each kernel.
SOUND, STEM, MEANING = (0.3, 0.5), (0.3, 0.5), (1.0, 0.7)
RIDGE = 0.1
# How much the sentence vectors lean towards the directions in which they differ most: components are weighted by deviation ** LEAN.
LEAN = 0.6
_LONGEST = 300  # characters that are looked at: time grows with length
_JUDGES = 3000  # sentences by which confidences are set: more would only cost time


@dataclass(frozen=True)
class Reading:
    """A sentence as the kernels see it: `words` as they were meant, their `sound`s and `stems`, and `spelled` for its meaning."""

    words: list[Meant]
    sound: str
    stems: str
    spelled: str


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


@dataclass(frozen=True)
class Explanation:
    """Why a sentence was understood as it was. `nearest`: (likeness 0 to 1, training sentence, its intent), nearest first. `head`: what
    decided, "sound" or "both" (sounds and meaning)."""

    prediction: Prediction
    words: list[Meant]
    spelled: str
    nearest: list[tuple[float, str, str]]
    head: str


@dataclass
class Head:
    """What one kernel learnt. `weights` (sentences, all labels of all topics side by side); `sharp` per topic."""

    weights: Any
    sharp: dict[str, float]


class HybridModel:
    """Trained by `fit`, used by `predict`; `save` and `load` keep arrays and JSON only, nothing that executes."""

    def __init__(self, vocabulary: Vocabulary, embedder: Embedder | None) -> None:
        self.vocabulary = vocabulary
        self.embedder = embedder
        self.grams = {"sound": Grams("sound"), "stem": Grams("stem")}
        self.rows: dict[str, Any] = {}  # "sound", "stem": sparse, columns first; "meaning": dense (sentences, dimensions)
        self.centre: Any = None  # mean sentence vector, and the directions by which `_meaning` leans
        self.directions: Any = None
        # Topic ("intent", or an entity whose value the whole sentence gives away) -> its labels.
        self.labels: dict[str, list[str]] = {}
        self.heads: dict[str, Head] = {}  # "sound", "both"
        self.sentences: list[tuple[str, str]] = []  # what was learnt: (text, intent), to explain by

    # --- features

    def read(self, text: str) -> Reading:
        """A sentence as the kernels see it."""
        normal = normalise(text[:_LONGEST], self.vocabulary.known)
        words = self.vocabulary.meant(normal)
        asks = ";" in normal.text or "?" in normal.text
        sound = sound_text((word.sound for word in words), asks=asks)
        return Reading(words, sound, stem_text(word.text for word in words), self.vocabulary.spell(normal, words))

    def _meaning(self, vectors: Any) -> Any:
        leaning = (vectors - self.centre) @ self.directions
        return (leaning / np.maximum(np.linalg.norm(leaning, axis=1, keepdims=True), 1e-6)).astype(np.float32)

    # --- training

    def fit(
        self,
        texts: Sequence[str],
        intents: Sequence[str],
        topics: Mapping[str, Sequence[str]] | None = None,
    ) -> HybridModel:
        """Learn from sentences and their intents (same length).

        `topics`: entity -> the value that each sentence speaks of, or "" (same length again), to be guessed from the whole sentence.
        """
        self.sentences = list(zip(texts, intents, strict=True))
        readings = [self.read(text) for text in texts]
        vectors = None if self.embedder is None else self.embedder.embed([one.spelled for one in readings])
        alike = np.zeros((len(texts), len(texts)), dtype=np.float32)
        for name, (share, bend), seen in (
            ("sound", SOUND, [one.sound for one in readings]),
            ("stem", STEM, [one.stems for one in readings]),
        ):
            rows = self.grams[name].fit(seen).transform(seen)
            add_alike(alike, rows, share, bend)
            self.rows[name] = rows.tocsc()
        told = {"intent": intents, **(topics or {})}
        self.labels = {topic: sorted(set(named)) for topic, named in told.items() if len(set(named)) > 1}
        numbers = {topic: np.array([self.labels[topic].index(label) for label in told[topic]]) for topic in self.labels}
        judges = np.sort(np.random.default_rng(1).permutation(len(texts))[:_JUDGES])
        targets = np.hstack([one_hot(numbers[topic], len(labels)) for topic, labels in self.labels.items()])
        if vectors is not None:
            self.centre = vectors.mean(axis=0)
            _, spread, directions = np.linalg.svd(vectors - self.centre, full_matrices=False)
            self.directions = (directions.T * (spread / spread.max()) ** LEAN).astype(np.float32)
            meaning = self.rows["meaning"] = self._meaning(vectors)
            both = alike.copy()
            add_alike(both, meaning, *MEANING)
            self.heads["both"] = self._learn(both, targets, numbers, judges)
            del both
        self.heads["sound"] = self._learn(alike, targets, numbers, judges)
        return self

    def _learn(self, kernel: Any, targets: Any, numbers: Mapping[str, Any], judges: Any) -> Head:
        """A head; its confidences are set by what the sentences `judges` (their numbers) get from all others."""
        weights, unseen = solve(kernel, targets, RIDGE, judges)
        parts = self._split(unseen)
        return Head(weights, {topic: sharpness(parts[topic], numbers[topic][judges]) for topic in self.labels})

    def _split(self, scores: Any) -> dict[str, Any]:
        ends = np.cumsum([len(labels) for labels in self.labels.values()])[:-1]
        return dict(zip(self.labels, np.split(scores, ends, axis=-1), strict=True))

    # --- use

    def predict(self, text: str) -> Prediction:
        """The intents of one sentence, and the topics' values."""
        return self._judge(self.read(text))[0]

    def explain(self, text: str, count: int = 5) -> Explanation:
        """The prediction with what led to it: the words as they were taken, and the `count` nearest training sentences."""
        reading = self.read(text)
        prediction, alike, head = self._judge(reading)
        nearest = [(float(alike[row]), *self.sentences[row]) for row in np.argsort(-alike)[:count]]
        return Explanation(prediction, reading.words, reading.spelled, nearest, head)

    def _judge(self, reading: Reading) -> tuple[Prediction, Any, str]:
        """The prediction, how alike each training sentence is (0 to 1), and which head decided."""
        alike = SOUND[0] * bent(self._cosines("sound", reading.sound), SOUND[1])
        alike += STEM[0] * bent(self._cosines("stem", reading.stems), STEM[1])
        name, whole = "sound", SOUND[0] + STEM[0]
        if self.embedder is not None and "both" in self.heads:
            meaning = self._meaning(self.embedder.embed([reading.spelled]))[0]
            alike += MEANING[0] * bent(self.rows["meaning"] @ meaning, MEANING[1])
            name, whole = "both", whole + MEANING[0]
        chances = self._chances(self.heads[name], alike)
        guesses: dict[str, tuple[str, float]] = {}
        for topic in self.labels.keys() - {"intent"}:
            named = [(float(chance), label) for chance, label in zip(chances[topic], self.labels[topic], strict=True) if label]
            chance, label = max(named)
            guesses[topic] = (label, chance)
        order = np.argsort(-chances["intent"])
        ranking = tuple((self.labels["intent"][index], float(chances["intent"][index])) for index in order)
        return Prediction(ranking, guesses), alike / whole, name

    def _cosines(self, kind: str, text: str) -> Any:
        """How alike `text` is to each training sentence, 0 to 1: one column of the sparse rows for each of its n-grams."""
        row, columns = self.grams[kind].transform([text]), self.rows[kind]
        cosines = np.zeros(columns.shape[0], dtype=np.float32)
        for gram, weight in zip(row.indices, row.data, strict=True):
            where = slice(columns.indptr[gram], columns.indptr[gram + 1])
            cosines[columns.indices[where]] += columns.data[where] * weight
        return cosines

    def _chances(self, head: Head, alike: Any) -> dict[str, Any]:
        parts = self._split(alike.astype(np.float32) @ head.weights)
        return {topic: softmax(head.sharp[topic] * scores) for topic, scores in parts.items()}

    # --- keeping

    def save(self, folder: Path) -> None:
        """Write intent.json and intent.npz into `folder`."""
        arrays: dict[str, Any] = {}
        grams = {}
        for kind, vectorizer in self.grams.items():
            grams[kind], idf = vectorizer.state()
            rows = self.rows[kind]
            arrays |= {**idf, f"{kind}/data": rows.data.astype(np.float16), f"{kind}/indices": rows.indices, f"{kind}/indptr": rows.indptr}
        for name, head in self.heads.items():
            arrays[f"weights/{name}"] = head.weights.astype(np.float32)
        if "meaning" in self.rows:
            arrays |= {"meaning": self.rows["meaning"].astype(np.float16), "centre": self.centre, "directions": self.directions}
        np.savez_compressed(folder / "intent.npz", **arrays)
        heads = {name: {"sharp": head.sharp} for name, head in self.heads.items()}
        kept = {"labels": self.labels, "heads": heads, "grams": grams, "sentences": self.sentences, "vocabulary": self.vocabulary.to_json()}
        (folder / "intent.json").write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, embedder: Embedder | None) -> HybridModel:
        """Read what `save` wrote. Raises OSError, KeyError or ValueError when it isn't whole."""
        kept = json.loads((folder / "intent.json").read_text(encoding="utf-8"))
        model = cls(Vocabulary.from_json(kept["vocabulary"]), embedder)
        model.labels = kept["labels"]
        model.sentences = [(text, intent) for text, intent in kept["sentences"]]
        with np.load(folder / "intent.npz", allow_pickle=False) as arrays:
            for name, facts in kept["heads"].items():
                model.heads[name] = Head(arrays[f"weights/{name}"], facts["sharp"])
            sentences = len(model.heads["sound"].weights)
            for kind in model.grams:
                model.grams[kind] = Grams.from_state(kind, kept["grams"][kind], arrays)
                data, indices, indptr = (arrays[f"{kind}/{part}"] for part in ("data", "indices", "indptr"))
                model.rows[kind] = sparse.csc_matrix((data.astype(np.float32), indices, indptr), shape=(sentences, len(indptr) - 1))
            if "meaning" in arrays.files:
                model.rows["meaning"] = arrays["meaning"].astype(np.float32)
                model.centre, model.directions = arrays["centre"], arrays["directions"]
        return model
