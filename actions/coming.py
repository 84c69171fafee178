"""Services that are understood but not carried out here yet: an article's answer where one surely fits, else an honest word and a person.

When a service is built, its intents leave `COMING` (and `stories/coming.yml`) for its own file.
"""

from __future__ import annotations

from actions.answers import answers
from actions.guide import answer_if_known, answer_if_sure
from actions.status import answer_about_last_case
from actions.talk import Talk
from backend.services import content

# Intent: the service's slug in content/services.yml, and how the matter is named after «για».
COMING: dict[str, tuple[str, str]] = {
    "apply_permit": ("permits", "την άδεια"),
    "ask_permit_requirements": ("permits", "τις άδειες"),
    "ask_permit_fee": ("permits", "το κόστος της άδειας"),
    "list_consultations": ("democracy", "τις διαβουλεύσεις"),
    "comment_consultation": ("democracy", "τα σχόλια στις διαβουλεύσεις"),
    "vote_poll": ("democracy", "τις ψηφοφορίες"),
    "submit_proposal": ("democracy", "τις προτάσεις των πολιτών"),
    "support_proposal": ("democracy", "τις προτάσεις των πολιτών"),
    "ask_council_session": ("council", "τις συνεδριάσεις του δημοτικού συμβουλίου"),
    "search_council_decisions": ("council", "τις αποφάσεις του δημοτικού συμβουλίου"),
    "ask_council_member": ("council", "τους δημοτικούς συμβούλους"),
    "submit_council_question": ("council", "τις ερωτήσεις προς το δημοτικό συμβούλιο"),
    "ask_contact": ("communication", "τα στοιχεία αυτής της υπηρεσίας"),
    "ask_opening_hours": ("communication", "το ωράριο αυτής της υπηρεσίας"),
    "book_appointment": ("communication", "τα ραντεβού"),
    "cancel_appointment": ("communication", "τα ραντεβού"),
    "list_announcements": ("communication", "τις ανακοινώσεις"),
    "subscribe_news": ("communication", "την εγγραφή στα νέα του Δήμου"),
    "unsubscribe_news": ("communication", "τη διαγραφή από τα νέα του Δήμου"),
    "check_dues": ("finances", "τις οφειλές σας"),
    "pay_dues": ("finances", "τις πληρωμές"),
    "ask_fee": ("finances", "αυτό το τέλος"),
    "ask_budget": ("finances", "τον προϋπολογισμό"),
    "ask_project": ("works", "τα έργα"),
    "ask_road_closure": ("works", "τους κλειστούς δρόμους"),
    "request_technical_inspection": ("works", "τον τεχνικό έλεγχο"),
    "list_events": ("culture", "τις εκδηλώσεις"),
    "register_event": ("culture", "τις θέσεις στις εκδηλώσεις"),
    "volunteer": ("culture", "τον εθελοντισμό"),
    "propose_activity": ("culture", "την πρότασή σας"),
    "ask_funding": ("development", "τα προγράμματα χρηματοδότησης"),
    "check_eligibility": ("development", "το αν δικαιούστε κάποιο πρόγραμμα"),
    "ask_business_support": ("development", "τις επιχειρήσεις"),
    "ask_sight": ("tourism", "τα αξιοθέατα"),
    "ask_accommodation": ("tourism", "τα καταλύματα"),
    "ask_food": ("tourism", "το φαγητό στην πόλη"),
    "ask_transport": ("tourism", "τις συγκοινωνίες"),
    "ask_route": ("tourism", "τις διαδρομές"),
    "ask_on_duty_pharmacy": ("emergencies", "τα εφημερεύοντα φαρμακεία"),
    "ask_on_duty_hospital": ("emergencies", "τις εφημερίες του νοσοκομείου"),
    "ask_civil_protection": ("emergencies", "την πολιτική προστασία"),
    "search_book": ("libraries", "τα βιβλία της βιβλιοθήκης"),
    "reserve_book": ("libraries", "την κράτηση βιβλίου"),
    "renew_loan": ("libraries", "την ανανέωση του δανεισμού"),
    "ask_library_hours": ("libraries", "το ωράριο της βιβλιοθήκης"),
    "ask_library_card": ("libraries", "την κάρτα της βιβλιοθήκης"),
}

# Stems (folded) by which the number is asked for.
_BY_STEM = {"πυροσβεσ": "199", "φωτια": "199", "αστυνομ": "100", "ασθενοφορ": "166", "εκαβ": "166"}


@answers(*COMING)
async def coming(talk: Talk) -> None:
    """An article's answer if one is surely about it; else that this isn't done here yet, what helps meanwhile, and a person."""
    if talk.turn.text and (await answer_about_last_case(talk) or await _told_by_an_article(talk)):
        return
    slug, topic = COMING[talk.turn.intent]
    service = next(one for one in content.read("services")["services"] if one["slug"] == slug)
    talk.say("utter_service_coming", topic=topic, meanwhile=service.get("meanwhile", {}).get("el", ""))
    talk.set("offered", "request_human")


async def _told_by_an_article(talk: Talk) -> bool:
    """Answer from the guide: a question by any article that fits, a wish only where one surely is about it."""
    return await (answer_if_known if talk.turn.intent.startswith(("ask_", "list_")) else answer_if_sure)(talk)


@answers("ask_emergency_number")
async def ask_emergency_number(talk: Talk) -> None:
    """The number that is asked for, all of them where none is named; help lines and the like are the guide's."""
    wanted = {number for stem, number in _BY_STEM.items() if stem in talk.turn.plain}
    if not wanted and talk.turn.text and await answer_if_sure(talk):
        return
    numbers = [one for one in content.read("services")["emergency_numbers"] if one["number"] in (wanted or {one["number"]})]
    talk.say("utter_emergency_numbers", numbers=", ".join(f"{one['short_el']} {one['number']}" for one in numbers))
