"""What a wrong setting says, and what it must never show."""

import pytest
from pydantic import ValidationError

from backend.settings import Settings


def test_an_unknown_setting_is_named_and_no_secret_is_shown(monkeypatch):
    monkeypatch.setenv("KOMOTINI_NO_SUCH", "1")
    monkeypatch.setenv("KOMOTINI_SECRET_KEY", "topsecret-key-that-stays-here-0123456789")
    with pytest.raises(ValidationError, match="KOMOTINI_NO_SUCH") as error:
        Settings(_env_file=None)
    assert "topsecret" not in str(error.value)
