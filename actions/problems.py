"""Reports of problems and requests for a service: the form, from the citizen's first sentence to the receipt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from actions import cues
from actions.contacts import ContactSlot, masked, reachable, to_contact
from actions.forms import ServiceForm
from actions.places import PlaceDetail, PlaceSlot, to_place
from actions.receipts import say_receipt
from actions.slots import SKIPPED, Confirm, EntitySlot, Slot, TextSlot, YesNo
from actions.unit import run
from actions.words import count, cut, day_month
from backend.errors import InvalidInput, MunicipalityError, NotFound
from backend.services import problems

if TYPE_CHECKING:
    from actions.talk import Talk
    from actions.turn import Turn

_PLACES_EN = {"Κομοτηνή": "in the town of Komotini", "Χωριό του Δήμου": "in a village"}
# Words of a first sentence that announce a report without telling what is wrong.
_ANNOUNCING = frozenset(
    ("βλαβη", "προβλημα", "προβληματα", "θελω", "θελουμε", "αναφερω", "δηλωσω", "καταγγειλω", "αναφορα", "δηλωση", "υπαρχει",
     "εχω", "εχει", "εχουμε", "δημο", "δημοσ", "δρομο", "παραπονο", "κανω", "μπορω", "report", "problem")
)  # fmt: skip

# What is taken out of a sentence before its words are counted as a description.
_NOT_TELLING = ("street", "street_number", "area", "landmark", "phone", "email", "afm", "name", "date", "time", "protocol_number")
# Intents of sentences that may tell more about the problem.
_TELLS = frozenset({"report_problem", "request_service", "support_problem", "inform", "nlu_fallback", "report_emergency"})


class Category(EntitySlot):
    """Kept as the category's ASCII code."""

    def same(self, old: str, new: str) -> bool:
        return bool(old) and old == _code(new)

    def items(self) -> list[str]:
        return [category.label for category in problems.categories().values()]

    def read(self, turn: Turn, talk: Talk, *, asked: bool) -> str | None:
        value = super().read(turn, talk, asked=asked)
        # «Something else» is what is left where no kind was named: it corrects none that was.
        return None if value is not None and not asked and talk.get(self.name) and _code(value) == "other" else value

    async def check(self, value: str, talk: Talk) -> str:
        return _code(value)


class Description(TextSlot):
    """What is wrong, in the citizen's words. The first sentence counts when it tells enough: nobody is asked twice."""

    optional = True
    words = ("περιγραφ", "κειμενο")

    def read(self, turn: Turn, talk: Talk, *, asked: bool) -> str | None:
        if asked:
            bare = turn.intent in ("affirm", "deny", "dont_know") and len(cues.content_words(turn.plain)) <= 2
            none = bare or cues.only_skips(turn)
            return None if none else self.public(turn) or None
        starting = talk.requested is None
        told = cues.plain(turn.rest(without=_NOT_TELLING))
        telling = [word for word in cues.content_words(told) if word not in _ANNOUNCING]
        return self.public(turn) if starting and len(telling) >= (2 if turn.value("problem_category") else 3) else None

    def applies(self, values: Mapping[str, Any]) -> bool:
        return values.get("problem_similar") != "yes"

    def public(self, turn: Turn) -> str:
        """The sentence without telephone numbers and the like: descriptions are read by many, the contact has a slot of its own."""
        text = turn.text
        for entity in sorted(turn.entities, key=lambda e: e.start, reverse=True):
            if entity.start >= 0 and entity.name in ("phone", "email", "afm"):
                text = f"{text[: entity.start]}…{text[entity.end :]}"
        return cut(text, self.longest)


class Similar(YesNo):
    """Whether an open report nearby is the same one. Asked only when there is such a report."""

    def applies(self, values: Mapping[str, Any]) -> bool:
        return bool(values.get("problem_category") and values.get("problem_place")) and values.get("problem_kind") != "request"

    async def prepare(self, talk: Talk) -> bool:
        found = await run(problems.find_similar, talk.get("problem_category"), to_place(talk.get("problem_place")))
        if not found:
            talk.set(self.name, SKIPPED)
            return False
        best = found[0]
        talk.memory.noted["similar"] = {
            "code": best.code, "title": best.title, "since": day_month(best.since),
            "supporters": count(best.support_count + 1, "πολίτης", "πολίτες"),
        }  # fmt: skip
        return True

    async def question(self, talk: Talk, *, again: bool) -> None:
        talk.say(f"{self.ask}_again" if again else self.ask, **talk.memory.noted.get("similar", {}))

    async def help(self, talk: Talk) -> None:
        await self.question(talk, again=False)


class ReportConfirm(Confirm):
    """Joining another citizen's report needs no confirmation: the yes to «the same?» was one."""

    def applies(self, values: Mapping[str, Any]) -> bool:
        return values.get("problem_similar") != "yes"


