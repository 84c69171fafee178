"""The question at the end of what was said."""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"(?<=[.;!?])\s+(?=[^\W\d_])")
_LEAST = 3  # words: «Σωστά;» alone tells nobody what


def question_in(text: str) -> str:
    """The last question of `text` and what follows it; a question of one or two words with the sentence that it is about. All of `text`
    where nothing is asked.

    >>> question_in("Έγινε. Κωδικός 805 941. Θέλετε κάτι άλλο;"), question_in("Καταγράφω: Ορφέως 12. Σωστά;")
    ('Θέλετε κάτι άλλο;', 'Καταγράφω: Ορφέως 12. Σωστά;')
    """
    sentences = _SENTENCE.split(text)
    asking = [at for at, sentence in enumerate(sentences) if sentence.endswith((";", "?"))]
    if not asking:
        return text
    start = asking[-1]
    while start and len(" ".join(sentences[start:]).split()) < _LEAST:
        start -= 1
    return " ".join(sentences[start:])
