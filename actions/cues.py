"""Little words that say what a citizen means to do inside a form: correct, skip, ask something. All compared folded."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.turn import Turn, takes_back
from greek.folding import fold
from greek.greeklish import transliterate

_CORRECTION = re.compile(
    r"\b(οχι|λαθοσ|διορθω\w*|αλλαξ\w*|αλλαγη|αλλαζω|αλλαζουμε|εννοω|εννοουσα|ηθελα να πω|τελικα|μαλλον|ξανα γραψ\w*|δεν ειναι)\b"
)
_SKIP = re.compile(
    r"\b(παραλειψη|παρελειψε|παραλειπω|προσπερνα\w*|επομενο|τιποτα|κανενα|χωρισ"
    r"|δεν θελω|δε θελω|δεν εχω|δε εχω|δεν χρειαζεται|ασ το|αστο|οχι)\b"
)
_RESEND = re.compile(r"\b(ξανα|νεο|νεον|καινουρι\w*|αλλον|δεν ηρθε|δεν εχει ερθει|δεν ελαβα|δεν πηρα|δεν το πηρα|δεν μου ηρθε|στειλ\w*)\b")
# «Δεν μου λέτε, πότε …»: how a question is led in by voice, where no mark shows it.
_ASKING = (
    r"(?:(?:δεν|δε) μου λ\w+ |(?:πειτε|πεστε|πεσ) μου |(?:μπορειτε|μπορεισ|μπορω) να (?:μου πειτε|μου πεισ|μαθω|ρωτησω) "
    r"|(?:θελω|ηθελα|θα ηθελα) να (?:σασ |σε )?(?:ρωτησω|μαθω) |να (?:σασ |σε )?ρωτησω |μηπωσ (?:ξερετε|ξερεισ) |(?:ξερετε|ξερεισ) )"
)
_QUESTION = re.compile(
    rf"[;?]\s*$|^(?:και |κι |μα |ρε |καλα |ε )?(?:τωρα |μετα |υστερα )?{_ASKING}?(?:(?:κατι|και|κι|αλλο|ακομα|ακομη|ενα) )*"
    r"(τι|πωσ|ποιο|ποια|ποιοσ|ποιεσ|ποσο|ποσα|που|ποτε|γιατι)\b"
)

_NO_PHOTO = re.compile(r"\b(δεν|δε|χωρισ|οχι|μη)\b.*\bφ[ωο]το|\bφ[ωο]το\w*\b.*\b(δεν|δε)\b")
_HOUSE = re.compile(
    r"(?<![\w.,:/])(\d{1,3}\s?[α-ω]?)(?![\w])(?!\s*(?:[.,:/]\d|%|€|μερ|ημερ|ωρ|χρον|ετ|μην|βδομ|εβδομ|ευρω|φορ|μετρ|μ\b|ατομ|λεπτ|παιδι|κιλ))"
)
# What may hurt somebody while a report is being written: the report goes on, but 112 is named first.
_DANGER = re.compile(
    r"\b(σπιθ\w+|σπινθηρ\w+|φλογ\w+|καπνο\w*|γκαζι\w*|φωτια|ηλεκτροπληξι\w*|κατερρευσ\w*|τραυματι\w*)\b"
    r"|\bκαλωδι\w*\b.*\b(κρεμ\w+|πεσ\w+|επεσ\w*|κομμεν\w*|γυμν\w+|κοπηκ\w*|σερν\w+)|\b(κρεμ\w+|πεσμεν\w*|επεσ\w*|κομμεν\w*|γυμν\w+|κοπηκ\w*)\b.*\bκαλωδι"
)

# What a sentence may hold besides its values and still say nothing more.
_FILLER = frozenset(
    """
    ο η το οι τα του τησ των τον την στο στη στην στον στα στισ στουσ σε και κι με μια μία ενα εναν ειναι εδω εκει
    να θα για απο μου μασ παρακαλω αλλο
    ναι οχι λαθοσ αριθμο αριθμοσ νουμερο οδο οδοσ οδου δρομο δρομοσ γωνια κοντα διπλα απεναντι μπροστα εξω τελικα μαλλον εννοω εννοουσα ειπα
    αυτο αυτη γεια σασ καλημερα καλησπερα λοιπον ηθελα πω δεν αλλα αλλαξε αλλαξτε το κανε καντε κινητο τηλεφωνο email mail
    """.split()
)


def corrects(turn: Turn) -> bool:
    """Whether the sentence takes something back («όχι, Ορφέως 12», «άλλαξε την οδό»)."""
    return bool(_CORRECTION.search(turn.plain))


def skips(turn: Turn) -> bool:
    """Whether an optional thing is left out («παράλειψη», «δεν θέλω», «χωρίς», «όχι»)."""
    return turn.value("choice") == "skip" or turn.intent in ("deny", "dont_know") or bool(_SKIP.search(turn.plain))


def only_skips(turn: Turn) -> bool:
    """Whether a sentence that could be any text does nothing but leave it out («τίποτα», not «δεν βλέπουμε τίποτα»)."""
    rest, found = _SKIP.subn(" ", turn.plain)
    return turn.value("choice") == "skip" or bool(found and not content_words(rest))


def leaves_out(turn: Turn, stems: Sequence[str]) -> bool:
    """Whether the sentence says, before it is asked, that something optional is left out («χωρίς τηλέφωνο»)."""
    return any(re.search(rf"\b(?:χωρισ|δεν εχω|δε θελω|δεν θελω) (?:το |τη |την |να δωσω )?{stem}", turn.plain) for stem in stems)


def asks_again(turn: Turn) -> bool:
    """Whether a new one-time code is wanted («δεν ήρθε», «στείλε ξανά»)."""
    return turn.value("choice") == "resend" or turn.intent == "repeat" or bool(_RESEND.search(turn.plain))


def plain(text: str) -> str:
    """`text` as cues are looked for in it: folded, greeklish in Greek letters."""
    return fold(transliterate(text))


def is_question(turn: Turn) -> bool:
    return bool(_QUESTION.search(turn.text.strip()) or _QUESTION.search(turn.plain))


def asks_what_you_do(turn: Turn) -> bool:
    """Whether it is the assistant that is asked about («τι μπορείς να κάνεις;»), not what to answer."""
    return bool(re.search(r"\bμπορ\w+ να (?:μου )?(?:κανεισ|κανετε|βοηθ\w+)|\b(?:σε )?τι (?:κανεισ|κανετε|βοηθ\w+|υπηρεσι\w+)", turn.plain))


def has_no_photo(turn: Turn) -> bool:
    """Whether the citizen says that there is no photo («δεν έχω φωτογραφία»), and nothing else that could be used."""
    return bool(_NO_PHOTO.search(turn.plain)) and not turn.has_values and len(content_words(turn.plain)) <= 5


def sounds_dangerous(turn: Turn) -> bool:
    """Whether a report speaks of something that may hurt somebody (sparks, smoke, a hanging cable)."""
    return bool(_DANGER.search(turn.plain))


def house_number(turn: Turn) -> str | None:
    """The only short number of the sentence that is no count of days or the like and isn't taken back («όχι στο 12, στο 14»)."""
    found = [match for match in _HOUSE.finditer(turn.plain) if not takes_back(turn.plain[: match.start()])]
    mended = [match for match in found if match.start() >= (turn.repair or 0)]
    found = mended or found
    return re.sub(r"\s", "", found[0].group(1)).upper() if len(found) == 1 else None


def content_words(text: str) -> list[str]:
    """The words of a folded text that say something beyond articles, prepositions and politeness."""
    return [word for word in re.findall(r"\w+", text) if word not in _FILLER and len(word) > 1 and not word.isdigit()]
