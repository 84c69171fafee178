"""The line's own sentences in English, for a caller who works by keys: nobody here understands spoken English."""

from __future__ import annotations

import re

from greek.numerals import digit_by_digit
from voice.manners import prompts

INTRO = "I cannot understand spoken English, so please use the keys of your telephone."
PLEASE_KEYS = "I only understand Greek speech. Please use the keys."
_DIGITS = {digit_by_digit(str(digit)): str(digit) for digit in range(10)}
_GREEK = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")

TABLE = {
    prompts.NOT_CAUGHT: PLEASE_KEYS,
    prompts.STILL_THERE: "Are you still there?",
    prompts.TAKE_YOUR_TIME: "Take your time. For a person, press 0.",
    prompts.OFFER_PERSON: "I get no answer. For a person, press 1.",
    prompts.GOODBYE: "Thank you for calling. Goodbye.",
    prompts.BY_KEYS: "Please use the keys.",
    prompts.YES_NO_KEYS: "For yes, press 1. For no, press 2. For a person, press 0.",
    prompts.DIGIT_KEYS: "Key in the digits one by one, then hash. Star asks again.",
    prompts.MORE_KEYS: "For more, press 9.",
    prompts.SAY_IT: "This needs words.",
    prompts.PERSON_KEY: "For a person, press 0.",
    prompts.NO_SUCH_KEY: "That key does nothing here.",
    prompts.NEEDS_WORDS: "This needs words, and I do not understand spoken English. A person will call you.",
    prompts.GO_ON: "Please go on.",
    prompts.FROM_THE_START: "Let us start again.",
    prompts.RIGHT: "Is that right?",
    prompts.ONCE_MORE: "Key in the digits again.",
    prompts.ONE_MOMENT: "Sorry, the system is slow. One moment, please.",
    prompts.DOWN: "Sorry, the system does not answer now. A person will call you.",
    prompts.EMERGENCY: "If anyone is in danger, hang up and call 112 now.",
    prompts.IS_IT_URGENT: "Is it urgent? If anyone is in danger, call 112 now. Otherwise press 2.",
    prompts.NOT_URGENT: "All right, let us go on.",
    prompts.CONNECTING: "I am connecting you to a person. Please hold the line.",
    prompts.NOBODY_ANSWERS: "Nobody answers right now. We will call you.",
    prompts.CLOSED: "The offices are closed now. We will call you.",
    prompts.WHICH_PHONE: "At which number shall we call you? Key in the ten digits.",
    prompts.WRONG_PHONE: "That does not look like a telephone number. Key in the ten digits.",
    prompts.NO_CALL_BACK: "All right, I do not note it down.",
    prompts.CALL_BACK_FILED: "Noted. We will call you.",
    prompts.ANYTHING_ELSE: "Do you need anything else?",
    prompts.WHICH_CODE: "Key in the six digits of the code.",
    prompts.NO_SUCH_CODE: "I find no conversation with this code.",
    prompts.RESUMED: "I found our conversation. We go on where we stopped.",
    prompts.SLOWER: "Yes, more slowly.",
}
_PATTERNS = tuple(
    (re.compile(pattern), english)
    for pattern, english in (
        (r"Για ([^.]+?) πατήστε (\d)\.", r"For \1, press \2."),
        (r"Αν κοπεί η γραμμή, καλέστε ξανά και πείτε: έχω κωδικό ([^.]*)\.", r"If the line drops, call again and press star and \1."),
        (r"Να σας καλέσουμε στον αριθμό ([^;]+);", r"Shall we call you at \1?"),
        (r"Και το τελευταίο ψηφίο;", "And the last digit?"),
        (r"Και τα υπόλοιπα (\d+) ψηφία;", r"And the other \1 digits?"),
        (r"Ο κωδικός του αιτήματος είναι ([^.]+)\.", r"The code of your request is \1."),
        (r"Το PIN είναι ([^.]+)\.", r"Your PIN is \1."),
    )
)


def of(text: str) -> str:
    """`text` in English where it is one of the line's own sentences, with digits as digits; any other stays as it is."""
    if not _GREEK.search(text):
        return text
    said = TABLE.get(text) or text
    for greek in sorted(TABLE, key=len, reverse=True):
        said = said.replace(greek, TABLE[greek])
    for pattern, english in _PATTERNS:
        said = pattern.sub(english, said)
    said = re.sub(r"\w+", lambda word: _DIGITS.get(word.group(), word.group()), said)
    return said.replace("ναι", "yes").replace("όχι", "no") if not _GREEK.search(said.replace("ναι", "").replace("όχι", "")) else said
