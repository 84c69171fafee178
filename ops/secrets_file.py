"""The settings file of the data folder: made on the first start, with fresh secrets, readable by its owner only."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

SECRETS = ("KOMOTINI_SECRET_KEY", "KOMOTINI_RASA_SECRET")


def ensure_secrets(path: Path) -> None:
    """Add whichever secret `path` lacks; what is there is never changed."""
    present = path.read_text() if path.exists() else ""
    names = {line.split("=", 1)[0].strip() for line in present.splitlines() if "=" in line}
    missing = [name for name in SECRETS if name not in names and name not in os.environ]
    if not missing:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "a") as file:
        if not present:
            file.write("# Settings of this installation (docs/settings.md lists them all). Keep it secret and backed up.\n")
        elif not present.endswith("\n"):
            file.write("\n")
        for name in missing:
            file.write(f"{name}={secrets.token_urlsafe(48)}\n")
