"""Danger to life in a sentence: words that can't wait, somebody who speaks of ending their life, and figures of speech that only sound so.

Compared by sound, so that capitals, missing accents, slips and greeklish are the same. The intent model hears more than these lists do;
they are for what must never be missed, and for what must never be taken literally.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from greek.greeklish import transliterate
from greek.phonetic import skeleton

_STEM = re.compile(r"([α-ω]+)(\\w\*)?")
_WORDS = re.compile(r"\w+")


def sounding(*alternatives: str) -> re.Pattern[str]:
    """The alternatives, whole words, as they sound (written folded, σ for ς).

    A stem may be cut anywhere: where its last sound depends on what follows, both are looked for (κινδυνεύ-ω, κινδύνευ-σα;
    άνθρωπο-ι, ανθρώπο-υ).
    """
    return re.compile(rf"\b(?:{_STEM.sub(_sound, '|'.join(alternatives))})\b")


def _sound(stem: re.Match[str]) -> str:
    letters, open_end = stem.groups()
    heard = skeleton(letters)
    if letters.endswith(("αυ", "ευ", "αβ", "εβ", "ηβ")):
        heard = heard[:-1] + "[βφ]"
    elif open_end and letters.endswith("ο"):
        heard = heard[:-1] + "[ουι]".replace("ου", "οu")
    return heard + (open_end or "")


_URGENT = sounding(
    "φωτια", "πυρκαγια", r"καιγ(?:εται|ομαστε|ομαι|ονται)", "εκρηξη", "γκαζι", "αεριο", "ατυχημα", r"τροχαιο", "ασθενοφορο", "εκαβ",
    "πυροσβεστικη", "εμφραγμα", "ανακοπη", "εγκεφαλικο", r"αιμορραγ\w*", "αιματα", r"λιποθυμ\w*", r"πνιγ(?:εται|ομαι|ονται|ηκε|ομαστε)",
    r"(?:δεν|δε) (?:αναπνεει|ανασαινει)", r"μαχαιρ\w*", r"πυροβολ\w*", r"κινδυνευ(?:ω|ει|ουμε|ουν)", "κινδυνοσ", r"τραυματι\w*",
    r"ηλεκτροπληξ\w*", "αναισθητ[οηασ]+",
)  # fmt: skip
# What may stand beside an urgent word in a cry and say nothing else.
_BESIDE = frozenset(
    skeleton(word)
    for word in "βοηθεια γρηγορα τωρα αμεσωσ ελατε εδω στο στη στην σπιτι επιασε πηρε πιασαμε εγινε εχω εχουμε εχει θελω χρειαζομαι "
    "χρειαζομαστε στειλτε καλεστε ενα μια ο η το μου μασ επαθε παθαινει παιδι πολυ κοσμοσ ναι μυριζει".split()
)
_END = r"(?= (?:αλλο|πια|ετσι)\b|$|[,.!;])"
_LIFE = r"(?:στη|στην|με τη|με την) ζωη"
_HIGH = r"(?:μπαλκονι|ταρατσα|γεφυρα|παραθυρο|βραχο|γκρεμο)"
_SELF_HARM = sounding(
    r"αυτοκτονι(?:α|ασ|εσ|κ\w*)", r"αυτοκτονω", r"αυτοκτονησ(?:ω|ει|εισ|ουν)", r"αυτοκτονουσα",
    r"(?:θα|θελω να|σκεφτομαι να|λεω να|παω να|μου ερχεται να) (?:σκοτωθω|κρεμαστω|φουνταρω|αυτοκτονησω)",
    r"(?:θελω|σκεφτομαι|προτιμω) να πεθανω", r"(?:θελει|θελανε|θελουν|ηθελα|ηθελε) να (?:πεθανω|σκοτωθω|σκοτωθει|κρεμαστω|κρεμαστει)",
    rf"(?:δεν|δε) (?:θελω|αντεχω|μπορω|αξιζει)(?: αλλο| πια)? να (?:ζω|ζησω|υπαρχω){_END}", rf"(?:δεν|δε) θελω(?: αλλο| πια)? ζωη{_END}",
    rf"(?:δωσω|δωσει|βαλω|βαλει|δινω|βαζω) (?:ενα )?τελοσ {_LIFE}", r"να τελειωνω με τη ζωη",
    rf"να φυγω απο (?:(?:αυτη )?τη ζωη|αυτο(?:ν)? τον κοσμο)(?: σημερα| αποψε| τωρα)?{_END}", r"(?:δεν|δε) θελω να ξυπνησω(?: αυριο|"
    r" ξανα| ποτε)",
    r"(?:θα|θελω να|να) (?:πεσω|πηδηξω|πεταχτω) (?:στο τρενο|στισ γραμμεσ|κατω απο (?:το |ενα )?(?:τρενο|φορτηγο)|μπροστα σε (?:τρενο|"
    r"φορτηγο|αμαξι))",
    r"(?:κανω|κανει) κακο στον εαυτο", r"χαπια (?:και )?(?:να|θα|για να) (?:τελειων\w*|πεθαν\w*)", r"κοψω τισ φλεβεσ",
    rf"(?:θα|θελω να|θελει να|απειλει να|παει να) (?:πεσω|πηδηξω|πηδησω) απο (?:το|την|τη|τον) {_HIGH}",
    rf"(?:θελει να|απειλει να|παει να) (?:πεσει|πηδηξει|πηδησει) απο (?:το|την|τη|τον) {_HIGH}",
    r"(?:δεν|δε) (?:εχει|βρισκω|βλεπω) (?:κανενα )?νοημα (?:πια )?(?:η|στη|στην) ζωη(?: μου)?",
    r"η ζωη μου (?:δεν|δε) εχει (?:κανενα )?νοημα",
)  # fmt: skip
_ONLY_SELF_HARM = sounding(r"(?:θα|θελω να|λεω να) (?:δωσω|βαλω) (?:ενα )?τελοσ", r"να πεθανω(?: θελω)?")

_STATES = (
    r"(?:την? |το |τον |τα |τισ )?(?:πολλη |πολυ )?(?:πεινα|ζεστη|κρυο|διψα|γελια?|βαρεμαρα|αγωνια|αγχοσ|νυστα|κουραση|ντροπη|περιεργεια|"
    r"χαρα|αγανακτηση|υπομονη|δουλεια|αναμονη|νευρα|πληξη|αναμονη|ουρα)"
)
_BILLS = r"(?:λογαριασμο\w*|προστιμ\w*|τελη|τελοσ|φορο\w*|εφορια|δημοσ|τιμη|τιμεσ|ρευμα|δεη|ενφια)"
_BURDENS = (
    r"(?:δουλεια|δουλειεσ|χρεη|χρεοσ|σκουπιδια|χαρτια|χαρτουρα|υποχρεωσεισ|προβληματα|γραφειοκρατια|λασπεσ|λασπη|αγχοσ|βρωμα|βρωμια|"
    r"βρωμιεσ|μποχα|δυσωδια|καυσαερι\w*|μυρωδια|"
    r"σκονη|φασαρια|θορυβοσ?|μουσικη|τελη|κουνουπια|αναμονη|ταλαιπωρια|ζεστη|ποδια|πλατη|μεση)"
)
_THE = r"(?:η|ο|το|τα|οι|τη|την|τον|τισ|στη|στην|στο|στον|στα|στισ|απο|με|απο τη|απο την|απο το|απο τα|με τη|με την|με τα|με το)"
_FIGURE = sounding(
    rf"(?:πεθαιν\w*|πεθανα|πεθαναμε|πεθανω|σκαω|σκαμε|σκασαμε|εσκασα|λιων\w*|ελιωσα|ψοφ\w*) απο {_STATES}",
    r"(?:πεθ(?:αν|αιν)\w*|εσκασα\w*|σκα\w*|λιων\w*) στ(?:ο|α) γελι\w*", r"πεθαιν\w* για (?:εν\w*|μι\w*|λιγ\w*|το|τη|την)",
    r"(?:καιει|τσουρουφλιζει|βραζει|ψηνει) (?:πολυ )?ο ηλιοσ", r"(?:ο )?ηλιοσ (?:μασ |με |που )?(?:καιει|εκαψε|ψηνει|κτυπαει)",
    rf"(?:με|μασ) (?:εκαψ\w*|καιει|καινε|καψ\w*) .{{0,20}}{_BILLS}",
    rf"{_BILLS}(?: τ(?:ου|ησ) \w+)? (?:με|μασ) (?:εκαψ\w*|καιει|καινε|καψ\w*)",
    r"φωτια (?:και λαβρα|στα μπατζακια\w*)(?: \w+ \w+)?", r"φωτια (?:ειναι )?(?:οι|στισ) τιμεσ",
    r"τιμεσ (?:ειναι |εχουν )?(?:παρει )?φωτια", r"φωτια (?:εχουν|εχει) παρει (?:τα|το|η|οι) \w+", r"εκρηξη (?:χαρασ|τιμων|ενθουσιασμου)",
    r"(?:πηραν|πηρε|παιρνουν|επαιρναν|εχουν παρει) φωτια (?:τα|το|οι) (?:τηλεφων\w*|κινητ\w*|τιμεσ|γραμμεσ|chat|τσατ|ενοικια|"
    r"διαδικτυο|σχολια)",
    r"(?:τηλεφων\w*|κινητ\w*|γραμμεσ) (?:πηραν|πηρε|παιρνουν|εχουν παρει) φωτια",
    rf"πνιγ\w* {_THE} {_BURDENS}", rf"(?:με|μασ) πνιγ\w* {_THE} {_BURDENS}", rf"{_BURDENS} (?:με|μασ) πνιγ\w*",
    rf"(?:με |μασ )?σκοτων\w* {_THE} {_BURDENS}", rf"{_BURDENS} (?:με|μασ) σκοτων\w*", r"σκοτωνομαι για (?:να|το|τη)",
    r"(?:θα|κοντευω να|κοντεψα να|παει να) (?:με |μου |μασ )?(?:παθω|παθουμε|πιασει|ερθει|κανω)(?: \w+)? "
    r"(?:εγκεφαλικο|εμφραγμα|ανακοπη|αποπληξια)(?: \w+ \w+)?",
    r"(?:επαθα|παθαμε|παθαινω) (?:εγκεφαλικο|εμφραγμα|ανακοπη|σοκ) (?:με|οταν|μολισ|που ειδα|απο) \w+ \w+",
    r"μαχαιρι στον? λαιμο (?:με|για) (?:τα|το|τον|τη|την|τισ|του|να) \w+",
    r"(?:σφιγγεται|ματωνει|ραγιζει|καιγεται|ποναει) η (?:καρδια|ψυχη)(?: μου| μασ)? (?:που|οταν|να|βλεπ\w*|με (?:αυτ\w+|τα|το|την))",
    r"ζωησ (?:και|η) θανατου", r"πνιγει το δικιο", r"φωτια και τσεκουρι",
    r"(?:καιει|καινε) (?:το |ο |η |τα )?(?:τσαι|καφεσ|φαγητο|σουπα|γλωσσα|πιπερι\w*)", rf"{_BILLS} (?:\w+ )?φωτια",
    r"καιγεται (?:απο|για) (?:τη |την |το )?(?:ζεστη|ηλιο|κοσμο)",
    r"φλεγεται (?:απο|για)", r"(?:αναψει|αναψαν|αναβουν) (?:τα )?(?:αιματα|πνευματα)",
    r"(?:εχετε|εχεισ|εχουν|εχει|με) (?:με )?(?:πεθανει|πεθαναν|πεθανατε) (?:στ\w+|με|απο|να) \w+", r"να πεθαινεισ", r"ποταμι των \w+",
    r"πηραν τα αιματα", r"βομβα (?:με|για) (?:τον|την|το|τα) \w+",
    r"(?:γειτονια|πολη|αγορα|κεντρο|χωριο)(?: \w+)? πεθαινει", r"αιμορραγ\w* οικονομικα", r"καιγομαι (?:για|να) \w+",
    r"καιγομαστε για \w+", r"(?:εφυγε|βγηκε) η ψυχη", r"με πηρε και με σηκωσε",
    r"(?:μου )?(?:κοπηκε|ανεβηκε) το αιμα", r"αιμα στο κεφαλι", r"(?:γινεται|εγινε) (?:τησ κακομοιρασ|σκοτωμοσ)",
    rf"σωστε (?:με|μασ) απο {_THE[:-1]}|αυτ\w*) {_BURDENS}", r"(?:λαδι|αλατι) στη φωτια", r"(?:βαζω|βαζει|εβαλε) το χερι .{0,10}φωτια",
)  # fmt: skip


@dataclass(frozen=True)
class Cry:
    """The places (numbers of words, from 0) of what is urgent in a sentence of `length` words; `whole`: it says hardly anything else."""

    at: tuple[int, ...]
    length: int
    whole: bool


# Greeklish of which the commonest reading is another word, and what is left of little words in a hurry or before a vowel.
_BY_SOUND = {
    skeleton(word): word
    for word in (
        "γκαζι",
        "γκαζια",
        "υγραεριο",
        "γκρεμο",
        "γκρεμοσ",
        "γκρεμιστηκε",
        "εγκεφαλικο",
        "εγκλωβισμενοσ",
        "εγκυοσ",
        "εγκαυμα",
        "ξυραφι",
        "ξυλο",
    )
}
_WHOLE = {"δν": "δεν", "μ'": "με", "μ’": "με", "τ'": "το", "τ’": "το", "σ'": "σε", "σ’": "σε", "'χει": "εχει", "’χει": "εχει"}
_SHORTENED = re.compile(r"\bδν\b|\b[μτσ]['’](?= )")


def _danger_word(sound: str) -> str | None:
    return _BY_SOUND.get(sound)


def sounds(text: str) -> str:
    """`text` as it is compared here: Greek letters, by sound, single blanks."""
    heard = " ".join(skeleton(transliterate(text, _danger_word)).split())
    return _SHORTENED.sub(lambda short: _WHOLE[short.group()], heard)


def is_figure(text: str) -> bool:
    """Whether `text` speaks of danger in a figure of speech, and of none besides."""
    rest, found = _FIGURE.subn(" ", sounds(text))
    return bool(found) and not _URGENT.search(rest) and not _SELF_HARM.search(rest)


def self_harm(text: str) -> bool:
    """Whether somebody may be about to take their own life. Said jokingly it counts too: the answer does no harm."""
    heard = sounds(text)
    return bool(_SELF_HARM.search(heard) or _ONLY_SELF_HARM.fullmatch(heard.strip(" .!,;")))


def without_figures(heard: str) -> str:
    """What `sounds` gave, with every letter of a figure of speech blotted out."""
    return blotted(_FIGURE, heard)


def blotted(pattern: re.Pattern[str], heard: str) -> str:
    """`heard` with every letter that `pattern` finds written over by "_", so that nothing else is found there."""
    return pattern.sub(lambda found: re.sub(r"\w", "_", found.group()), heard)


def cry(text: str) -> Cry | None:
    """What is urgent in `text`, None where nothing is (or only as a figure of speech)."""
    heard = without_figures(sounds(text))
    spans = [match.span() for pattern in (_URGENT, _SELF_HARM) for match in pattern.finditer(heard)]
    if not spans:
        return None
    words = list(_WORDS.finditer(heard))
    at = tuple(number for number, word in enumerate(words) if any(start < word.end() and word.start() < end for start, end in spans))
    others = [word.group() for number, word in enumerate(words) if number not in at and word.group() not in _BESIDE]
    return Cry(at, len(words), not others)


def must_be_urgent(text: str) -> bool:
    """Whether nothing but danger can be meant: self-harm, or a cry without anything else in it («έμφραγμα», «βοήθεια, φωτιά»)."""
    if self_harm(text):
        return True
    found = cry(text)
    return found is not None and found.whole and "?" not in text and ";" not in text
