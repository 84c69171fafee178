"""The PBX examples hold together, and let the assistant reach desks only."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[3] / "deploy" / "pbx" / "asterisk"


def sections(name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    current = ""
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        line = line.split(";")[0].strip() if not line.startswith(";") else ""
        if match := re.fullmatch(r"\[([\w-]+)\]", line):
            current = match[1]
            found[current]
        elif line:
            found[current].append(line)
    return dict(found)


@pytest.fixture
def dialplan() -> dict[str, list[str]]:
    return sections("extensions.conf")


@pytest.fixture
def pjsip() -> dict[str, list[str]]:
    return sections("pjsip.conf")


def test_every_context_that_is_named_exists(dialplan, pjsip):
    named = [line.split("=")[1].strip() for lines in pjsip.values() for line in lines if line.startswith("context")]
    named += [match for lines in dialplan.values() for match in re.findall(r"Goto\(([\w-]+),", " ".join(lines))]
    assert named and set(named) <= set(dialplan)


def test_every_endpoint_that_is_dialled_exists(dialplan, pjsip):
    dialled = {match for lines in dialplan.values() for match in re.findall(r"PJSIP/([\w-]+)", " ".join(lines))}
    assert dialled and dialled <= set(pjsip)


def test_the_assistant_reaches_desks_only(dialplan):
    for line in dialplan["from-assistant"]:
        assert re.search(r"Goto\(desks,|Hangup\(21\)$", line), line
    assert "PJSIP/provider" not in (FOLDER / "extensions.conf").read_text(encoding="utf-8")


def test_no_password_is_shipped(pjsip):
    for lines in pjsip.values():
        for line in lines:
            if line.startswith("password"):
                assert re.search(r"=\s*<.+>$", line), line
