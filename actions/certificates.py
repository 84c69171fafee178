"""Certificates: what is needed for one, asking for one, checking one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from actions import cues
from actions.answers import answers
from actions.contacts import EMAIL_STEMS, email_in
from actions.fallback import second_look
from actions.forms import ServiceForm
from actions.identification import identification
from actions.receipts import say_receipt
from actions.sayable import three_of
from actions.slots import SKIPPED, Confirm, EntitySlot, Refused, Slot, TextSlot
from actions.unit import run
from actions.whose import whose
from actions.words import LABELS, day_month_year, labelled
from backend.errors import InvalidEmail, InvalidInput, MunicipalityError, NotFound, NotIdentified
from backend.services import certificates
from backend.services.identity import normalise_email
from backend.services.purposes import purpose_of

if TYPE_CHECKING:
    from actions.talk import Talk
    from actions.turn import Turn
    from backend.services.certificates import Whose

_DELIVERIES = (
    # However it is written by ear: e-mail, imeil, εμαιλ, ιμέιλ, η-μέιλ.
    ("email", re.compile(r"\b([eiειη]{0,2}-?(m(ai|ei|e)l|μ(αι|ει|εη|αη)λ)|ηλεκτρονικ\w*|pdf)\b|@")),
    ("kep", re.compile(r"\b(κεπ|kep|κεντρο\w* εξυπηρετησησ|απο κοντα|παραλαβω)\b")),
    ("post", re.compile(r"\b(ταχυδρομ\w*|σπιτι|με γραμμα|κουριερ)\b")),
)
_NAMES_PERSON = frozenset({"inform", "request_certificate", "nlu_fallback", "out_of_scope", "deny"})
_PAPERS = re.compile(r"\b(χαρτι|πιστοποιητικ|δικαιολογητικ|βεβαιωσ|αποσπασμα|εγγραφ)")
_ABOUT_THIS = re.compile(r"\b(ποσο|ποσα|ποσεσ|κοστ\w+|τιμη|δωρεαν|πληρω\w+|ποτε|χαρτια|δικαιολογητικα|χρειαζ\w+)\b")
# Verification codes have no vowels and at least a letter (backend.clock), so such a word is one wherever it stands.
_SURE_CODE = re.compile(r"(?<!\w)(?=[0-9]*[B-Z])([B-DF-HJKMNP-RTV-XZ2-46-9]{8})(?!\w)", re.IGNORECASE)
_VERIFICATION_CODE = re.compile(r"\b[A-Za-z0-9Α-Ωα-ω]{4}[\s-]?[A-Za-z0-9Α-Ωα-ω]{4}\b")


class Kind(EntitySlot):
    """Which certificate; kept as the value of SERVICES.md («γέννησης»)."""

    def items(self) -> list[str]:
        return [kind.value for kind in certificates.CERTIFICATE_TYPES.values()]

    async def check(self, value: str, talk: Talk) -> str:
        try:
            known = certificates.certificate_type(value)
        except InvalidInput as error:
            raise Refused(f"{self.ask}_help", items=three_of(self.items(), 0)) from error
        if len(talk.turn.values("certificate_type")) > 1:
            talk.say("utter_certificate_one_by_one", title=known.title)
        return known.value


class Purpose(TextSlot):
    optional = True
    longest = 200
    words = ("σκοπο", "χρηση")

    def read(self, turn: Turn, talk: Talk, *, asked: bool) -> str | None:
        bare_yes = turn.intent == "affirm" and len(cues.content_words(turn.plain)) < 2
        return None if bare_yes else super().read(turn, talk, asked=asked)

    async def check(self, value: str, talk: Talk) -> str:
        return purpose_of(value) or value


class Delivery(Slot):
    """How it reaches the citizen: "email", "kep" or "post"."""

    words = ("παραλαβη", "αποστολη", "τροπο")

    def read(self, turn: Turn, talk: Talk, *, asked: bool) -> str | None:
        given = turn.value("delivery")
        if given:
            return given if given in certificates.DELIVERY_LABELS else None
        if not asked and (talk.requested == "certificate_purpose" or cues.is_question(turn)):
            return None
        return next((way for way, pattern in _DELIVERIES if pattern.search(turn.plain) or pattern.search(turn.text.lower())), None)


class Email(Slot):
    """Where the PDF goes; the register's own address unless the citizen names another."""

    words = EMAIL_STEMS

    def applies(self, values: Mapping[str, Any]) -> bool:
        return values.get("certificate_delivery") == "email"

    def read(self, turn: Turn, talk: Talk, *, asked: bool) -> str | None:
        return email_in(turn)

    async def check(self, value: str, talk: Talk) -> str:
        try:
            return normalise_email(value)
        except InvalidEmail as error:
            raise Refused("utter_certificate_email_wrong") from error

    async def prepare(self, talk: Talk) -> bool:
        if not (talk.memory.noted.get("citizen") or {}).get("email"):
            return True
        talk.set(self.name, SKIPPED)
        return False


