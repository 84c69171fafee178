"""The subject of an e-mail arrives as it was written, wherever its line is folded."""

from __future__ import annotations

import email
from datetime import UTC, datetime
from email import policy

import pytest

from backend.services.transports import OutgoingMessage, compose
from backend.settings import Settings


@pytest.mark.parametrize("linesep", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "subject",
    [
        "Η υπόθεσή σας δεν έγινε δεκτή – ΠΙΣ-2026-000002",  # the standard policy made «έγινεδεκτή» of it
        "Το έγγραφό σας είναι έτοιμο – ΠΙΣ-2026-000001",
        "Plain words only, though quite a few of them, so that the line has to be folded somewhere",
        *(f"{'α' * count} βγδ εζη θικ λμν ξοπ ρστ" for count in range(1, 30)),
    ],
)
def test_a_subject_survives_its_folding(settings: Settings, subject: str, linesep: str) -> None:
    mail = compose(OutgoingMessage(1, "email", "a@example.org", subject, "Σώμα.", [], datetime(2026, 3, 3, tzinfo=UTC)), settings)
    sent = mail.as_bytes(policy=mail.policy.clone(linesep=linesep))
    assert email.message_from_bytes(sent, policy=policy.default)["subject"] == subject
    assert max(len(line) for line in sent.split(linesep.encode())) < 100
