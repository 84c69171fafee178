"""``python -m backend.web``: the web process."""

from __future__ import annotations

import errno
import socket
import sys

from backend.database import Database
from backend.settings import get_settings
from backend.web import logs
from backend.web.app import create_app

PORT_TAKEN = 98  # the number of EADDRINUSE, so that a supervisor can tell it from other failures


def bind(host: str, port: int) -> socket.socket:
    """A listening socket. Raises `OSError`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError:
        listening.close()
        raise
    return listening


def main() -> int:
    """Serve until a signal; returns the exit code."""
    settings = get_settings()
    if len(settings.secret_key.get_secret_value()) < 32:
        print("KOMOTINI_SECRET_KEY is missing or shorter than 32 characters: `make run` makes one in var/settings.env.", file=sys.stderr)
        return 2
    try:
        listening = bind(settings.web_host, settings.web_port)
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        why = "is taken by another program" if taken else f"can't be used ({error.strerror})"
        print(f"Port {settings.web_port} of {settings.web_host} {why}: free it or set KOMOTINI_WEB_PORT.", file=sys.stderr)
        return PORT_TAKEN if taken else 1
    logs.configure(settings.log_level)
    database = Database(settings)
    app = create_app(settings, database)
    try:
        app.run(sock=listening, single_process=True, motd=False, access_log=False)
    finally:
        database.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
