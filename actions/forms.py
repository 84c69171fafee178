"""The form that every service's transaction is made of.

A service subclasses `ServiceForm`, lists its slots in order (a `Confirm` last) and says how to file. The base reads each sentence once: it
fills as many slots as the sentence holds, takes corrections at any time, answers side questions in place and comes back, lets the citizen
cancel or turn to something else, and asks the next question. One call of the action server per turn, always with an outcome: Rasa's form
never has to reject.
"""

from __future__ import annotations

import uuid
from enum import Enum, auto
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import cues, guide
from actions.answers import ANSWERS
from actions.slots import SKIPPED, Confirm, Refused, Slot, YesNo
from actions.talk import Event, Memory, Talk
from backend.errors import MunicipalityError, Unavailable
from greek.danger import must_be_urgent

# Intents that never interrupt: they are answers to the question, or nothing that can be acted on.
_PLAIN = frozenset({"inform", "affirm", "deny", "dont_know", "nlu_fallback", "out_of_scope", "cancel"})
# A sentence that answers a free-text question may look like one of these; only a question mark makes it one.
_ALWAYS_ASIDE = frozenset({"help", "request_human", "bot_challenge", "privacy_request", "change_language", "greet", "thank", "goodbye"})
_SURE = 0.75
# Below it the intent is a guess, on which no other service is begun in the middle of one.
_GUESS = 0.4
# Intents of sentences that may well be questions for the guide.
_UNKNOWN = frozenset({"nlu_fallback", "out_of_scope", "inform"})

FORMS: dict[str, ServiceForm] = {}
"""The form that each intent starts."""


class _Outcome(Enum):
    TAKEN = auto()  # something went into a slot
    NOTHING = auto()  # the sentence held nothing that the form could use
    ASKED = auto()  # the citizen was told something and asked again: the turn is done
    ENDED = auto()


