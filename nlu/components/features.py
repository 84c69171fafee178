"""Features of a sentence: n-grams of its phonetic skeleton, and a centred sentence vector."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from greek.normal import Normalised

Matrix = Any  # scipy's csr_matrix has no useful static type
_DIGIT = re.compile(r"\d")


def sound_text(normal: Normalised) -> str:
    """The sentence as the n-grams see it: the words' skeletons, every digit as 0, no punctuation but the question mark."""
    words = [_DIGIT.sub("0", word.sound) for word in normal.words]
    if ";" in normal.text or "?" in normal.text:
        words.append("?")
    return " ".join(words)


class SoundVectorizer:
    """TF-IDF of character (2-5, inside words) and word (1-2) n-grams of skeletons; rows of unit length per part."""

    def __init__(self, rarest: int = 3) -> None:
        self.rarest = rarest
        self.parts = {
            "char": TfidfVectorizer(
                analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=self.rarest, dtype=np.float32, lowercase=False
            ),
            "word": TfidfVectorizer(
                ngram_range=(1, 2),
                sublinear_tf=True,
                min_df=self.rarest,
                dtype=np.float32,
                lowercase=False,
                token_pattern=r"\S+",  # noqa: S106 - no password
            ),
        }

    def fit(self, texts: Sequence[str]) -> SoundVectorizer:
        for vectorizer in self.parts.values():
            vectorizer.fit(texts)
        return self

    def transform(self, texts: Sequence[str]) -> Matrix:
        return sparse.hstack([vectorizer.transform(texts) for vectorizer in self.parts.values()], format="csr")

    def state(self) -> tuple[dict[str, list[str]], dict[str, Any]]:
        """What must be kept: the n-grams in column order (JSON), and their weights (arrays)."""
        grams = {
            name: [gram for gram, _ in sorted(part.vocabulary_.items(), key=lambda item: item[1])] for name, part in self.parts.items()
        }
        return grams, {f"idf_{name}": part.idf_.astype(np.float32) for name, part in self.parts.items()}

    @classmethod
    def from_state(cls, grams: dict[str, list[str]], arrays: Any) -> SoundVectorizer:
        vectorizer = cls()
        for name, part in vectorizer.parts.items():
            part.set_params(vocabulary={gram: index for index, gram in enumerate(grams[name])})
            part.idf_ = arrays[f"idf_{name}"].astype(np.float64)
        return vectorizer
