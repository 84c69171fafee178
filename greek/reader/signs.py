"""What is neither a word nor a number: quotation marks, brackets, slashes, list marks, pictures."""

from __future__ import annotations

import re
import unicodedata

# Emoji and other pictures say nothing; they are left out rather than described.
_PICTURES = re.compile("[\U0001f000-\U0001faff☀-➿⬀-⯿⏏-⏺\ufe0f\u200d\u20e3©®™←-⇿■-◿]+")
_INVISIBLE = re.compile("[\u200b\u200c\u200e\u200f\u2060\ufeff\u00ad]")
_BULLET = re.compile(r"(?m)^[ \t]*(?:[•·▪‣∙*–—-])[ \t]+")
_MARKUP = re.compile(r"\*\*|__|`+|~~|(?m:^#{1,6}\s+)")
_LINK = re.compile(r"\[([^\]\n]+)\]\((?:https?://|mailto:)[^)\s]*\)")
_QUOTES = re.compile('[«»“”„"‹›]')
_OPEN = re.compile(r"(?P<before>^|[.;!?:,·\n]?)(?P<blank>\s*)[(\[{](?=\s*\S)")
_CLOSE = re.compile(r"\s*[)\]}]+(?P<after>\s*[.;!?:,·…]|\s*$|\s*\n|\s*)")
_WORD_SIGNS = {
    "&": " και ", "+": " συν ", "=": " ίσον ", "€": " ευρώ ", "%": " τοις εκατό ", "°": " βαθμοί ", "@": " παπάκι ", "§": " παράγραφος ",
    "×": " επί ", "÷": " διά ",
    "<": " ", ">": " ", "$": " δολάρια ", "£": " λίρες ", "#": " ", "*": " ", "_": " ", "|": ", ", "\\": " ", "~": " περίπου ", "^": " ",
    "±": " συν πλην ",
}  # fmt: skip
_TABLE = str.maketrans(_WORD_SIGNS)
_ELLIPSIS = re.compile(r"\.{2,}|…")
_DASH = re.compile(r"(?<=\s)[-–—](?=\s)|—")
_SLASH = re.compile(r"\s*/+\s*")
_STRAY_HYPHEN = re.compile(r"(?<![\w'’])[-–−](?=\w)|(?<=\w)[-–](?![\w])")
_SPACES = re.compile(r"[ \t\u00a0]+")
_DOUBLED = re.compile(r"([,;:·])(?:\s*,)+|,\s*(?=[.;!?:·])")
_BEFORE_STOP = re.compile(r"[ \t]+([,.;:!·?])")


def cleaned(text: str) -> str:
    """`text` in composed letters and with our digits, without pictures, markup, list marks and quotation marks."""
    text = unicodedata.normalize("NFC", text)
    text = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() and not sign.isascii() else sign for sign in text)
    text = text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2009", " ").replace("ʹ", "΄").replace("µ", "μ").replace("ΐ", "ΐ")
    text = text.replace("\r", "\n").replace("‐", "-").replace("‑", "-")
    text = _LINK.sub(r"\1", _PICTURES.sub("", _INVISIBLE.sub("", text)))
    return _QUOTES.sub("", _BULLET.sub("", _MARKUP.sub("", text)))


def _opened(match: re.Match[str]) -> str:
    before = match["before"]
    if not before and match.start() > 0 and match.string[match.start() : match.end() - 1].strip() == "" and match.start("blank") > 0:
        return ", "
    return before + match["blank"]


def _closed(match: re.Match[str]) -> str:
    after = match["after"]
    if after.strip() or not after or "\n" in after or match.end() == len(match.string):
        return after.lstrip(" ")
    return (
        ", "
        if match.string[match.end() : match.end() + 1].islower()
        else ". "
        if match.string[: match.start()].rstrip()[-1:] not in ".;!?"
        else " "
    )


def spoken_signs(text: str) -> str:
    """`text`, whose numbers and abbreviations are written out, without brackets and with the signs that are left as words."""
    text = _ELLIPSIS.sub(".", text)
    text = _CLOSE.sub(_closed, _OPEN.sub(_opened, text))
    text = _DASH.sub(",", text).translate(_TABLE)
    text = _STRAY_HYPHEN.sub(" ", _SLASH.sub(", ", text))
    text = _SPACES.sub(" ", text)
    text = _BEFORE_STOP.sub(r"\1", text)
    text = _DOUBLED.sub(r"\1", text)
    return "\n".join(line.strip(" ,") if line.strip(" ,") else "" for line in text.split("\n")).strip()
