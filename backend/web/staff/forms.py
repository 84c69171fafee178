"""What comes with a form: cleaned values, and those worth keeping when it has to be shown again."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass, field

from sanic import Request

from backend.web.bodies import clean_text

CSRF = "csrf"
KEPT_PATH, KEPT = "kept_path", "kept."
SECRETS = frozenset({"password", "current_password", "new_password", "repeat_password"})
_OWN = frozenset({CSRF, KEPT_PATH, "next"})


@dataclass(frozen=True)
class Form:
    """A form's values by field name. `values` are cleaned of control characters; passwords are as typed, and never kept."""

    values: dict[str, list[str]] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict, repr=False)

    def get(self, name: str) -> str:
        """The value, or an empty text."""
        return self.values.get(name, [""])[0]

    def all(self, name: str) -> list[str]:
        return self.values.get(name, [])

    def secret(self, name: str) -> str:
        """A password exactly as it was typed."""
        return self.secrets.get(name, "")

    def kept(self) -> list[tuple[str, str]]:
        """What must survive a sign-in in the middle: (name, value), without passwords and our own fields."""
        return [(name, value) for name, values in self.values.items() if name not in _OWN for value in values]


def read_form(request: Request) -> Form:
    """The form of a POST request."""
    sent: dict[str, list[str]] = request.form or {}
    values = {name: [clean_text(value) for value in given] for name, given in sent.items() if name not in SECRETS}
    return Form(values, {name: given[0] for name, given in sent.items() if name in SECRETS})


def unpacked(form: Form) -> Form:
    """The form that was kept inside the sign-in form."""
    values = {name.removeprefix(KEPT): given for name, given in form.values.items() if name.startswith(KEPT)}
    return Form({name: given for name, given in values.items() if name not in _OWN | SECRETS})


def same(given: str, expected: str) -> bool:
    """Compares two tokens in constant time; an empty one is never right."""
    return bool(expected) and hmac.compare_digest(given.encode(), expected.encode())


def first_of(values: Iterable[str], given: str) -> str:
    """`given` when it is one of `values`, else an empty text."""
    return given if given in values else ""
