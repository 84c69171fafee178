"""Free questions, answered only from the municipality's articles."""

from __future__ import annotations

import contextlib
import re

from actions import cues
from actions.answers import answers
from actions.talk import Talk
from actions.unit import run
from actions.words import Fact, labelled
from backend.errors import MunicipalityError, NotFound
from backend.services import guide
from greek.embedding import load_embedder
from greek.folding import fold

_FACTS_SHOWN = 4
_FACTS_SAID = 2
_UNCONFIRMED = "Να το επιβεβαιώσετε με τον Δήμο"
# Log odds that a question must reach where nothing but its own words says that it is one for the guide.
_SURE = 4.0
# Words of any question: that they stand in an article's title says nothing.
_ANYWHERE = frozenset(
    """
    ποτε ποσο ποσα ποσοι ποσεσ ποιοσ ποια ποιο ποιεσ ποιοι γιατι
    μπορω μπορει θελω κανω κανει ειναι εχω εχει πρεπει γινεται βρισκω βρω ερθουν
    """.split()
)


@answers("ask_guide")
async def ask_guide(talk: Talk) -> None:
    """The best passage with its source; an honest «I don't know» and a person otherwise."""
    topic = talk.turn.value("topic")
    if topic:
        with contextlib.suppress(NotFound):
            say_answer(talk, await run(guide.get_article, topic))
            return
    elif not talk.turn.text:
        talk.say("utter_guide_ask")
        return
    elif await answer_if_known(talk):
        return
    talk.say("utter_guide_unknown")
    talk.set("offered", "request_human")


async def answer_if_known(talk: Talk) -> bool:
    """Answer a question by the best article; False when none fits."""
    found = await run(guide.answer, talk.turn.text, embedder=load_embedder())
    if found is not None:
        say_answer(talk, found)
    return found is not None


async def answer_if_sure(talk: Talk) -> bool:
    """Answer a sentence that no intent claimed when an article surely is about it: its score, and a word in its title or questions."""
    words = {word for word in cues.content_words(talk.turn.plain) if word not in _ANYWHERE and len(word) > 2}
    if not words:
        return False
    try:
        found = await run(guide.answer, talk.turn.text, embedder=load_embedder())
        # One word that several articles are about says too little.
        if found is None or found.score < _SURE or (len(words) == 1 and found.related):
            return False
        article = await run(guide.get_article, found.article_slug)
    except MunicipalityError:
        return False
    named = {word for line in (article.title, *article.questions) for word in re.findall(r"\w+", fold(line))}
    if not any(_alike(word, other) for word in words for other in named):
        return False
    say_answer(talk, found)
    return True


def _alike(word: str, other: str) -> bool:
    """Whether two folded words are one but for the ending («λαϊκής», «λαϊκή»; not «παράλειψη», «παραλία»)."""
    stem = word if len(word) <= 4 else word[: max(4, len(word) - 2)]
    return other.startswith(stem) and len(other) - len(stem) <= (0 if len(word) <= 3 else 4)


def say_answer(talk: Talk, found: guide.GuideAnswer | guide.ArticleView) -> None:
    """Text, the first facts, the source, and what else might be meant as buttons."""
    related = found.related if isinstance(found, guide.GuideAnswer) else []
    buttons = [{"title": title, "payload": f'/ask_guide{{"topic": "{slug}"}}'} for slug, title in related[:3]]
    text = found.text if isinstance(found, guide.GuideAnswer) else found.body
    source = {"title": found.source, "url": found.source_url, "date": found.source_date, "confirmed": found.confirmed}
    # What the text tells already is not told twice to an ear.
    told = [(label, value) for label, value in found.facts if value not in text] if talk.by_phone else found.facts
    facts: list[Fact | str] = list(labelled(told[: _FACTS_SAID if talk.by_phone else _FACTS_SHOWN]))
    if talk.by_phone and not found.confirmed and "επιβεβαι" not in text:
        facts = [*facts, _UNCONFIRMED]
    response = "utter_guide_answer" if facts else "utter_guide_answer_short"
    talk.say(response, title=found.title, answer=text, facts=facts, buttons=buttons, custom={"source": source})
