"""Reports of problems and requests for a service: the form, from the citizen's first sentence to the receipt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from actions import cues
from actions.contacts import ContactSlot, masked, to_contact
from actions.forms import ServiceForm
from actions.places import PlaceDetail, PlaceSlot, to_place
from actions.receipts import say_receipt
from actions.slots import SKIPPED, Confirm, EntitySlot, TextSlot, YesNo
from actions.unit import run
from actions.words import count, day_month
from backend.errors import InvalidInput, MunicipalityError, NotFound
from backend.services import problems

if TYPE_CHECKING:
    from actions.talk import Talk
    from actions.turn import Turn

# Words of a first sentence that announce a report without telling what is wrong.
_ANNOUNCING = frozenset(
    ("βλαβη", "προβλημα", "προβληματα", "θελω", "θελουμε", "αναφερω", "δηλωσω", "καταγγειλω", "αναφορα", "δηλωση", "υπαρχει",
     "εχω", "εχει", "εχουμε", "δημο", "δημος", "δρομο", "παραπονο", "κανω", "μπορω", "report", "problem")
)  # fmt: skip


class Category(EntitySlot):
    """Kept as the category's ASCII code."""

    async def check(self, value: str, talk: Talk) -> str:
        try:
            return problems.category_of(value).code
        except InvalidInput:
            return "other"


class Description(TextSlot):
    """What is wrong, in the citizen's words. The first sentence counts when it tells enough: nobody is asked twice."""

    optional = True
    words = ("περιγραφ", "κειμενο")

    def read(self, turn: Turn, talk: Talk, *, asked: bool) -> str | None:
        if asked:
            return None if turn.intent in ("affirm", "deny", "dont_know") or cues.skips(turn) else super().read(turn, talk, asked=True)
        starting = talk.requested is None
        telling = [word for word in cues.content_words(turn.rest_plain) if word not in _ANNOUNCING]
        return turn.text[: self.longest] if starting and (len(telling) >= 3 or (telling and turn.value("problem_category"))) else None


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
        Confirm("problem_confirm", "utter_problem_confirm"),
    )

    async def begin(self, talk: Talk) -> bool:
        turn = talk.turn
        if talk.get("loose_photos"):
            talk.set("problem_photos", talk.get("loose_photos"))
            talk.set("loose_photos", None)
        talk.set("problem_kind", "request" if turn.intent == "request_service" else "problem")
        code = turn.value("protocol_number")
        if turn.intent == "support_problem":
            if code:
                await _support(code, talk)
                return True
            talk.say("utter_support_which")
        return False

    async def take_extra(self, talk: Talk) -> bool:
        photos = talk.turn.values("photo")
        if not photos:
            return False
        kept = list(dict.fromkeys([*(talk.get("problem_photos") or []), *photos]))
        talk.set("problem_photos", kept)
        talk.say("utter_photo_taken", photos=count(len(kept), "φωτογραφία", "φωτογραφίες"))
        return True

    async def took(self, slot: str, talk: Talk) -> bool:
        """The citizen says that the open report nearby is the same: join it and be done."""
        if slot == "problem_similar" and talk.get(slot) == "yes":
            await _support(talk.memory.noted["similar"]["code"], talk)
            return True
        return False

    def summary(self, talk: Talk) -> dict[str, str]:
        category = problems.category_of(talk.get("problem_category"))
        lines = [f"• {category.label}", f"• {to_place(talk.get('problem_place')).label()}"]
        if talk.get("problem_description"):
            lines.append(f"• «{talk.get('problem_description')}»")
        if talk.get("problem_photos"):
            lines.append(f"• {count(len(talk.get('problem_photos')), 'φωτογραφία', 'φωτογραφίες')}")
        if talk.get("problem_contact"):
            lines.append(f"• {masked(talk.get('problem_contact'))}")
        return {"summary": "\n".join(lines), "category": category.label, "place": to_place(talk.get("problem_place")).label()}

    async def submit(self, talk: Talk) -> None:
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
        told = "_told" if talk.get("problem_contact") else ""
        say_receipt(talk, opened, f"utter_problem_filed{told}")
        if _occupies_public_space(talk):
            talk.say("utter_problem_mystreet")

    async def failed(self, error: MunicipalityError, talk: Talk) -> bool:
        if isinstance(error, NotFound) and talk.get("problem_photos"):
            talk.set("problem_photos", None)
            talk.say("utter_problem_without_photos")
            return True
        return False


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