class Address(TextSlot):
    """Where it is posted to; the register's own address unless the citizen names another."""

    longest = 200
    words = ("διευθυνσ", "οδο")

    def applies(self, values: Mapping[str, Any]) -> bool:
        return values.get("certificate_delivery") == "post"

    async def prepare(self, talk: Talk) -> bool:
        if not (talk.memory.noted.get("citizen") or {}).get("address"):
            return True
        talk.set(self.name, SKIPPED)
        return False


class CertificateForm(ServiceForm):
    form = "certificate_form"
    starts = frozenset({"request_certificate"})
    slots = (
        Kind("certificate_type", "utter_certificate_type", "certificate_type", words=("ειδος", "πιστοποιητικο", "χαρτι")),
        *identification("certificate_afm", "certificate_code"),
        Purpose("certificate_purpose", "utter_certificate_purpose"),
        Delivery("certificate_delivery", "utter_certificate_delivery", clears=("certificate_email", "certificate_address")),
        Email("certificate_email", "utter_certificate_email"),
        Address("certificate_address", "utter_certificate_address"),
        Confirm("certificate_confirm", "utter_certificate_confirm"),
    )

    async def begin(self, talk: Talk) -> bool:
        talk.memory.noted["whose"] = whose(talk.turn)
        return False

    async def took(self, slot: str, talk: Talk) -> bool:
        person = talk.memory.noted.get("whose")
        return slot == "certificate_type" and person is not None and self._refused(person, talk)

    async def ends_with(self, asked: Slot, talk: Talk) -> bool:
        """«Είναι της μητέρας μου», said in the middle; what it is for and where it goes may well name others."""
        person = None if asked.free_text or talk.turn.intent not in _NAMES_PERSON else whose(talk.turn)
        if person is None or person == talk.memory.noted.get("whose"):
            return False
        talk.memory.noted["whose"] = person
        return bool(talk.get("certificate_type")) and self._refused(person, talk)

    def _refused(self, person: Whose, talk: Talk) -> bool:
        """Say what the rule for another's certificate is; True when it can't be asked for here, and a person is offered instead."""
        kind = certificates.certificate_type(talk.get("certificate_type"))
        rule = certificates.may_ask(kind, person)
        if rule == "go_on":
            return False
        talk.say(f"utter_certificate_{rule}", title=kind.title, office=kind.office)
        if rule == "own_names_all":
            return False
        talk.set("offered", "request_human")
        return True

    def summary(self, talk: Talk) -> dict[str, str]:
        kind, citizen = certificates.certificate_type(talk.get("certificate_type")), talk.memory.noted.get("citizen") or {}
        delivery = talk.get("certificate_delivery")
        to = {
            "email": talk.get("certificate_email") or citizen.get("email"),
            "post": talk.get("certificate_address") or citizen.get("address"),
        }
        how = ": ".join(part for part in (certificates.DELIVERY_LABELS[delivery], to.get(delivery)) if part)
        lines = [kind.title, citizen.get("name"), talk.get("certificate_purpose"), how]
        told = "\n".join(f"• {line}" for line in lines if line)
        return {"summary": told, "title": kind.title, "delivery": how, "delivery_spoken": _spoken_delivery(talk, to.get(delivery))}

    async def answer_question(self, talk: Talk) -> bool:
        """«Πόσο κοστίζει;» is about the certificate at hand."""
        if talk.get("certificate_type") and _ABOUT_THIS.search(talk.turn.plain) and len(cues.content_words(talk.turn.plain)) <= 4:
            await requirements(talk)
            return True
        return await super().answer_question(talk)

    async def submit(self, talk: Talk) -> None:
        opened = await run(
            certificates.request_certificate,
            conversation_id=talk.conversation_id,
            certificate_type=talk.get("certificate_type"),
            purpose=talk.get("certificate_purpose") or None,
            delivery=talk.get("certificate_delivery"),
            delivery_address=talk.get("certificate_address") or None,
            email=talk.get("certificate_email") or None,
            channel=talk.turn.channel,
            idempotency_key=talk.key,
        )
        say_receipt(talk, opened, "utter_certificate_filed")

    async def failed(self, error: MunicipalityError, talk: Talk) -> bool:
        if isinstance(error, NotFound):
            talk.say("utter_certificate_no_record", title=certificates.certificate_type(talk.get("certificate_type")).title)
            self.end(talk)
            return True
        if isinstance(error, NotIdentified):
            afm = self.slot("certificate_afm")
            self.reopen(afm, talk)
            talk.say("utter_afm_lapsed")
            talk.requested = afm.name
            return True
        return False


