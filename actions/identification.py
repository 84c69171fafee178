"""Level L2 inside a form: ΑΦΜ, then the one-time code. Any service's form can list these slots before what needs them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from actions import cues
from actions.slots import SKIPPED, Refused, Slot
from actions.unit import run
from actions.words import count
from backend.errors import CodeExpired, InvalidAfm, Locked, WrongCode
from backend.services import identity
from backend.services.texts import mask_email

if TYPE_CHECKING:
    from actions.talk import Talk
    from actions.turn import Turn

_NUMBER = re.compile(r"\d[\d\s.\-]{5,}\d")


def digits_in(turn: Turn) -> str | None:
    """The digits of the first long number in the sentence, without blanks and dots."""
    match = _NUMBER.search(turn.text)
    return re.sub(r"\D", "", match.group()) if match else None


def identification(afm: str, code: str) -> tuple[Slot, Slot]:
    """The two slots of an identification, kept in the Rasa slots of those names."""
    return AfmSlot(afm, "utter_afm", code=code), CodeSlot(code, "utter_code", afm=afm)


class AfmSlot(Slot):
    """The ΑΦΜ. Taking it sends the one-time code. Left out when the conversation is identified already."""

    words = ("αφμ",)

    def __init__(self, name: str, ask: str, *, code: str) -> None:
        super().__init__(name, ask, clears=(code,))
        self.code = code

    def read(self, turn: Turn, talk: Talk, *, asked: bool) -> str | None:
        digits = digits_in(turn)
        given = turn.value("afm") or (digits if digits and (asked or len(digits) == 9) else None)
        return re.sub(r"\D", "", given) or None if given else None

    async def prepare(self, talk: Talk) -> bool:
        return not await self._known_already(talk)

    async def check(self, value: str, talk: Talk) -> Any:
        if await self._known_already(talk):
            return SKIPPED
        if len(value) != 9:
            raise Refused("utter_afm_length", digits=count(len(value), "ψηφίο", "ψηφία"))
        try:
            sent = await run(identity.start_identification, talk.conversation_id, value)
        except InvalidAfm as error:
            raise Refused("utter_afm_wrong") from error
        except Locked as error:
            raise Refused("utter_code_locked", ends=True) from error
        talk.memory.noted["code_minutes"] = sent.expires_minutes
        talk.memory.noted.pop("code_over", None)
        return value

    async def lapsed(self, talk: Talk) -> bool:
        return talk.get(self.code) is not None and await run(identity.identified_citizen, talk.conversation_id) is None

    async def _known_already(self, talk: Talk) -> bool:
        citizen = await run(identity.identified_citizen, talk.conversation_id)
        if citizen is None:
            return False
        remember(citizen, talk)
        talk.set(self.name, SKIPPED)
        talk.set(self.code, SKIPPED)
        return True


class CodeSlot(Slot):
    """The one-time code; «ξανά» or «δεν ήρθε» sends a new one."""

    handles_repeat = True

    def __init__(self, name: str, ask: str, *, afm: str) -> None:
        super().__init__(name, ask)
        self.afm = afm

    def read(self, turn: Turn, talk: Talk, *, asked: bool) -> str | None:
        if not asked:
            return None
        digits = re.sub(r"\D", "", turn.value("protocol_number") or turn.text)
        if len(digits) >= 4 and len(digits) != 9:
            return digits
        wants_new = cues.asks_again(turn) or (turn.intent == "affirm" and talk.memory.noted.get("code_over"))
        return "resend" if wants_new and not digits else None

    async def check(self, value: str, talk: Talk) -> Any:
        if value == "resend":
            await self._resend(talk)
        try:
            citizen = await run(identity.verify_code, talk.conversation_id, value)
        except WrongCode as error:
            raise Refused("utter_code_wrong", left=error.attempts_left) from error
        except CodeExpired as error:
            talk.memory.noted["code_over"] = True
            raise Refused("utter_code_over") from error
        remember(citizen, talk)
        talk.say("utter_identified", name=f"{citizen.first_name} {citizen.last_name}")
        return True

    async def _resend(self, talk: Talk) -> None:
        try:
            sent = await run(identity.start_identification, talk.conversation_id, str(talk.get(self.afm)))
        except Locked as error:
            raise Refused("utter_code_locked", ends=True) from error
        talk.memory.noted.pop("code_over", None)
        raise Refused("utter_code_resent", minutes=sent.expires_minutes)

    async def question(self, talk: Talk, *, again: bool) -> None:
        talk.say(f"{self.ask}_again" if again else self.ask, minutes=talk.memory.noted.get("code_minutes", 10))


def remember(citizen: identity.CitizenView, talk: Talk) -> None:
    """Keep for this form what is read back to an identified citizen. What another one said before is forgotten."""
    before = talk.memory.noted.get("citizen") or {}
    if before.get("id") not in (None, citizen.citizen_id):
        talk.form.forget_answers(talk)
    talk.memory.noted["citizen"] = {
        "id": citizen.citizen_id,
        "name": f"{citizen.first_name} {citizen.last_name}",
        "email": mask_email(citizen.email) if citizen.email else None,
        "address": citizen.address,
    }
