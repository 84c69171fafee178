"""One call from its first word to its last: who asked what, and who answers it. How things are asked is `Talk`'s."""

from __future__ import annotations

import asyncio
import re
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import NoReturn

import structlog

from greek import spoken
from greek.danger import self_harm
from voice.ears import Heard
from voice.grammars import OPEN, Expects, value
from voice.leg import CallLeg, CallOver
from voice.manners import digits, prompts, words
from voice.manners.interruptions import GivesCode, MaybeEmergency, NeedsWords, NoConversation, Silent, SpokeOfEmergency, WantsPerson
from voice.manners.keypad import Menu
from voice.manners.person import YES_NO, call_back, greek_phone, transfer
from voice.rasa_client import Answer, AssistantDown, RasaClient
from voice.recording import Recorder
from voice.register_client import CallRecord, LineInfo, Refused, RegisterClient, RegisterDown
from voice.talk import GIVE_UP, Reply, Talk

_log = structlog.get_logger(__name__)


LEAST_PATIENCE_S = 0.5


class Finished(Exception):
    """The conversation has come to its end; `how` as the call's record says it."""

    def __init__(self, how: str) -> None:
        super().__init__(how)
        self.how = how


@dataclass(frozen=True)
class Question:
    """What is to be said next, and what is waited for then."""

    texts: tuple[str, ...] = ()
    expects: Expects = OPEN
    payloads: tuple[str, ...] = ()
    form: str | None = None


@dataclass
class Manner:
    """What the settings say of a conversation. `target`: the name of the person's number among the transfer targets."""

    rasa_timeout_s: float = 1.7
    patience_s: float = 8.0
    target: str | None = None
    ask_recording: bool = False
    now: Callable[[], datetime] = field(default=datetime.now)


DANGER = "/report_emergency"
RESUMED = "resume_call"
_NAMES_112 = re.compile(r"\b1 ?1 ?2\b")
Step = Callable[[], Awaitable[Question]]