def _spoken_delivery(talk: Talk, to: str | None) -> str:
    """How it comes, as one says it; a masked address can't be said."""
    delivery = talk.get("certificate_delivery")
    if delivery == "email":
        return f"με e-mail, στο {to}" if talk.get("certificate_email") else "με e-mail, στη διεύθυνση που έχει το μητρώο"
    return "από ΚΕΠ" if delivery == "kep" else f"με ταχυδρομείο, στη διεύθυνση {to}"


class VerificationCode(Slot):
    """The code printed on a certificate. Reading the result is all that the form does."""

    words = ("κωδικ",)

    def read(self, turn: Turn, talk: Talk, *, asked: bool) -> str | None:
        match = _SURE_CODE.search(turn.text) or (_VERIFICATION_CODE.search(turn.text) if asked else None)
        return match.group() if match else turn.value("protocol_number")

    async def check(self, value: str, talk: Talk) -> str:
        try:
            found = await run(certificates.verify, value)
        except NotFound as error:
            raise Refused("utter_verify_unknown") from error
        response = "utter_verify_valid" if found.valid else "utter_verify_revoked"
        when = day_month_year(found.issued_at)
        talk.say(response, title=found.label, holder=found.holder_initials, protocol=found.protocol, when=when)
        return value


class VerifyForm(ServiceForm):
    form = "verify_form"
    starts = frozenset({"verify_certificate"})
    slots = (VerificationCode("verification_code", "utter_verify_code"),)

    async def took(self, slot: str, talk: Talk) -> bool:
        return True

    async def answer_in_place(self, talk: Talk) -> bool:
        code = self.slots[0].read(talk.turn, talk, asked=False)
        if code is None:
            return False
        try:
            await self.slots[0].check(code, talk)
        except Refused:
            talk.say("utter_verify_not_found")
        return True


@answers("ask_certificate_requirements")
async def requirements(talk: Talk) -> None:
    """What a certificate takes, from the municipality's content, with its source."""
    value = talk.turn.value("certificate_type") or talk.get("certificate_type")
    try:
        kind = certificates.certificate_type(value or "")
    except InvalidInput:
        if not talk.in_form and not _PAPERS.search(talk.turn.plain) and await second_look(talk):
            return
        talk.say("utter_requirements_which")
        talk.set("offered", "ask_certificate_requirements")
        return
    facts = [
        (LABELS["documents"], kind.documents or LABELS["no_documents"]),
        (LABELS["cost"], kind.cost),
        (LABELS["time"], kind.digital_time or kind.time),
        (LABELS["office"], kind.office),
    ]
    source = {"title": kind.source, "url": kind.source_url, "date": None, "confirmed": kind.confirmed}
    response = "utter_requirements" if kind.confirmed else "utter_requirements_unconfirmed"
    talk.say(response, title=kind.title, everyday=kind.everyday, facts=labelled(facts), custom={"source": source} if kind.source else None)
    talk.set("offered", None)
