"""The SIP library's own log lines, without anybody's number in them."""

from __future__ import annotations

import logging
import re

_ADDRESS = re.compile(r"\b(sips?|tel):[^\s'\"<>;,)]+|\b[\w.+-]+@[\w.-]+(?::\d+)?", re.I)


def without_addresses(text: str) -> str:
    """`text` with SIP addresses and numbers taken out."""
    return _ADDRESS.sub(lambda found: f"{found[1]}:…" if found[1] else "…", text)


class _WithoutAddresses(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = without_addresses(record.getMessage()), None
        return True


_FILTER = _WithoutAddresses()


def keep_addresses_out() -> None:
    """Once per process, or as often as one likes: what the library logs carries no caller's address any more."""
    for name in ("baresip.native", "baresip.ua", "baresip.runtime", "baresip.events"):
        logging.getLogger(name).addFilter(_FILTER)
    # Its line about each finished call carries the caller's address beside the text.
    logging.getLogger("baresip.call").setLevel(logging.WARNING)
