"""Little words that say what a citizen means to do inside a form: correct, skip, ask something. All compared folded."""

from __future__ import annotations

import re

from actions.turn import Turn
from greek.folding import fold
from greek.greeklish import transliterate

_CORRECTION = re.compile(
    r"\b(οχι|λαθος|διορθω\w*|αλλαξ\w*|αλλαγη|αλλαζω|αλλαζουμε|εννοω|εννοουσα|ηθελα να πω|τελικα|μαλλον|ξανα γραψ\w*|δεν ειναι)\b"
)
_SKIP = re.compile(
    r"\b(παραλειψη|παρελειψε|παραλειπω|προσπερνα\w*|επομενο|τιποτα|κανενα|χωρις|δεν θελω|δε θελω|δεν χρειαζεται|ασ το|αστο|οχι)\b"
)
_RESEND = re.compile(r"\b(ξανα|νεο|νεον|καινουρι\w*|αλλον|δεν ηρθε|δεν εχει ερθει|δεν ελαβα|δεν πηρα|δεν το πηρα|δεν μου ηρθε|στειλ\w*)\b")
_QUESTION = re.compile(r"[;?]\s*$|^(τι|πως|ποιο|ποια|ποιος|ποιες|ποσο|ποσα|που|ποτε|γιατι)\b")

# What a sentence may hold besides its values and still say nothing more.
_FILLER = frozenset(
    """
    ο η το οι τα του της των τον την στο στη στην στον στα στις στους σε και κι με μια μία ενα εναν ειναι εδω εκει
    να θα για απο μου μας παρακαλω
    ναι οχι λαθος αριθμο αριθμος νουμερο οδο οδος οδου δρομο δρομος γωνια κοντα διπλα απεναντι μπροστα εξω τελικα μαλλον εννοω εννοουσα ειπα
    αυτο αυτη γεια σας καλημερα καλησπερα λοιπον ηθελα πω δεν αλλα αλλαξε αλλαξτε το κανε καντε κινητο τηλεφωνο email mail
    """.split()
)


def corrects(turn: Turn) -> bool:
    """Whether the sentence takes something back («όχι, Ορφέως 12», «άλλαξε την οδό»)."""
    return bool(_CORRECTION.search(turn.plain))


def skips(turn: Turn) -> bool:
    """Whether an optional thing is left out («παράλειψη», «δεν θέλω», «χωρίς», «όχι»)."""
    return turn.value("choice") == "skip" or turn.intent in ("deny", "dont_know") or bool(_SKIP.search(turn.plain))


def asks_again(turn: Turn) -> bool:
    """Whether a new one-time code is wanted («δεν ήρθε», «στείλε ξανά»)."""
    return turn.value("choice") == "resend" or turn.intent == "repeat" or bool(_RESEND.search(turn.plain))


def plain(text: str) -> str:
    """`text` as cues are looked for in it: folded, greeklish in Greek letters."""
    return fold(transliterate(text))


def is_question(turn: Turn) -> bool:
    return bool(_QUESTION.search(turn.text.strip()) or _QUESTION.search(turn.plain))


def content_words(text: str) -> list[str]:
    """The words of a folded text that say something beyond articles, prepositions and politeness."""
    return [word for word in re.findall(r"\w+", text) if word not in _FILLER and len(word) > 1 and not word.isdigit()]
