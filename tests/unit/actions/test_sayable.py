"""Texts for the eye as the phone says them."""

from __future__ import annotations

import pytest

from actions.sayable import sayable, three_of


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("• Κόστος: δωρεάν\n• Πού: ΚΕΠ", "Κόστος: δωρεάν. Πού: ΚΕΠ."),
        ("• Κόστος: δωρεάν", "Κόστος: δωρεάν."),
        ("Ορφέως 12", "Ορφέως 12"),
        ("Αίτηση μέσω της πλατφόρμας (arogi.gov.gr).", "Αίτηση μέσω της πλατφόρμας."),
        ("Εκδίδεται από το gov.gr.", "Εκδίδεται από το gov.gr."),
        ("Το βρίσκετε στο www.komotini.gr.", "Το βρίσκετε."),
        ("Είναι στην πλατεία. Η ιστοσελίδα του Δήμου είναι η www.komotini.gr.", "Είναι στην πλατεία."),
        ("• Κόστος: δωρεάν\n• Σύνδεσμος: https://www.komotini.gr/content/x", "Κόστος: δωρεάν."),
        ("Για σβηστή λάμπα γράψτε μου εδώ την οδό.", "Για σβηστή λάμπα πείτε μου την οδό."),
        ("Γράψτε «θέλω πιστοποιητικό γάμου».", "Πείτε «θέλω πιστοποιητικό γάμου»."),
        ("Γράψτε το όνομα στην αίτηση.", "Γράψτε το όνομα στην αίτηση."),
        ("Στέλνουμε στο m…@example.gr", "Στέλνουμε στο m…@example.gr"),
    ],
)
def test_no_bullets_and_no_addresses_to_write_down(written: str, said: str) -> None:
    assert sayable(written) == said


def test_a_list_is_said_by_threes_and_goes_round() -> None:
    items = ["α", "β", "γ", "δ"]
    assert [three_of(items, page) for page in range(3)] == ["α, β ή γ", "δ", "α, β ή γ"]
    assert three_of([], 0) == ""
