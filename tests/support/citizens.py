"""What citizens want, and what they answer when they are asked for it: for `Telephone.until`."""

from __future__ import annotations

from tests.support.phone_house import PhoneHouse
from tests.support.telephone import Answer


def lamp_answers(street: str, number: str, written: str) -> dict[str, Answer | list[Answer]]:
    """Somebody reports a broken lamp at `street` `number` (as it is said, and as it is `written`): only what is right is confirmed."""

    def confirm(said: str) -> str:
        return "ναι" if f"{street} {written}" in said else "όχι"

    return {
        "problem_place": [f"στην οδό {street}", f"{street} {number}", f"στην {street} στον αριθμό {number}"],
        "problem_detail": [number, f"στον αριθμό {number}", f"{street} {number}"],
        "problem_category": ["χάλασε η λάμπα", "φωτισμός", "σβηστή λάμπα"],
        "problem_similar": ["όχι", "όχι άλλο"],
        "problem_description": ["παράλειψη", "δεν ανάβει η λάμπα"],
        "problem_contact": ["όχι", "όχι ευχαριστώ"],
        "problem_confirm": confirm,
        "problem_form_change": ["το σημείο", "να αλλάξουμε το σημείο"],
        "form_stuck": "συνέχεια",
        "cancel_sure": "όχι",
        "not_understood_guess": "χάλασε η λάμπα",
        "not_understood_rephrase": [f"χάλασε η λάμπα στην οδό {street}", f"δεν ανάβει μια λάμπα στην οδό {street}"],
        "guide_unknown": f"έχει χαλάσει μια λάμπα στην οδό {street}",
    }


def certificate_answers(house: PhoneHouse, citizen: dict[str, str]) -> dict[str, Answer | list[Answer]]:
    """A citizen of the register wants a birth certificate, to be fetched at a counter; digits are keyed."""
    afm, own = citizen["afm"], citizen["phone"]
    before = len(house.codes(own))

    async def code(_: str) -> str:
        return f"keys:{await house.code_after(before, own)}#"

    return {
        "certificate_type": ["πιστοποιητικό γέννησης", "γέννησης"],
        "afm": f"keys:{afm}#",  # five one-time codes an hour go to one citizen, no more
        "afm_lapsed": f"keys:{afm}#",
        "code": code,
        "line_right": ["ναι", "keys:1"],
        "certificate_purpose": ["για την τράπεζα", "κάθε νόμιμη χρήση"],
        "certificate_delivery": ["από το κεπ", "από κεπ", "από κέντρο εξυπηρέτησης πολιτών"],
        "certificate_email": "από κεπ",
        "certificate_confirm": ["ναι", "ναι σωστά", "keys:1"],
        "form_stuck": "συνέχεια",
        "cancel_sure": "όχι",
        "not_understood_guess": "πιστοποιητικό",
        "not_understood_rephrase": "θέλω πιστοποιητικό γέννησης",
    }