class ProblemForm(ServiceForm):
    """`report_problem` and `request_service` file; `support_problem` looks for the report first and joins it."""

    form = "problem_form"
    starts = frozenset({"report_problem", "request_service", "support_problem"})
    extra = ("problem_photos", "problem_kind")
    slots = (
        Category(
            "problem_category",
            "utter_problem_category",
            "problem_category",
            words=("κατηγορι", "ειδος", "προβλημα"),
            clears=("problem_similar",),
        ),
        PlaceSlot("problem_place", "utter_problem_place", clears=("problem_detail", "problem_similar")),
        PlaceDetail("problem_detail", "utter_problem_detail", place="problem_place"),
        Similar("problem_similar", "utter_problem_similar"),
        Description("problem_description", "utter_problem_description"),
        ContactSlot("problem_contact", "utter_problem_contact"),
        ReportConfirm("problem_confirm", "utter_problem_confirm"),
    )

    async def begin(self, talk: Talk) -> bool:
        turn = talk.turn
        if talk.get("loose_photos"):
            talk.set("problem_photos", talk.get("loose_photos"))
            talk.set("loose_photos", None)
        talk.set("problem_kind", "request" if turn.intent == "request_service" else "problem")
        code = turn.value("protocol_number")
        if cues.sounds_dangerous(turn) and turn.intent != "report_emergency":
            talk.say("utter_emergency")
        if turn.intent == "support_problem":
            if code:
                await _support(code, talk)
                return True
            talk.say("utter_support_which")
        return False

    async def take_extra(self, talk: Talk) -> bool:
        photos = talk.turn.values("photo")
        if not photos and talk.requested and cues.has_no_photo(talk.turn):
            talk.say("utter_photo_not_needed")
            return True
        if not photos:
            return False
        kept = list(dict.fromkeys([*(talk.get("problem_photos") or []), *photos]))
        talk.set("problem_photos", kept)
        talk.say("utter_photo_taken", photos=count(len(kept), "φωτογραφία", "φωτογραφίες"))
        return True

    async def take_rest(self, asked: Slot, talk: Talk) -> bool:
        """More about the problem, told while something else is asked for, goes into the description."""
        turn, told = talk.turn, talk.get("problem_description") or ""
        least = 4 if turn.intent == "nlu_fallback" else 2
        if not turn.text or turn.intent not in _TELLS or cues.is_question(turn) or len(cues.content_words(turn.plain)) < least:
            return False
        description = next(slot for slot in self.slots if isinstance(slot, Description))
        more = description.public(turn)
        if more not in told:
            talk.set(description.name, cut(f"{told.rstrip(' .')}. {more}" if told else more, description.longest))
        if asked.name == "problem_category" and talk.memory.noted.get("described"):
            talk.set(asked.name, "other")  # told twice in words that no category has: staff will sort it
        talk.memory.noted["described"] = True
        talk.say("utter_problem_described")
        return True

    def summary(self, talk: Talk) -> dict[str, str]:
        category = problems.category_of(talk.get("problem_category"))
        lines = [f"• {category.label}", f"• {to_place(talk.get('problem_place')).label()}"]
        if talk.get("problem_description"):
            lines.append(f"• «{talk.get('problem_description')}»")
        if talk.get("problem_photos"):
            lines.append(f"• {count(len(talk.get('problem_photos')), 'φωτογραφία', 'φωτογραφίες')}")
        if talk.get("problem_contact"):
            lines.append(f"• {masked(talk.get('problem_contact'))}")
        place = to_place(talk.get("problem_place")).label()
        # «…_en» is what a caller hears who works by keys: the kind, and one of the two places that keys can choose.
        return {
            "summary": "\n".join(lines), "category": category.label, "place": place,
            "category_en": category.label_en, "place_en": _PLACES_EN.get(place, "at the place you gave"),
        }  # fmt: skip

    async def submit(self, talk: Talk) -> None:
        if talk.get("problem_similar") == "yes":
            await _support(talk.memory.noted["similar"]["code"], talk)
            return
        opened = await run(
            problems.report_problem,
            category=talk.get("problem_category"),
            place=to_place(talk.get("problem_place")),
            description=talk.get("problem_description") or "",
            kind=talk.get("problem_kind") or "problem",
            contact=to_contact(talk.get("problem_contact")),
            attachment_ids=talk.get("problem_photos") or (),
            conversation_id=talk.conversation_id,
            channel=talk.turn.channel,
            idempotency_key=talk.key,
        )
        told = "_told" if reachable(talk.get("problem_contact")) else ""
        say_receipt(talk, opened, f"utter_problem_filed{told}")
        if _occupies_public_space(talk):
            talk.say("utter_problem_mystreet")

    async def failed(self, error: MunicipalityError, talk: Talk) -> bool:
        if isinstance(error, NotFound) and talk.get("problem_photos"):
            talk.set("problem_photos", None)
            talk.say("utter_problem_without_photos")
            return True
        return False


def _code(value: str) -> str:
    try:
        return problems.category_of(value).code
    except InvalidInput:
        return "other"


async def _support(code: str, talk: Talk) -> None:
    try:
        supporters = await run(
            problems.support_problem, code, supporter=talk.conversation_id, contact=to_contact(talk.get("problem_contact"))
        )
    except MunicipalityError as error:
        talk.say("utter_error", message=error.message)
    else:
        talk.say("utter_problem_supported", supporters=count(supporters + 1, "πολίτης", "πολίτες"))


def _occupies_public_space(talk: Talk) -> bool:
    words = cues.plain(str(talk.get("problem_description") or ""))
    return any(stem in words for stem in ("τραπεζοκαθισμ", "κοινοχρηστ", "καταληψ", "καταλαμβαν", "ομπρελ"))