class Session:
    """The conversation of one call; `run` returns how it ended."""

    def __init__(
        self, leg: CallLeg, talk: Talk, record: CallRecord, rasa: RasaClient, register: RegisterClient, manner: Manner, recorder: Recorder
    ) -> None:
        self._leg, self._talk, self._record, self._rasa, self._register = leg, talk, record, rasa, register
        self._manner, self._recorder = manner, recorder
        self._conversation = ""
        self._question = Question()
        self._told_code = False
        self._offered_person = False

    async def run(self) -> str:
        """Greet, and serve until the end; returns how it ended. CallOver passes through."""
        line = asyncio.create_task(self._register.line())
        step: Step = partial(self._greet, line)
        try:
            while True:
                step = await self._go(step)
        except Finished as finished:
            return finished.how
        finally:
            line.cancel()
            await self._talk.settle()

    async def _go(self, step: Step) -> Step:
        """One step, and what it leads to."""
        try:
            return partial(self._answer, await step())
        except WantsPerson:
            return self._person
        except MaybeEmergency as perhaps:
            return partial(self._perhaps_urgent, perhaps.heard)
        except SpokeOfEmergency as emergency:
            return partial(self._turn, Reply(emergency.heard.text, heard=emergency.heard))
        except GivesCode as given:
            return partial(self._resume, given.code, given.heard)
        except Silent:
            return self._silent
        except NoConversation:
            return self._goodbye
        except NeedsWords:
            return self._without_words
        except AssistantDown:
            return self._down

    # -- steps ----------------------------------------------------------------------------------------------------

    async def _greet(self, line: asyncio.Task[LineInfo]) -> Question:
        talk, manner = self._talk, self._manner
        talk.say(prompts.hello(manner.now().hour))
        if talk.deaf:
            talk.say(prompts.NOT_RECORDED, prompts.DANGER_HINT, prompts.ONLY_KEYS)
        elif manner.ask_recording:
            given = await self._may_record()
            self._record.consent(given)
            if given:
                self._recorder.start()
            talk.say(prompts.RECORDED if given else prompts.NOT_RECORDED, prompts.DANGER_HINT)
        else:
            talk.say(prompts.NOT_RECORDED, prompts.DANGER_HINT)
        await asyncio.wait({line}, timeout=0.3)
        notice = line.result().notice if line.done() and not line.cancelled() and line.exception() is None else None
        # The Greek question comes last: after it the caller speaks.
        return Question(((notice,) if notice else ()) + (prompts.FOR_ENGLISH,) + (() if talk.deaf else (prompts.SAY_WHAT,)))

    async def _may_record(self) -> bool:
        """Only a yes is a yes."""
        try:
            reply = await self._talk.ask(prompts.ASK_RECORDING, expects=YES_NO, quiet_once=True)
        except (Silent, NoConversation):
            return False
        return value(YES_NO, reply.text) == "yes"

    async def _answer(self, question: Question) -> Question:
        """Ask, and take the answer to the assistant."""
        self._question = question
        talk, expects = self._talk, question.expects
        talk.may_resume = question.form is None and expects.manner == "open"
        if talk.failures >= GIVE_UP:
            await self._goodbye()
        fresh = expects.manner == "yes_no"
        menu = Menu.of(expects, question.payloads, english=talk.english)
        kept, talk.kept = talk.kept, None
        if kept is not None and kept[0] == expects.kind:
            # Digits that wait for their yes are read back again, in the place of the question that they answer.
            talk.say(*question.texts[:-1])
            reply = Reply(kept[1])
        else:
            reply = await talk.ask(*question.texts, expects=expects, menu=menu, fresh=fresh)
        if expects.kind == "phone" and words.means_this_number(reply.text) and (own := greek_phone(self._leg.info.caller)):
            reply = replace(reply, text=own)  # it is read back before it is used
        if expects.manner == "digits" and reply.payload is None and (expects.digits or reply.keyed) and not spoken.protocol(reply.text):
            reply = await digits.confirmed(talk, reply, expects)
        return await self._turn(reply)

    async def _turn(self, reply: Reply) -> Question:
        """Tell the assistant, and find what to say then."""
        answer = await self._asked(reply)
        talk = self._talk
        talk.understood(answer.understanding, None if reply.payload is not None else reply.text)
        talk.english = answer.english
        if answer.transfer:
            return await self._person()
        if self._question.texts == (prompts.ANYTHING_ELSE,) and answer.form is None and answer.understanding.get("intent") == "deny":
            # The assistant doesn't know what the line has asked by itself: it would ask the same again.
            await self._goodbye()
        if answer.ends:
            await talk.farewell(*answer.texts)
            raise Finished("goodbye")
        if answer.fallback and not words.is_emergency(reply.text):
            talk.failures += 1
        else:
            talk.failures = 0
        # Where 112 is named nothing comes before it: the code has time until the next answer.
        urgent = any(_NAMES_112.search(text) for text in answer.texts)
        if answer.form and not self._told_code and self._record.resume_code and not urgent:
            self._told_code = True
            talk.say(prompts.resume_code(self._record.resume_code), remember=False, noted=prompts.resume_code(""))
        texts = answer.texts
        if answer.fallback and talk.failures >= 2:
            menu = Menu.of(answer.expects, answer.payloads, english=talk.english)
            texts = (*texts, prompts.BY_KEYS, menu.read(), prompts.PERSON_KEY)
        return Question(texts, answer.expects, answer.payloads, answer.form)

    async def _perhaps_urgent(self, heard: Heard) -> Question:
        """A word of danger was heard, but not well: 112 is named and it is asked. The same heard again is no mishearing."""
        try:
            reply = await self._talk.ask(prompts.IS_IT_URGENT, expects=YES_NO, fresh=True, quiet_once=True)
        except (Silent, NoConversation):
            self._talk.say(prompts.EMERGENCY)
            return self._question
        except SpokeOfEmergency as again:
            return await self._turn(Reply(payload=DANGER, heard=again.heard))
        said = value(YES_NO, reply.text)
        if said == "yes":
            return await self._turn(Reply(payload=DANGER, heard=heard))
        if said == "no":
            self._talk.say(prompts.NOT_URGENT, remember=False)
            return self._question
        return await self._turn(reply)

    async def _asked(self, reply: Reply) -> Answer:
        """The assistant's answer; after a while without one the caller is told. Raises AssistantDown."""
        await self._record.opened()
        self._conversation = self._record.conversation or self._conversation or f"phone-{uuid.uuid4().hex}"
        loop = asyncio.get_running_loop()
        began = loop.time()
        text = None if reply.payload is not None else reply.text
        asking = asyncio.create_task(self._rasa.turn(self._conversation, text=text, payload=reply.payload, message_id=uuid.uuid4().hex))
        try:
            await asyncio.wait({asking}, timeout=patience_left(self._manner.rasa_timeout_s, self._talk.turn.since, began))
            if not asking.done():
                self._talk.say(prompts.EMERGENCY if words.is_emergency(reply.text) else prompts.ONE_MOMENT, remember=False)
                await asyncio.wait({asking}, timeout=self._manner.patience_s)
            if asking.done():
                return asking.result()
            raise AssistantDown("no answer in time")
        except AssistantDown:
            if words.is_emergency(reply.text):
                self._talk.say(prompts.EMERGENCY, prompts.HELP_LINE if self_harm(reply.text) else "")
            raise
        finally:
            asking.cancel()
            self._talk.turn.timings["dialogue_ms"] = round((loop.time() - began) * 1000)

    async def _down(self) -> Question:
        self._talk.say(prompts.DOWN)
        await call_back(self._talk, self._record, self._leg.info.caller, "Ο βοηθός δεν απαντούσε την ώρα της κλήσης.")
        await self._goodbye()

    async def _person(self) -> Question:
        if await transfer(self._leg, self._talk, self._manner.target, await self._register.line()):
            raise Finished("transferred")
        return await self._called_back("Ζήτησε να μιλήσει με υπάλληλο." + (" Μιλά αγγλικά." if self._talk.english else ""))

    async def _called_back(self, reason: str) -> Question:
        await call_back(self._talk, self._record, self._leg.info.caller, reason)
        before = self._question
        if before.form and not self._talk.deaf:
            return before
        return Question((prompts.ANYTHING_ELSE,))

    async def _without_words(self) -> Question:
        """What keys can't answer becomes a call-back, and the form that asked for it ends: it would take what comes next for its answer."""
        self._talk.say(prompts.NEEDS_WORDS)
        form, self._question = self._question.form, Question()
        question = await self._called_back("Μιλά αγγλικά." if self._talk.english else "Η γραμμή λειτουργούσε μόνο με πλήκτρα.")
        if form:
            await self._rasa.turn(self._conversation, payload="/restart", message_id=uuid.uuid4().hex)
        return question

    async def _silent(self) -> Question:
        if self._offered_person:
            await self._goodbye()
        self._offered_person = True
        try:
            reply = await self._talk.ask(prompts.OFFER_PERSON, expects=YES_NO, quiet_once=True)
        except Silent:
            await self._goodbye()
        said = value(YES_NO, reply.text)
        if said == "yes":
            return await self._person()
        self._offered_person = False
        return self._question if said == "no" else await self._turn(reply)

    async def _resume(self, code: str, heard: Heard | None) -> Question:
        """Go on with the conversation that `code` leads to, at the same question."""
        talk = self._talk
        if not code:
            talk.may_resume = False
            expects = Expects("code", 6)
            code = digits.digits_of(await talk.ask(prompts.WHICH_CODE, expects=expects), expects) or ""
        try:
            await self._record.resume(code)
        except (Refused, RegisterDown):
            if heard is not None and words.resume_code(heard.text):
                return await self._turn(Reply(heard.text, heard=heard))
            return Question((prompts.NO_SUCH_CODE,))
        self._told_code = True
        talk.say(prompts.RESUMED, remember=False)
        question = await self._turn(Reply(payload="/repeat"))
        if talk.turn.understanding is not None:  # what staff read is what the caller did, not how the assistant was told of it
            talk.turn.understanding = {**talk.turn.understanding, "intent": RESUMED}
        return question

    async def _goodbye(self) -> NoReturn:
        await self._talk.farewell(prompts.GOODBYE)
        raise Finished("goodbye")


def patience_left(patience_s: float, since: float, now: float) -> float:
    """How long to wait on. A caller counts from the end of their own words, and some of that time went into hearing them."""
    return max(LEAST_PATIENCE_S, patience_s - (now - since))


async def serve(session: Session, leg: CallLeg) -> str:
    """Run `session`; returns how the call ended, by the leg where it was not us."""
    try:
        return await session.run()
    except CallOver:
        return leg.ended.value if leg.ended is not None else "caller"
