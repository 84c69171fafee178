"""What is compared: a question or an article's text as stems, and as sound trigrams that forgive spelling."""

from __future__ import annotations

import re
from functools import lru_cache

import snowballstemmer

from greek.folding import fold
from greek.greeklish import transliterate
from greek.phonetic import skeleton

# Nobody asks the guide in more; the rest of a pasted page only costs time.
MAX_QUESTION = 400

_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"(?<=[.;!·])\s+(?=[Α-ΩΆ-Ώ«A-Z])")
_ABBREVIATION = re.compile(r"(?:\b[νΝ]|\bαρ|\b[ΒΚ]\.Δ|\bλεωφ|\bΒασ|\bΓ)\.$")

# Folded words that say nothing about the subject of a question.
_STOP = frozenset(
    """
    ο η το οι τα του τησ των τον την τη τουσ τισ ενα ενασ μια μιασ ενοσ σε στο στη στην στον στα στουσ στισ στου απο για με και κι
    να θα δεν μη μην που τι πωσ ποιοσ ποια ποιο ποιοι ποιεσ ποιον ποιουσ ποτε ποσο ποσα ποσεσ ποσοι ποση οτι αν ειναι εχω εχει
    εχουν εχουμε εχετε ειμαι ειμαστε ειστε θελω θελει θελουμε θελουν μου σου μασ σασ τουσ αυτο αυτη αυτα αυτον εγω εμεισ εσεισ εσυ
    μπορω μπορει μπορουμε χρειαζομαι χρειαζεται χρειαζονται κανω κανει κανουμε κανετε κατι εδω εκει πρεπει γινεται γινονται γινει
    υπαρχει υπαρχουν ωσ ή ειτε αλλα ομωσ μονο πολυ πιο ακομη ακομα καλημερα καλησπερα γεια παρακαλω ευχαριστω πειτε πεσ μετα πριν
    τωρα σημερα κατα προσ παω παμε παει βρω βρισκω γιατι λοιπον ωρα ωρεσ καιρο καιροσ ενω οταν
    """.split()
)
_stemmer = snowballstemmer.stemmer("greek")


@lru_cache(maxsize=16384)
def _stem(word: str) -> str:
    # The stemmer wants ς at the end of words; folding gave σ. Its output is folded again.
    spelled = word[:-1] + "ς" if word.endswith("σ") else word
    return fold(_stemmer.stemWord(spelled)) or word


def clean_question(question: str) -> str:
    """`question` cut to a bearable length, without control characters, greeklish in Greek letters."""
    text = "".join(character if character.isprintable() else " " for character in question[: MAX_QUESTION * 2])
    return transliterate(" ".join(text.split())[:MAX_QUESTION])


def stems(text: str) -> list[str]:
    """The stems of `text`'s words in order, without stop words: only letters and digits, so safe inside any search expression."""
    words = (word for word in _WORD.findall(fold(transliterate(text))) if word not in _STOP)
    return [_stem(word) if len(word) > 3 and not word.isdigit() else word for word in words if len(word) > 1]


def folded(text: str) -> str:
    """`text` as it is indexed: its stems, blank between."""
    return " ".join(stems(text))


@lru_cache(maxsize=8192)
def sound(word: str) -> str:
    """How a stem sounds: spelling mistakes that keep the sound disappear."""
    return skeleton(word)


def trigrams(text: str) -> frozenset[str]:
    """Trigrams of sounds of the words that count, word borders marked; empty for a text of stop words alone."""
    grams: set[str] = set()
    for stem in stems(text):
        padded = f"^{sound(stem)}"
        grams.update(padded[i : i + 3] for i in range(max(1, len(padded) - 2)))
    return frozenset(grams)


def sentences(text: str) -> list[str]:
    """`text` in sentences, closing marks kept; abbreviations such as «ν. 344» don't end one."""
    parts: list[str] = []
    for part in _SENTENCE_END.split(text.strip()):
        if parts and (parts[-1].endswith("·") or _ABBREVIATION.search(parts[-1])):
            parts[-1] = f"{parts[-1]} {part}"
        elif part:
            parts.append(part)
    return parts
