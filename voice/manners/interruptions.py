"""What a caller may want in the middle of anything; whoever leads the talk decides what happens then."""

from __future__ import annotations

from voice.ears import Heard


class Interruption(Exception):
    """The question that was asked will not be answered now."""


class WantsPerson(Interruption):
    """Key 0, or «άνθρωπο»."""


class SpokeOfEmergency(Interruption):
    """Goes to the assistant at once, whatever was being asked."""

    def __init__(self, heard: Heard) -> None:
        super().__init__()
        self.heard = heard


class MaybeEmergency(SpokeOfEmergency):
    """Such words were heard, but not well: to be asked about."""


class GivesCode(Interruption):
    """The caller has the code of a call that was cut; `code` is empty until it has been asked for."""

    def __init__(self, code: str, heard: Heard | None = None) -> None:
        super().__init__()
        self.code, self.heard = code, heard


class Silent(Interruption):
    """Nothing came, although it was asked three times."""


class NeedsWords(Interruption):
    """By keys alone this can't be answered."""


class NoConversation(Interruption):
    """Something sounds all the time, and nothing of it is understood."""
