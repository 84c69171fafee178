"""Digits by voice or keys: gathered over several turns, read back in groups, confirmed."""

from __future__ import annotations

import re
from dataclasses import replace

from greek import spoken
from greek.turns import dictated
from voice.grammars import Expects, value
from voice.manners import prompts
from voice.notes import HIDDEN
from voice.talk import SECRET, Reply, Talk

YES_NO = Expects("yes_no")


def digits_of(reply: Reply, expects: Expects) -> str | None:
    """The digits of an answer; all of them where it holds them, else as many as there are, None where there are none."""
    if re.fullmatch(r"\d+", reply.text):
        return reply.text
    return value(expects, reply.text) or dictated(reply.text)


async def confirmed(talk: Talk, reply: Reply, expects: Expects) -> Reply:
    """From the first answer to a question for digits to all the digits, confirmed. What isn't digits comes back as it was said."""
    gathered = ""
    while True:
        got = digits_of(reply, expects)
        wanted = expects.digits
        if got is None:
            if not gathered or spoken.yes_no(reply.text) is not False:
                return reply
            gathered = ""
            reply = await talk.ask(prompts.FROM_THE_START, expects=expects)
            continue
        gathered = got if wanted and len(got) >= wanted else gathered + got
        if wanted and len(gathered) > wanted:
            gathered = ""
            reply = await talk.ask(prompts.FROM_THE_START, expects=expects)
        elif wanted and len(gathered) < wanted:
            rest = replace(expects, kind=expects.kind if expects.kind in SECRET else "digits", length=wanted - len(gathered))
            progress = prompts.progress(len(gathered), wanted)
            secret = f"{HIDDEN} {progress}" if expects.kind in SECRET else None
            reply = await talk.ask(f"{prompts.grouped(gathered)}.", progress, expects=rest, noted=secret)
        else:
            answer = await sure(talk, gathered, secret=expects.kind in SECRET)
            if answer is None:
                return Reply(gathered, heard=reply.heard)
            if digits_of(answer, expects) is None and spoken.yes_no(answer.text) is not False:
                talk.kept = (expects.kind, gathered)
                return answer
            gathered = ""
            reply = answer if digits_of(answer, expects) else await talk.ask(prompts.ONCE_MORE, expects=expects)


async def sure(talk: Talk, digits: str, *, secret: bool = False) -> Reply | None:
    """Read `digits` back; None when they are right, else what was said instead. `secret`: the record doesn't tell them."""
    noted = f"{HIDDEN} {prompts.RIGHT}" if secret else None
    answer = await talk.ask(f"{prompts.grouped(digits)}.", prompts.RIGHT, expects=YES_NO, fresh=True, noted=noted)
    for _ in range(2):
        said = value(YES_NO, answer.text)
        if said == "yes":
            return None
        if said == "no" or dictated(answer.text):
            return answer
        answer = await talk.ask(prompts.RIGHT, prompts.YES_NO_KEYS, expects=YES_NO)
    return answer
