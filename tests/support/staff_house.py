"""People, cases, a conversation and a photo for the tests of the staff console; and the web application that shows them."""

from __future__ import annotations

import asyncio
import io
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import httpx
from PIL import Image

from backend.database import Database, UnitOfWork
from backend.services import cases, certificates, conversations, identity, problems, registry, staff, uploads
from backend.services.place import Place
from backend.web.app import create_app

PASSWORD = "μια-καλή-φράση-42"
ATTACK = "<script>document.title='hacked'</script><img src=x onerror=\"document.title='hacked'\">"


@dataclass
class House:
    """Ids of what `furnish` made. Everybody's password is `PASSWORD`."""

    lamp: int
    birth: int
    attack: int
    photo: str
    conversation: str


def furnish(database: Database, more: int = 0) -> House:
    """Four members of staff (admin, maria: problems, petros: certificates, eleni: reviewer) and cases of both services."""
    with database.work() as uow:
        for username, name, role, services in (
            ("admin", "Άννα Διαχειρίστρια", "administrator", ()),
            ("maria", "Μαρία Καραγιάννη", "clerk", ("problems",)),
            ("petros", "Πέτρος Αλεξίου", "clerk", ("certificates",)),
            ("eleni", "Ελένη Σωτηρίου", "reviewer", ()),
        ):
            staff.create_user(uow, username, name, role, services=services, password=PASSWORD, must_change_password=False)
        registry.load_demo_citizens(uow)
    with database.work() as uow:
        talk = _conversation(uow)
        photo = uploads.store(uow, talk, f"{ATTACK}.jpg", uploads.clean_picture(_photo()))
        uow.session.flush()
        lamp = problems.report_problem(
            uow,
            category="lighting",
            place=Place(street="Ορφέως", street_number="12", latitude=41.11912, longitude=25.40455),
            description="Σβηστή λάμπα απέναντι από το φαρμακείο, εδώ και τρεις ημέρες.",
            contact=cases.Contact("Νίκος Παπαδόπουλος", "6900000001", "nikos@example.org"),
            attachment_ids=[photo.id],
            conversation_id=talk,
        )
        attack = problems.report_problem(uow, category="waste", place=Place(text=ATTACK), description=ATTACK, contact=cases.Contact(ATTACK))
        identity.start_identification(uow, talk, "550000018")
        code = next(value for value in reversed(uow.chance.given) if value.isdigit() and len(value) == 6)  # type: ignore[attr-defined]
        identity.verify_code(uow, talk, code)
        birth = certificates.request_certificate(
            uow, conversation_id=talk, certificate_type="γέννησης", purpose="για το σχολείο", delivery="email"
        )
        categories = ("potholes", "sewers", "strays", "parks", "noise", "signs")
        for number in range(more):
            place = Place(street="Δημοκρίτου", street_number=str(number + 1))
            problems.report_problem(uow, category=categories[number % 6], place=place, description="Χρειάζεται έλεγχος.", channel="open311")
    return House(lamp.case_id, birth.case_id, attack.case_id, photo.id, talk)


def _conversation(uow: UnitOfWork) -> str:
    talk = conversations.start(uow, channel="web").session_id
    for number, (said, answer, intent) in enumerate(
        (
            ("Καλημέρα, έχει καεί μια λάμπα", "Πού ακριβώς είναι;", "report_problem"),
            ("Ορφέως 12", "Να το καταχωρίσω; Σβηστή λάμπα, Ορφέως 12.", "inform"),
            (ATTACK, "Δεν είμαι βέβαιος ότι κατάλαβα.", "nlu_fallback"),
        )
    ):
        turn = conversations.begin_message(uow, talk, text=said, payload=None, idempotency_key=f"k{number}")
        conversations.finish_message(uow, talk, turn.seq, [{"text": answer}], {"intent": intent, "confidence": 0.934})
    return talk


def _photo() -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((640, 480)).convert("RGB").save(out, "JPEG")
    return out.getvalue()


@asynccontextmanager
async def serve(database: Database, *, assistant_up: bool = True, public_url: str = "http://127.0.0.1") -> AsyncIterator[str]:
    """Run the web application on a free port of this event loop; gives its address."""
    settings = database.settings.model_copy(update={"public_url": public_url})
    answers = httpx.MockTransport(lambda request: httpx.Response(200 if assistant_up else 503, json={"status": "ok"}))
    app = create_app(settings, database, rasa_transport=answers, background=False)
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = await app.create_server(sock=listening, return_asyncio_server=True)
    assert server is not None
    await server.startup()
    await server.after_start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        await server.before_stop()
        server.close()
        await asyncio.wait_for(server.wait_closed(), 20)
        await server.after_stop()


def later(database: Database, **duration: float) -> None:
    """Move the test's clock."""
    database.clock.now += timedelta(**duration)  # type: ignore[attr-defined]
