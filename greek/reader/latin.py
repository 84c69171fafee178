"""Latin words in Greek letters: names of services and sites as Greeks say them, others by their sound."""

from __future__ import annotations

import re

from greek.reader.letters import spell

# Signs of web addresses, firms, files and services that citizens meet.
AS_SAID = {
    "gr": "τζι αρ", "com": "κομ", "org": "οργκ", "net": "νετ", "gov": "γκοβ", "eu": "ι γιου", "www": "τρία ντάμπλγιου", "info": "ίνφο",
    "email": "ιμέιλ", "e-mail": "ιμέιλ", "emails": "ιμέιλ", "e-mails": "ιμέιλ", "mail": "μέιλ", "sms": "ες εμ ες", "pdf": "πι ντι εφ",
    "qr": "κιου αρ",
    "wifi": "γουάι φάι", "wi-fi": "γουάι φάι", "gmail": "τζιμέιλ", "hotmail": "χοτμέιλ", "yahoo": "γιάχου", "outlook": "άουτλουκ",
    "windowslive": "ουίντοους λάιβ",
    "online": "ονλάιν", "internet": "ίντερνετ", "komotini": "κομοτηνή", "dimos": "δήμος", "mystreet": "μάι στριτ", "open": "όπεν",
    "data": "ντέιτα",
    "noreply": "νόου ριπλάι", "example": "εξάμπλ", "support": "σαπόρτ", "pin": "πιν", "puk": "πακ", "wallet": "γουόλετ",
    "taxisnet": "τάξις νετ",
    "taxis": "τάξις", "mykeplive": "μάι κεπ λάιβ", "myaade": "μάι αάδε", "mygov": "μάι γκοβ", "aade": "αάδε", "gdpr": "τζι ντι πι αρ",
    "apostille": "αποστίλ",
    "voucher": "βάουτσερ", "vouchers": "βάουτσερ", "apple": "απλ", "google": "γκουγκλ", "android": "άντροϊντ", "facebook": "φέισμπουκ",
    "viber": "βάιμπερ",
    "whatsapp": "γουάτσαπ", "instagram": "ίνσταγκραμ", "youtube": "γιουτιούμπ", "blog": "μπλογκ", "wikipedia": "βικιπαίδεια",
    "site": "σάιτ",
    "website": "γουέμπσαϊτ", "link": "λινκ", "app": "απ", "apps": "απς", "chat": "τσατ", "bot": "μποτ", "chatbot": "τσατμπότ",
    "help": "χελπ", "desk": "ντεσκ",
    "call": "κολ", "center": "σέντερ", "user": "γιούζερ", "username": "γιουζερνέιμ", "password": "πάσγουορντ", "login": "λόγκιν",
    "ok": "οκέι",
    "diavgeia": "διαύγεια", "arogi": "αρωγή", "synigoros": "συνήγορος", "ktimatologio": "κτηματολόγιο", "asep": "ασέπ", "dypa": "δύπα",
    "efka": "έφκα",
    "amka": "άμκα", "kep": "κεπ", "deyak": "δεϋάκ", "deyakom": "δεϋακόμ", "deddie": "δεδιέ", "mitos": "μίτος",
    "visitkomotini": "βίζιτ κομοτηνή",
    "opendata": "όπεν ντέιτα", "businessportal": "μπίζνες πόρταλ", "openbusiness": "όπεν μπίζνες", "forin": "φόριν", "opeka": "οπέκα",
    "opekepe": "οπεκεπέ",
    "inkomotini": "ιν κομοτηνή", "fonirodopis": "φωνή ροδόπης", "xronos": "χρόνος", "pamth": "παμθ", "kallikratis": "καλλικράτης",
    "eett": "ι ι τι τι",
    "e-banking": "ι μπάνκινγκ", "banking": "μπάνκινγκ", "iban": "άιμπαν", "atm": "έι τι εμ", "pos": "πος", "cv": "σι βι", "led": "λεντ",
    "tv": "τι βι",
    "covid": "κόβιντ", "usb": "γιου ες μπι", "gps": "τζι πι ες", "led's": "λεντ", "html": "έιτς τι εμ ελ", "opera": "όπερα",
    "house": "χάους", "english": "ίνγκλις",
    "erasmus": "εράσμους", "interreg": "ιντερέγκ", "smart": "σμαρτ", "city": "σίτι", "summer": "σάμερ", "school": "σκουλ",
    "parking": "πάρκινγκ",
    "jpg": "τζέι πι τζι", "jpeg": "τζέι πεγκ", "png": "πι εν τζι", "doc": "ντοκ", "docx": "ντοκ εξ", "zip": "ζιπ", "skype": "σκάιπ",
    "zoom": "ζουμ", "teams": "τιμς",
    "passport": "πάσπορτ", "news": "νιους", "gov.gr": "γκοβ τζι αρ", "contact": "κόντακτ", "press": "πρες", "mayor": "μέγιορ",
    "protocol": "πρωτοκόλ",
    "protokollo": "πρωτόκολλο", "dimarxos": "δήμαρχος", "grammateia": "γραμματεία", "lixiarxeio": "ληξιαρχείο",
    "dimotologio": "δημοτολόγιο",
    "maria": "μαρία", "giorgos": "γιώργος", "george": "τζορτζ", "nikos": "νίκος", "kostas": "κώστας", "dimitris": "δημήτρης",
    "giannis": "γιάννης",
    "yannis": "γιάννης", "eleni": "ελένη", "katerina": "κατερίνα", "vasilis": "βασίλης", "anna": "άννα", "sofia": "σοφία",
    "christos": "χρήστος",
    "panagiotis": "παναγιώτης", "athina": "αθηνά", "ioanna": "ιωάννα", "mehmet": "μεχμέτ", "ahmet": "αχμέτ", "fatma": "φατμά", "ali": "αλί",
    "thanasis": "θανάσης", "petros": "πέτρος", "pavlos": "παύλος", "dimitra": "δήμητρα", "georgia": "γεωργία", "fotini": "φωτεινή",
}  # fmt: skip
_SOUNDS = (
    ("tion", "σιον"), ("th", "θ"), ("ch", "χ"), ("ph", "φ"), ("sh", "σ"), ("ps", "ψ"), ("ks", "ξ"), ("ou", "ου"), ("oo", "ου"),
    ("ee", "ι"), ("ck", "κ"),
    ("gi", "γι"), ("ge", "γε"), ("gk", "γκ"), ("mp", "μπ"), ("nt", "ντ"), ("ei", "ει"), ("ai", "αι"), ("oi", "οι"), ("ll", "λ"),
    ("ss", "σ"), ("tt", "τ"),
    ("nn", "ν"), ("mm", "μ"), ("rr", "ρ"), ("ff", "φ"), ("pp", "π"), ("cc", "κ"), ("bb", "μπ"), ("dd", "ντ"), ("ce", "σε"), ("ci", "σι"),
    ("a", "α"), ("b", "μπ"), ("c", "κ"), ("d", "ντ"), ("e", "ε"), ("f", "φ"), ("g", "γκ"), ("h", "χ"), ("i", "ι"), ("j", "τζ"), ("k", "κ"),
    ("l", "λ"), ("m", "μ"), ("n", "ν"), ("o", "ο"), ("p", "π"), ("q", "κ"), ("r", "ρ"), ("s", "σ"), ("t", "τ"), ("u", "ου"), ("v", "β"),
    ("w", "γου"), ("x", "ξ"), ("y", "ι"), ("z", "ζ"),
)  # fmt: skip
_NAME_ENDINGS = (
    ("opoulos", "όπουλος"), ("opoulou", "οπούλου"), ("idis", "ίδης"), ("idou", "ίδου"), ("iadis", "ιάδης"), ("akis", "άκης"),
    ("aki", "άκη"),
    ("oglou", "όγλου"), ("akos", "άκος"), ("atos", "άτος"),
)  # fmt: skip
_VOWELS = frozenset("aeiouy")
_LATIN = re.compile(r"(?<![^\W\d_])[A-Za-z](?:[A-Za-z'-]*[A-Za-z])?(?![^\W\d_])")
_LEFT_LATIN = re.compile(r"[A-Za-z]+")


def _by_sound(low: str) -> str:
    out, rest = "", low
    while rest:
        for latin, greek in _SOUNDS:
            if rest.startswith(latin):
                out, rest = out + greek, rest[len(latin) :]
                break
        else:
            rest = rest[1:]
    return out


def latin_word(word: str) -> str:
    """A Latin word in Greek letters: known words as they are said, capitals and words without a vowel spelled, others by sound."""
    low = word.lower()
    if low in AS_SAID:
        return AS_SAID[low]
    if "-" in low or "'" in low:
        return " ".join(latin_word(part) for part in re.split(r"[-']", word) if part)
    if not _VOWELS & set(low) or len(low) == 1 or (word.isupper() and len(word) <= 3):
        return spell(low)
    for latin, greek in _NAME_ENDINGS:
        if low.endswith(latin) and len(low) > len(latin) + 1:
            return _by_sound(low[: -len(latin)]) + greek
    out = _by_sound(low)
    return out[:-1] + "ς" if out.endswith("σ") else out


def without_latin(text: str) -> str:
    """`text` with every Latin letter read out in Greek ones."""
    text = _LATIN.sub(lambda match: latin_word(match.group()), text)
    return _LEFT_LATIN.sub(lambda match: f" {latin_word(match.group())} ", text)
