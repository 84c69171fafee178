"""From what the assistant writes to what the caller hears."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator, Iterable, Iterator
from contextlib import aclosing
from typing import cast

import structlog

from greek.reader import read, sentences
from voice.synthesiser.base import SynthesisError, Synthesizer, chunks, silence
from voice.synthesiser.cache import PromptCache

BETWEEN_SENTENCES_MS = 220
LONGEST_PIECE = 220  # characters; the first sound of an engine that renders sentences whole waits for one piece
_log = structlog.get_logger(__name__)
_GREEK = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")
_LATIN = re.compile(r"[A-Za-z]")
_CODE = re.compile(r"(?<![\d.,:])\d{3,}(?: \d{3,})*(?![\d.,:]\d)")
_SOFT_ENDS = (", ", ": ", " – ", " και ", " ")


def pieces(text: str) -> Iterator[str]:
    """`text` written out in words, sentence by sentence; long sentences are cut where a reader breathes."""
    for sentence in sentences(read(text)):
        rest = sentence
        while len(rest) > LONGEST_PIECE:
            cut = _cut(rest)
            yield rest[:cut].strip()
            rest = rest[cut:].strip()
        if any(map(str.isalnum, rest)):
            yield rest


def is_english(text: str) -> bool:
    """Whether `text` is for a voice that speaks English: words in Latin letters alone."""
    return bool(_LATIN.search(text)) and not _GREEK.search(text)


def english_pieces(text: str) -> Iterator[str]:
    """An English text, sentence by sentence; codes and telephone numbers digit by digit."""
    spelled = _CODE.sub(lambda code: ", ".join(" ".join(group) for group in code.group().split()), text)
    yield from (piece for piece in re.split(r"(?<=[.?!])\s+", spelled) if any(map(str.isalnum, piece)))


def _cut(text: str) -> int:
    for end in _SOFT_ENDS:
        at = text.rfind(end, LONGEST_PIECE // 3, LONGEST_PIECE)
        if at > 0:
            # «και» belongs to what follows it.
            return at + 1 if end[0] in ",:" else at
    return LONGEST_PIECE


class Voice:
    """Speaks any text of the assistant, with kept sound wherever a sentence was prepared. One per process, used by all calls.

    `reserve` says a sentence whose first sound the synthesizer doesn't give, or not within `patience_s`; `english` what is English.
    """

    def __init__(
        self,
        synthesizer: Synthesizer,
        cache: PromptCache | None = None,
        reserve: Synthesizer | None = None,
        english: Synthesizer | None = None,
        patience_s: float = 2.0,
    ) -> None:
        self.name = synthesizer.name
        self._synthesizer, self._reserve, self._english, self._patience_s = synthesizer, reserve, english, patience_s
        self._cache = cache

    async def say(self, text: str, *, rate: float = 1.0, keep: bool = False) -> AsyncGenerator[bytes, None]:
        """The sound of `text` in chunks, each as soon as it is there. `keep`: keep each sentence for the next time (fixed prompts only:
        what holds a citizen's data must not be kept). Raises SynthesisError; what was given out until then stands. English has its own
        voice where there is one, and is never kept."""
        if self._english is not None and is_english(text):
            for number, piece in enumerate(english_pieces(text)):
                if number:
                    yield silence(BETWEEN_SENTENCES_MS)
                async with aclosing(cast("AsyncGenerator[bytes, None]", self._english.speak(piece, rate=rate))) as sound:
                    async for chunk in sound:
                        yield chunk
            return
        for number, piece in enumerate(pieces(text)):
            if number:
                yield silence(BETWEEN_SENTENCES_MS)
            async with aclosing(self._piece(piece, rate, keep)) as sound:
                async for chunk in sound:
                    yield chunk

    async def prepare(self, prompts: Iterable[str], rates: Iterable[float] = (1.0,)) -> int:
        """Render and keep the sentences of `prompts` that aren't kept yet; returns how many sentences were rendered."""
        rendered = 0
        wanted = dict.fromkeys(piece for prompt in prompts if not (self._english and is_english(prompt)) for piece in pieces(prompt))
        for rate in rates:
            for piece in wanted:
                if self._cache is None or await asyncio.to_thread(self._cache.get, piece, rate) is None:
                    async for _ in self._piece(piece, rate, keep=True):
                        pass
                    rendered += 1
        return rendered

    async def _piece(self, piece: str, rate: float, keep: bool) -> AsyncGenerator[bytes, None]:
        kept = self._cache.get(piece, rate) if self._cache is not None else None
        if kept is not None:
            for chunk in chunks(kept):
                yield chunk
            return
        whole: list[bytes] = []
        try:
            async with aclosing(self._fresh(piece, rate)) as speaking:
                async for chunk in speaking:
                    whole.append(chunk)
                    yield chunk
        except SynthesisError as error:
            if self._reserve is None or whole:  # half of it has been heard: the rest in another voice would only confuse
                raise
            _log.warning("reserve_voice", reason=str(error))
            async for chunk in self._reserve.speak(piece, rate=rate):
                yield chunk
            return
        # Only a sentence that was heard to its end is kept, and only in its own voice.
        if keep and self._cache is not None and whole:
            await asyncio.to_thread(self._cache.put, piece, rate, b"".join(whole))

    async def _fresh(self, piece: str, rate: float) -> AsyncGenerator[bytes, None]:
        """What the synthesizer makes of `piece`. Raises SynthesisError, also where there is a reserve and the first sound doesn't come."""
        speaking = cast("AsyncGenerator[bytes, None]", self._synthesizer.speak(piece, rate=rate))
        async with aclosing(speaking):
            try:
                async with asyncio.timeout(None if self._reserve is None else self._patience_s):
                    chunk = await anext(speaking, None)
            except TimeoutError:
                raise SynthesisError("no sound in time") from None
            while chunk is not None:
                yield chunk
                chunk = await anext(speaking, None)
