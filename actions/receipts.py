"""The receipt of something filed: protocol number, code and PIN, said once."""

from __future__ import annotations

from typing import Any

from actions.talk import Talk
from actions.words import grouped
from backend.services.cases import OpenedCase


def say_receipt(talk: Talk, opened: OpenedCase, response: str, **values: Any) -> None:
    """Say `response` with ``{protocol}``, ``{code}``, ``{pin}`` and draw the receipt card.

    The dialogue keeps number and code, never the PIN.
    """
    case = {"protocol": opened.protocol, "code": opened.code, "pin": opened.pin}
    talk.say(response, custom={"case": case}, protocol=opened.protocol, code=grouped(opened.code), pin=opened.pin, **values)
    talk.set("last_case", {"protocol": opened.protocol, "code": opened.code})
    # A second yes is answered with the same receipt, without the PIN; on the phone it was asked whether there is anything else.
    talk.set("offered", "anything_else" if talk.by_phone else "last_case")
