"""What `make call` makes of its arguments, of the house's outbox and of the line's record."""

from __future__ import annotations

import argparse
import json
import os
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest

from ops.call import Part, code_in, code_of_call, paired, parts_of
from tests.support.caller import CallFailed

NOON = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
CODE = "Δήμος Κομοτηνής: ο κωδικός σας είναι {}. Ισχύει για 10 λεπτά."


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def noted(seconds: float, heard: str | None, said: str) -> dict[str, object]:
    return {"at": after(seconds).isoformat(), "heard": heard, "said": said}


def options(**given: str) -> argparse.Namespace:
    return argparse.Namespace(**{"say": None, "wav": None, "keys": None, "voice": "el", **given})


def test_each_turn_has_what_was_noted_until_the_next_one_began():
    record = [
        noted(0, None, "καλημέρα"),
        noted(11, "2", "ποιο;"),
        noted(12, "1", "το ΑΦΜ;"),
        noted(19, None, "είστε εκεί;"),
        noted(21, "ναι", "μάλιστα"),
    ]
    assert paired([after(10), after(20), after(30)], record) == [
        ("2 | 1", "ποιο; το ΑΦΜ; είστε εκεί;"),
        ("ναι", "μάλιστα"),
        (None, None),
    ]


def test_keys_and_the_one_time_code_are_turns_like_words(tmp_path):
    assert parts_of(options(wav="keys:12#,code:", keys="0"), tmp_path) == [
        Part("keys:12#", keys="12#"),
        Part("code:"),
        Part("keys:0", keys="0"),
    ]


@pytest.mark.parametrize(("given", "told"), [({}, "nothing to say"), ({"say": " | "}, "nothing to say"), ({"say": "keys:δύο"}, "keys are")])
def test_what_cannot_be_done_is_said_at_once(tmp_path, given, told):
    with pytest.raises(CallFailed, match=told):
        parts_of(options(**given), tmp_path)


def test_the_code_is_the_newest_since_the_call_began_and_used_once(tmp_path):
    for number, (code, at) in enumerate((("111111", 50), ("222222", 150), ("333333", 160))):
        (tmp_path / f"{number}.txt").write_text(json.dumps({"to": "+306900000001", "text": CODE.format(code)}, ensure_ascii=False))
        os.utime(tmp_path / f"{number}.txt", (at, at))
    (tmp_path / "9.txt").write_text(json.dumps({"to": "+306900000001", "text": "Η αίτησή σας 123456 καταχωρίστηκε."}))
    seen = set()
    assert [code_in(tmp_path, 100, seen) for _ in range(3)] == ["333333", None, None]


def test_a_code_that_went_by_mail_is_found_too(tmp_path):
    message = EmailMessage()
    message.set_content(f"Γεια σας,\n\n{CODE.format('444444')}\n", charset="utf-8", cte="base64")
    (tmp_path / "1.eml").write_bytes(message.as_bytes())
    assert code_in(tmp_path, 0, set()) == "444444"


async def test_a_code_that_does_not_come_is_told_with_its_folder(tmp_path):
    with pytest.raises(CallFailed, match=f"no one-time code of this call lies in {tmp_path}"):
        await code_of_call(tmp_path, 0, set(), seconds=0)
