"""Where a case stands: at once in the conversation that filed it, with code and PIN from anywhere else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from actions.forms import ServiceForm
from actions.slots import Slot
from actions.unit import run
from actions.words import count, day_month
from backend.errors import Locked, MunicipalityError, WrongPin
from backend.services import cases

if TYPE_CHECKING:
    from actions.talk import Talk
    from actions.turn import Turn

_PROTOCOL = re.compile(r"\b[A-Za-zΑ-Ωα-ω]{3}[\s-]?\d{4}[\s-]?\d{1,6}\b")
_CODE = re.compile(r"(?<!\d)\d{3}[\s-]?\d{3}(?!\d)")
_WHEN = re.compile(r"\b(ποτε|ποσο (κανει|θα|καιρο)|ποσεσ (μερεσ|ημερεσ)|σε ποσ\w+)\b")
_PIN = re.compile(r"(?<!\d)\d{4}(?!\d)")


class Reference(Slot):
    """Protocol number or six-digit code, in any spelling."""

    words = ("κωδικο", "αριθμο", "πρωτοκολλ")

    def read(self, turn: Turn, talk: Talk, *, asked: bool) -> str | None:
        match = _PROTOCOL.search(turn.text) or _CODE.search(turn.text)
        return match.group() if match else turn.value("protocol_number")


class Pin(Slot):
    """The four digits; with them the answer is given."""

    words = ("pin", "πιν")

    def read(self, turn: Turn, talk: Talk, *, asked: bool) -> str | None:
        rest = _CODE.sub(" ", _PROTOCOL.sub(" ", turn.text))
        match = _PIN.search(rest)
        return match.group() if match else None


class StatusForm(ServiceForm):
    form = "status_form"
    starts = frozenset({"check_case_status"})
    slots = (Reference("case_reference", "utter_status_reference", clears=("case_pin",)), Pin("case_pin", "utter_status_pin"))

    async def begin(self, talk: Talk) -> bool:
        if talk.get("told_status") and _WHEN.search(talk.turn.plain) and not self.slots[0].read(talk.turn, talk, asked=True):
            talk.say("utter_status_no_date")  # «και πότε θα γίνει;», right after the state was told
            return True
        return await self.answer_in_place(talk)

    async def answer_in_place(self, talk: Talk) -> bool:
        reference = self.slots[0].read(talk.turn, talk, asked=True)
        status = await run(cases.get_status_for_conversation, talk.conversation_id, reference)
        if status is None:
            return False
        say_status(talk, status)
        return True

    async def submit(self, talk: Talk) -> None:
        say_status(talk, await run(cases.get_status, talk.get("case_reference"), talk.get("case_pin")))
        talk.set("told_status", True)

    async def failed(self, error: MunicipalityError, talk: Talk) -> bool:
        if isinstance(error, WrongPin):
            talk.say("utter_status_wrong")
            return True
        if isinstance(error, Locked):
            talk.say("utter_status_locked", minutes=count(max(1, round(error.retry_after / 60)), "λεπτό", "λεπτά"))
            self.end(talk)
            return True
        return False


_WHAT_NEXT = re.compile(r"\b(ποτε|ποσο (κανει|θα|καιρο)|ποσεσ (μερεσ|ημερεσ)|σε ποσ\w+|τι γινεται|τι θα γινει|και τωρα|μετα τι|τι εγινε)\b")


async def answer_about_last_case(talk: Talk) -> bool:
    """«Και πότε θα έρθουν;» after something was filed here: where it stands, and that no date is known."""
    if talk.get("told_status") and _WHEN.search(talk.turn.plain) and not talk.turn.has_values:
        talk.say("utter_status_no_date")
        return True
    if not talk.get("last_case") or not _WHAT_NEXT.search(talk.turn.plain):
        return False
    try:
        status = await run(cases.get_status_for_conversation, talk.conversation_id)
    except MunicipalityError:
        return False
    if status is None:
        return False
    say_status(talk, status)
    return True


def say_status(talk: Talk, status: cases.CaseStatus) -> None:
    """The state in one line, and the latest note that staff wrote for the citizen."""
    talk.say("utter_status", protocol=status.protocol, title=status.title, state=status.state_label, when=day_month(status.updated_at))
    note = next((line.note for line in reversed(status.history) if line.note), None)
    if note:
        talk.say("utter_status_note", note=note)
    if _WHEN.search(talk.turn.plain):
        talk.say("utter_status_no_date")
