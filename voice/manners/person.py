"""To a person: transferred in working hours, else called back."""

from __future__ import annotations

import uuid

from voice.grammars import Expects, value
from voice.leg import CallLeg, CallOver, TransferFailed
from voice.manners import digits, prompts, words
from voice.manners.interruptions import NoConversation, Silent
from voice.register_client import CallRecord, LineInfo
from voice.talk import Reply, Talk

YES_NO = Expects("yes_no")
PHONE = Expects("phone")
TRIES = 3


def greek_phone(number: str | None) -> str | None:
    """Ten digits of a Greek number that can be called back, None for anything else (an extension, a name, abroad)."""
    plain = (number or "").removeprefix("+30").removeprefix("0030")
    return plain if len(plain) == 10 and plain.isascii() and plain.isdigit() and plain[0] in "26" else None


async def transfer(leg: CallLeg, talk: Talk, target: str | None, line: LineInfo) -> bool:
    """Hand the caller to a person where one is at work; True when the caller is there. Otherwise says why not."""
    if line.open is False:
        talk.say(prompts.CLOSED)
        return False
    if target is None:
        talk.say(prompts.NOBODY_ANSWERS)
        return False
    await talk.farewell(prompts.CONNECTING)
    try:
        await leg.transfer(target)
    except TransferFailed:
        talk.say(prompts.NOBODY_ANSWERS)
        return False
    return True


async def call_back(talk: Talk, record: CallRecord, caller: str | None, reason: str) -> bool:
    """File a call-back: to the number that calls, once it is agreed to, or to another one. True when it was filed (or will be).

    A caller whose number we know and who hangs up or says nothing instead of answering is called back too.
    """
    key, known = uuid.uuid4().hex, greek_phone(caller)
    try:
        phone = await _number(talk, known)
    except CallOver:
        if known:
            await record.call_back(known, reason, key)
        raise
    except (Silent, NoConversation):
        if not known:
            raise
        phone = known
    if phone is None:
        talk.say(prompts.NO_CALL_BACK)
        return False
    filed = await record.call_back(phone, reason, key)
    talk.say(prompts.CALL_BACK_FILED)
    if filed.code:
        talk.say(prompts.case_number(filed.code, filed.pin), noted=prompts.case_number(filed.code, None))
    return True


async def _number(talk: Talk, known: str | None) -> str | None:
    first: Reply | None = None
    for _ in range(2 if known else 0):
        reply = await talk.ask(f"Να σας καλέσουμε στον αριθμό {prompts.grouped(known or '')};", expects=YES_NO, fresh=True)
        said = value(YES_NO, reply.text)
        if said == "yes":
            return known
        if digits.digits_of(reply, PHONE):
            first = reply  # «όχι, στο 25310…»: nobody is asked for what they have just said
            break
        if said == "no":
            break
    question = prompts.WHICH_PHONE
    for _ in range(TRIES):
        reply = first or await talk.ask(question, expects=PHONE)
        if known and (words.means_this_number(reply.text) or (not digits.digits_of(reply, PHONE) and value(YES_NO, reply.text) == "yes")):
            return known
        reply = await digits.confirmed(talk, reply, PHONE)
        first = None
        if (phone := greek_phone(reply.text)) is not None:
            return phone
        if value(YES_NO, reply.text) == "no":
            return None
        question = prompts.WRONG_PHONE
    return None