class ServiceForm(Action):  # type: ignore[misc]
    """Base of the forms. The action's name is ``validate_<form>``: Rasa's form calls it once per turn."""

    form: ClassVar[str] = ""
    starts: ClassVar[frozenset[str]] = frozenset()
    slots: ClassVar[tuple[Slot, ...]] = ()
    extra: ClassVar[tuple[str, ...]] = ()  # Rasa slots that belong to the form without being asked for

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.form:
            FORMS.update(dict.fromkeys(cls.starts, cls()))

    def name(self) -> str:
        return f"validate_{self.form}"

    # What a service fills in.

    def summary(self, talk: Talk) -> dict[str, str]:
        """The placeholders of the confirmation."""
        return {}

    async def submit(self, talk: Talk) -> None:
        """File it and say the receipt. A `MunicipalityError` is said to the citizen and the form goes on."""
        raise NotImplementedError

    async def begin(self, talk: Talk) -> bool:
        """Called when the form starts; True when all is already done (the form then ends)."""
        return False

    async def answer_in_place(self, talk: Talk) -> bool:
        """Answer what started this form while another form runs, without leaving that one; False when it needs a dialogue of its own."""
        return False

    async def take_extra(self, talk: Talk) -> bool:
        """Take what may come at any time beside the slots (a photo); True when something was taken and acknowledged."""
        return False

    async def take_rest(self, asked: Slot, talk: Talk) -> bool:
        """Make use of a sentence that filled no slot (more to the description); True when it was used and acknowledged."""
        return False

    async def answer_question(self, talk: Talk) -> bool:
        """Answer a question that is not understood as one of the assistant's own topics; False when there is no sure answer."""
        return await guide.answer_if_sure(talk)

    async def took(self, slot: str, talk: Talk) -> bool:
        """Called when that slot got a value; True when this brings the form to its end (all has been said)."""
        return False

    async def ends_with(self, asked: Slot, talk: Talk) -> bool:
        """Whether this turn brings the form to its end whatever was asked (all has been said)."""
        return False

    async def failed(self, error: MunicipalityError, talk: Talk) -> bool:
        """Deal with an error of `submit` in the service's own way; True when done."""
        return False

    # What a turn does.

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[Event]:
        talk = Talk(dispatcher, tracker, self)
        if talk.requested is None:
            await self._start(talk)
        else:
            await self._go_on(talk)
        # Setting a slot every time keeps Rasa's form from rejecting a turn in which nothing was filled.
        return [*talk.events(), SlotSet("transaction_key", talk.get("transaction_key")), SlotSet("requested_slot", talk.requested)]

    async def _start(self, talk: Talk) -> None:
        for name in self._all_slots():
            talk.set(name, None)
        talk.memory = Memory()
        talk.set("transaction_key", uuid.uuid4().hex)
        talk.set("offered", None)
        seed = talk.get("form_seed")
        if isinstance(seed, dict):
            talk.turn = talk.turn.with_memory_of(seed.get("entities") or [], str(seed.get("text") or ""))
            talk.set("form_seed", None)
        if await self.begin(talk):
            self.end(talk)
            return
        await self.take_extra(talk)
        outcome = await self._fill(talk, asked=None)
        if outcome in (_Outcome.TAKEN, _Outcome.NOTHING):
            await self._advance(talk)

    async def _go_on(self, talk: Talk) -> None:
        turn, asked = talk.turn, self.slot(talk.requested)
        if turn.intent == "report_emergency":
            await ANSWERS["report_emergency"](talk)
            if talk.get("self_harm"):
                return  # the form's question can wait: it stays open
            if not must_be_urgent(turn.text) and await self.take_rest(asked, talk):
                await self._advance(talk, after=asked)  # perhaps only more about the problem («σκοντάφτουν»): 112 is named, nothing is lost
            else:
                await self._ask(asked, talk, again=True)
            return
        if turn.value("choice") == "more" and talk.read_on():
            await self._ask(asked, talk, again=True)
            return
        if turn.intent != "cancel" and await self._lapsed(talk):
            return
        if talk.memory.awaiting and await self._answer_own_question(talk):
            return
        talk.memory.awaiting = None
        if await self.ends_with(asked, talk):
            self.end(talk)
        elif turn.value("choice") == "keep":
            await self._ask(asked, talk, again=True)
        elif turn.intent == "cancel" and not self._answers(asked, talk):
            self._cancel(talk)
        elif turn.intent == "repeat" and not asked.handles_repeat:
            await self._ask(asked, talk)
        elif await self.take_extra(talk):
            await self._ask(asked, talk, again=True)
        elif self._is_aside(asked, talk):
            await self._aside(asked, talk)
        elif await self._answered(asked, talk):
            talk.memory.misses = 0
            await self._ask(asked, talk, again=True)
        else:
            await self._use(asked, talk)

    async def _lapsed(self, talk: Talk) -> bool:
        """Ask anew for what counts no more before anything else is told; True when something had lapsed."""
        for slot in self.slots:
            if talk.get(slot.name) is not None and await slot.lapsed(talk):
                talk.memory.awaiting = None
                self.reopen(slot, talk)
                talk.requested = slot.name
                talk.say(f"{slot.ask}_lapsed")
                return True
        return False

    async def _use(self, asked: Slot, talk: Talk) -> None:
        outcome = await self._fill(talk, asked=asked)
        if outcome is _Outcome.TAKEN or (outcome is _Outcome.NOTHING and await self.take_rest(asked, talk)):
            talk.memory.misses = 0
            await self._advance(talk, after=asked)
        elif outcome is _Outcome.NOTHING:
            await self._not_understood(asked, talk)

    async def _fill(self, talk: Talk, *, asked: Slot | None) -> _Outcome:
        """Put what the sentence holds into slots: new values, corrections of filled ones, the answer to the question."""
        turn = talk.turn
        reopened = self._reopened(talk)
        if reopened is not None and not any(s.read(turn, talk, asked=False) for s in self.slots):
            self.reopen(reopened, talk)
            talk.memory.misses = 0
            await self._ask(reopened, talk)
            return _Outcome.ASKED
        bare = not cues.content_words(turn.rest_plain)
        may_correct = asked is None or isinstance(asked, Confirm) or cues.corrects(turn)
        found: list[tuple[Slot, Any, bool]] = []
        known = talk.values()
        for slot in self.slots:
            if slot is asked or not slot.applies(known):
                continue
            value, old = slot.read(turn, talk, asked=False), talk.get(slot.name)
            if value is None and old is None and slot.optional and cues.leaves_out(turn, slot.words):
                value = SKIPPED
            if value is None or (old is not None and slot.same(old, value)):
                continue
            if old is not None and not (may_correct or slot.improves(old, value) or (bare and slot.bare_corrects(value))):
                continue
            was_filled = old is not None and old is not SKIPPED
            if old is not None:
                value = slot.merge(old, value)
                if value == old:
                    continue
            found.append((slot, value, was_filled and not slot.completes(old, value)))
            known = {**known, slot.name: value}
        corrected = any(was_filled for _, _, was_filled in found)
        if asked is not None and corrected:
            # Beside a correction only what surely answers counts: «όχι λακκούβα, πεζοδρόμιο, στην Ορφέως 5».
            value = None if asked.free_text else asked.read(turn, talk, asked=False)
            if value is not None:
                found.append((asked, value, False))
        elif asked is not None and not (found and (isinstance(asked, Confirm) or (asked.free_text and bare))):
            value = asked.read(turn, talk, asked=True)
            if value is None and asked.optional and cues.skips(turn):
                value = SKIPPED
            if value is not None:
                found.append((asked, value, False))
        for slot, value, was_filled in found:
            if not await self._take(slot, value, talk, correction=was_filled):
                return _Outcome.ASKED if talk.requested else _Outcome.ENDED
        if corrected:
            talk.say("utter_form_corrected")
        elif found and asked is not None and all(slot is not asked for slot, _, _ in found):
            talk.say("utter_form_noted")
        return _Outcome.TAKEN if found else _Outcome.NOTHING

    async def _take(self, slot: Slot, value: Any, talk: Talk, *, correction: bool) -> bool:
        """Check and keep one value; False when it was refused (the citizen has been told, and asked again)."""
        try:
            kept = value if value is SKIPPED else await slot.check(value, talk)
        except Refused as refusal:
            talk.say(refusal.response, **refusal.values)
            if refusal.ends:
                self.end(talk)
            elif refusal.ask_again:
                await self._ask(slot, talk, again=True)
            else:
                talk.requested = slot.name
            return False
        except MunicipalityError as error:
            talk.say("utter_error", message=error.message)
            talk.requested = slot.name
            return False
        if correction:
            for name in slot.clears:
                talk.set(name, None)
        slot.keep(kept, talk)
        if await self.took(slot.name, talk):
            self.end(talk)
            return False
        return True

    async def _advance(self, talk: Talk, *, after: Slot | None = None) -> None:
        """Ask the next open question, in short when it is the one `after` which the citizen said something else; file when none is open."""
        for slot in self.slots:
            if talk.get(slot.name) is None and slot.applies(talk.values()) and await slot.prepare(talk):
                await self._ask(slot, talk, again=slot is after and not isinstance(slot, Confirm))
                return
        try:
            await self.submit(talk)
        except MunicipalityError as error:
            await self._submit_failed(error, talk)
        else:
            self.end(talk)

    async def _submit_failed(self, error: MunicipalityError, talk: Talk) -> None:
        confirm = self.slots[-1]
        talk.set(confirm.name, None)
        talk.requested = confirm.name
        if await self.failed(error, talk):
            return
        # The key stays, so a yes in a minute files once even if the first attempt got through.
        talk.say("utter_unavailable_kept" if isinstance(error, Unavailable) else "utter_error", message=error.message)

    async def _ask(self, slot: Slot, talk: Talk, *, again: bool = False) -> None:
        talk.requested = slot.name
        await slot.question(talk, again=again)

    # Interruptions.

    def _answers(self, asked: Slot, talk: Talk) -> bool:
        """Whether the sentence gives the asked slot a value of its kind (not just any text)."""
        return not asked.free_text and asked.read(talk.turn, talk, asked=True) is not None

    def _is_aside(self, asked: Slot, talk: Talk) -> bool:
        """Whether the sentence is no answer but a question of its own or the wish for another service."""
        turn = talk.turn
        if turn.intent in _PLAIN or turn.intent in self.starts or (turn.text and turn.confidence < _GUESS):
            return False
        if turn.intent in ANSWERS and turn.confidence >= _SURE and cues.is_question(turn) and turn.text:
            return True  # «τι ώρα ανοίγει το δημαρχείο» names a place, and is no answer to «where?»
        if self._answers(asked, talk):
            return False
        if asked.optional and cues.only_skips(turn):
            return False  # «τίποτα άλλο» leaves it out, whatever else it may say elsewhere
        if turn.intent not in ANSWERS and turn.intent not in FORMS:
            return False
        if not asked.free_text or turn.intent in _ALWAYS_ASIDE or not turn.text:
            return True
        return cues.is_question(turn) or turn.confidence >= _SURE

    async def _answered(self, asked: Slot, talk: Talk) -> bool:
        """Whether the sentence was a question that no intent knows, and could be answered all the same."""
        turn = talk.turn
        understood = turn.intent not in _UNKNOWN | self.starts and turn.confidence >= _GUESS
        if understood or not turn.text or not cues.is_question(turn) or asked.named_in(turn) or self._answers(asked, talk):
            return False
        return await self.answer_question(talk)

    async def _aside(self, asked: Slot, talk: Talk) -> None:
        turn = talk.turn
        other = FORMS.get(turn.intent)
        if turn.intent == "help" and not cues.asks_what_you_do(turn):
            talk.memory.misses = 0
            await asked.help(talk)  # what helps here is how to answer this question
            return
        if turn.intent in ANSWERS:
            await ANSWERS[turn.intent](talk)
        elif other is not None and not await other.answer_in_place(talk):
            talk.memory.awaiting = "switch"
            entities = [{"entity": e.name, "value": e.value} for e in turn.entities]
            talk.memory.switch = {"form": other.form, "entities": entities, "text": turn.text}
            talk.say(f"utter_switch_to_{other.form}")
            return
        talk.memory.misses = 0
        await self._ask(asked, talk, again=True)

    def _cancel(self, talk: Talk) -> None:
        """Drop it at once when little was told; ask first when the citizen would have much to tell again."""
        if sum(bool(talk.get(slot.name)) for slot in self.slots) >= 2:
            talk.memory.awaiting = "cancel"
            talk.say("utter_cancel_sure")
        else:
            self._cancelled(talk)

    def _refuse(self, talk: Talk) -> None:
        """A no to what can't be left out: stop, once it is sure that this is meant."""
        if any(talk.get(slot.name) for slot in self.slots):
            talk.memory.awaiting = "cancel"
            talk.say("utter_cancel_sure")
        else:
            self._cancelled(talk)

    def _cancelled(self, talk: Talk) -> None:
        talk.say("utter_cancelled")
        self.end(talk)
        if talk.by_phone:
            talk.set("offered", "anything_else")

    async def _answer_own_question(self, talk: Talk) -> bool:
        """The answer to the form's own open question; False when the sentence is about something else."""
        turn, awaiting = talk.turn, talk.memory.awaiting
        choice, asked = turn.value("choice"), self.slot(talk.requested)
        yes, no = turn.intent == "affirm" or choice == "yes", turn.intent == "deny" or choice in ("no", "keep")
        if awaiting == "cancel" and (yes or turn.intent == "cancel"):
            self._cancelled(talk)
        elif awaiting == "switch" and (yes or choice == "switch"):
            switch = talk.memory.switch or {}
            self.end(talk)
            talk.set("form_seed", switch)
            talk.follow_with(str(switch["form"]))
        elif awaiting == "change" and (slot := self._reopened(talk)) and not turn.has_values:
            talk.memory.awaiting = None
            self.reopen(slot, talk)
            await self._ask(slot, talk)
        elif awaiting == "change" and yes and not turn.has_values:
            # A yes to «what shall I change?» is no yes to filing.
            talk.memory.awaiting = None
            await self._ask(asked, talk)
        elif no and not turn.has_values:
            talk.memory.awaiting, talk.memory.switch = None, None
            await self._ask(asked, talk, again=True)
        else:
            return False
        return True

    def _reopened(self, talk: Talk) -> Slot | None:
        """The filled slot that the citizen wants to change without saying to what."""
        turn = talk.turn
        field = turn.value("field")
        if field is None and not (talk.memory.awaiting == "change" or cues.corrects(turn)):
            return None
        for slot in self.slots:
            if field == slot.name or (field is None and talk.get(slot.name) is not None and slot.named_in(turn)):
                return slot
        return None

    async def _not_understood(self, asked: Slot, talk: Talk) -> None:
        turn = talk.turn
        if isinstance(asked, Confirm) and (turn.intent == "deny" or turn.value("choice") == "change" or cues.corrects(turn)):
            talk.memory.awaiting = "change"
            talk.say(f"utter_{self.form}_change")
            return
        if turn.intent == "deny" and not (asked.optional or isinstance(asked, (Confirm, YesNo)) or turn.has_values):
            self._refuse(talk)
            return
        again = asked.name if turn.intent == "dont_know" else None
        if again and again == talk.memory.noted.get("unknowing") and not asked.lists:
            talk.memory.noted.pop("unknowing")
            talk.say("utter_form_stuck")  # twice in a row: asking a third time tells nobody more
            return
        talk.memory.noted["unknowing"] = again
        asks = turn.intent in self.starts or cues.is_question(turn) or (turn.intent == "affirm" and not isinstance(asked, Confirm))
        if turn.intent in ("dont_know", "help") or (talk.memory.misses == 0 and asks):
            talk.memory.misses += turn.intent not in ("dont_know", "help")
            await asked.help(talk)
            return
        talk.memory.misses += 1
        if talk.memory.misses == 1:
            talk.say("utter_form_not_understood")
            await asked.help(talk)
        else:
            talk.say("utter_form_stuck")

    # Bookkeeping.

    def slot(self, name: str | None) -> Slot:
        return next((slot for slot in self.slots if slot.name == name), self.slots[0])

    def reopen(self, slot: Slot, talk: Talk) -> None:
        """Empty a slot, and what hangs on it, to be asked anew."""
        for name in (slot.name, *slot.clears):
            talk.set(name, None)

    def forget_answers(self, talk: Talk) -> None:
        """Forget what was said after the question that is open (who answers now is somebody else)."""
        names = [slot.name for slot in self.slots]
        for name in names[names.index(talk.requested) + 1 :] if talk.requested in names else ():
            talk.set(name, None)

    def end(self, talk: Talk) -> None:
        """Close the form: its slots are emptied, Rasa deactivates the loop."""
        for name in self._all_slots():
            talk.set(name, None)
        talk.memory = Memory()
        talk.set("form_memory", None)
        talk.set("transaction_key", None)
        talk.requested = None

    def _all_slots(self) -> tuple[str, ...]:
        return (*(slot.name for slot in self.slots), *self.extra)
