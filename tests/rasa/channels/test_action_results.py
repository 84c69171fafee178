"""The quicker check of the action server's answers refuses and accepts what Rasa's own does."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction

from connectors.action_results import validate

_OWN = RemoteAction._validate_action_result
SLOT = {"event": "slot", "name": "colour", "value": "μπλε", "timestamp": None}


@pytest.mark.parametrize(
    "result", [{}, {"events": [SLOT], "responses": [{"text": "γεια"}]}, {"events": [{"event": "followup", "name": "x"}]}]
)
def test_good_answers(result: Any) -> None:
    action = RemoteAction("action_x", None)
    assert _OWN(action, result) and validate(action, result)


@pytest.mark.parametrize("result", [[], {"events": 3}, {"events": [{"name": "colour"}]}, {"responses": ["γεια"]}])
def test_bad_answers(result: Any) -> None:
    action = RemoteAction("action_x", None)
    for check in (_OWN, validate):
        with pytest.raises(ValidationError):
            check(action, result)
