"""How to reach the citizen: a mobile number or an e-mail address, left out if they like."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from actions.slots import Refused, Slot
from backend.errors import InvalidEmail, InvalidPhone
from backend.services.cases import Contact
from backend.services.identity import normalise_email, normalise_phone

if TYPE_CHECKING:
    from actions.talk import Talk
    from actions.turn import Turn

# How it is written by ear (folded).
EMAIL_STEMS = ("email", "e-mail", "μειλ", "μαιλ", "ιμειλ", "εμαιλ")
_EMAIL = re.compile(r"\S+@\S+")
_DIGITS = re.compile(r"\+?\d[\d\s.\-/]{6,}\d")


def email_in(turn: Turn) -> str | None:
    """An e-mail address in the sentence, as written."""
    match = _EMAIL.search(turn.text)
    return turn.value("email") or (match.group().strip(".,;:<>()") if match else None)


def phone_in(turn: Turn) -> str | None:
    """A phone number in the sentence, as written."""
    match = _DIGITS.search(turn.text) if not turn.value("afm") else None
    return turn.value("phone") or (match.group() if match else None)


class ContactSlot(Slot):
    """Kept as ``{"phone": E.164}`` or ``{"email": …}``, or both."""

    optional = True
    words = ("τηλεφων", "κινητ", *EMAIL_STEMS, "επικοινων")

    def read(self, turn: Turn, talk: Talk, *, asked: bool) -> dict[str, Any] | None:
        found = {"email": email_in(turn), "phone": phone_in(turn) if asked else turn.value("phone")}
        return {name: value for name, value in found.items() if value} or None

    def same(self, old: Any, new: dict[str, Any]) -> bool:
        if not isinstance(old, dict):
            return False
        digits = {name: re.sub(r"\D", "", str(value))[-10:] if name == "phone" else value for name, value in new.items()}
        return all(str(old.get(name) or "").endswith(value) and value for name, value in digits.items())

    def merge(self, old: Any, new: dict[str, Any]) -> dict[str, Any]:
        return {**old, **new} if isinstance(old, dict) else new

    async def check(self, value: dict[str, Any], talk: Talk) -> dict[str, Any]:
        try:
            kept = {name: normalise_email(text) if name == "email" else normalise_phone(text) for name, text in value.items()}
        except InvalidPhone as error:
            raise Refused("utter_contact_bad_phone") from error
        except InvalidEmail as error:
            raise Refused("utter_contact_bad_email") from error
        if not reachable(kept):
            talk.say("utter_contact_landline")
        return kept


def reachable(value: Any) -> bool:
    """Whether a message can be sent there: an e-mail address, or a number that is no Greek landline."""
    return isinstance(value, dict) and bool(value.get("email") or not str(value.get("phone") or "+302").startswith("+302"))


def to_contact(value: Any) -> Contact:
    """The service's `Contact` from a slot's value."""
    return Contact(**value) if isinstance(value, dict) else Contact()


def masked(value: Any) -> str:
    """The contact as it is read back («690 000 0001», «25310 22222», «m…@example.gr»); empty when there is none."""
    if not isinstance(value, dict):
        return ""
    phone = str(value.get("phone") or "").removeprefix("+30")
    parted = f"{phone[:5]} {phone[5:]}" if phone.startswith("2") else f"{phone[:3]} {phone[3:6]} {phone[6:]}"
    return ", ".join(part for part in (parted.strip(), str(value.get("email") or "")) if part)
