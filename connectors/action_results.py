"""Checks what the action server answers with a validator that is built once.

Rasa builds it for every call, and checks the schema itself against JSON Schema's own schema each time: that alone was 70 % of a turn.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jsonschema import Draft202012Validator
from rasa.core.actions.action import RemoteAction


@lru_cache(maxsize=1)
def _validator() -> Draft202012Validator:
    return Draft202012Validator(RemoteAction.action_response_format_spec())


def validate(_action: RemoteAction, result: dict[str, Any]) -> bool:
    """As `RemoteAction._validate_action_result`: True, or jsonschema's `ValidationError`."""
    _validator().validate(result)
    return True


def install() -> None:
    """Put `validate` in the place of Rasa's own check, in this process."""
    RemoteAction._validate_action_result = validate
