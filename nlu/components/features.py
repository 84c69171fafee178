"""Features of a sentence: n-grams of its phonetic skeleton and of its words' stems."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from greek.phonetic import stem

Matrix = Any  # scipy's csr_matrix has no useful static type
_DIGIT = re.compile(r"\d")
QUESTION = "?"


def sound_text(words: Iterable[str], *, asks: bool) -> str:
    """The sentence as the n-grams of sounds see it: `words` as skeletons, every digit as 0, no punctuation but the question mark."""
    return " ".join([_DIGIT.sub("0", word) for word in words] + [QUESTION] * asks)


def stem_text(words: Iterable[str]) -> str:
    """The sentence as the n-grams of stems see it: cases and persons fall together."""
    return " ".join(_DIGIT.sub("0", stem(word)) for word in words)


class Grams:
    """TF-IDF of n-grams, rows of length 1 over all parts. `kind`: "sound" (characters inside words, and words) or "stem" (words)."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        words = {"token_pattern": r"\S+", "ngram_range": (1, 2), "min_df": 2}
        parts: dict[str, dict[str, Any]] = {"word": words}
        if kind == "sound":
            parts = {"char": {"analyzer": "char_wb", "ngram_range": (2, 5), "min_df": 2}, "word": words}
        self.parts = {
            name: TfidfVectorizer(sublinear_tf=True, dtype=np.float32, lowercase=False, **options) for name, options in parts.items()
        }

    def fit(self, texts: Sequence[str]) -> Grams:
        for vectorizer in self.parts.values():
            vectorizer.fit(texts)
        return self

    def transform(self, texts: Sequence[str]) -> Matrix:
        return normalize(sparse.hstack([vectorizer.transform(texts) for vectorizer in self.parts.values()], format="csr"))

    def state(self) -> tuple[dict[str, list[str]], dict[str, Any]]:
        """What must be kept: the n-grams in column order (JSON), and their weights (arrays)."""
        grams = {
            name: [gram for gram, _ in sorted(part.vocabulary_.items(), key=lambda item: item[1])] for name, part in self.parts.items()
        }
        return grams, {f"{self.kind}/idf/{name}": part.idf_.astype(np.float32) for name, part in self.parts.items()}

    @classmethod
    def from_state(cls, kind: str, grams: dict[str, list[str]], arrays: Any) -> Grams:
        vectorizer = cls(kind)
        for name, part in vectorizer.parts.items():
            part.set_params(vocabulary={gram: index for index, gram in enumerate(grams[name])})
            part.idf_ = arrays[f"{kind}/idf/{name}"].astype(np.float64)
        return vectorizer
