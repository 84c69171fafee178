"""From a Greek sentence to the row, the document, the other application and back: the three services through the public doors."""

import re
import uuid

import httpx
import pytest
from pypdf import PdfReader

from tests.support.citizen import Citizen, said


@pytest.fixture
def citizen(house):
    return Citizen(house.url)


def file_lamp(citizen, number):
    """Report a lamp with category and place in one sentence; returns the receipt."""
    citizen.say(f"δεν ανάβει η λάμπα στην Ορφέως {number} εδώ και τρεις μέρες")
    for _ in range(6):
        titles = [button["title"] for button in citizen.buttons()]
        if "Ναι" in titles and "Ορφέως" in citizen.last:
            break
        citizen.press("Παράλειψη") if "Παράλειψη" in titles else citizen.say("όχι")
    assert f"Ορφέως {number}" in citizen.last, citizen.last
    citizen.press("Ναι")
    return citizen.case()


def test_a_report_becomes_a_case_an_open311_request_and_an_answer(house, citizen):
    case = file_lamp(citizen, 31)
    assert re.fullmatch(r"ΠΡΒ-\d{4}-\d{6}", case["protocol"])
    assert re.fullmatch(r"\d{6}", case["code"].replace(" ", ""))
    code, pin = case["code"].replace(" ", ""), case["pin"]

    status = httpx.get(f"{house.url}/api/cases/{code}", headers={"X-Case-Pin": pin}).json()
    assert status["protocol"] == case["protocol"] and status["state"] == "received"

    ascii_id = case["protocol"].replace("ΠΡΒ", "PRB")
    found = httpx.get(f"{house.url}/open311/v2/requests/{ascii_id}.json", params={"jurisdiction_id": "komotini.gr"}).json()
    assert found[0]["service_code"] == "lighting" and "Ορφέως 31" in found[0]["address"]

    # A new conversation, perhaps tomorrow: the code and the PIN are enough.
    later = Citizen(house.url)
    later.say(f"τι έγινε με την υπόθεση {code};")
    later.say(pin)
    assert case["protocol"] in said(later.heard)


def test_a_correction_at_the_confirmation_is_what_gets_filed(house, citizen):
    citizen.say("μεγάλη λακκούβα στην Ερμού 5, κινδυνεύουν τα μηχανάκια")
    for _ in range(6):
        if "Ναι" in [button["title"] for button in citizen.buttons()] and "Ερμού 5" in citizen.last:
            break
        citizen.press("Παράλειψη") if "Παράλειψη" in [button["title"] for button in citizen.buttons()] else citizen.say("όχι")
    citizen.say("όχι, Ορφέως 12")
    assert "Ορφέως 12" in citizen.last
    citizen.say("ναι")
    ascii_id = citizen.case()["protocol"].replace("ΠΡΒ", "PRB")
    found = httpx.get(f"{house.url}/open311/v2/requests/{ascii_id}.json").json()
    assert "Ορφέως 12" in found[0]["address"] and found[0]["service_code"] == "potholes"


def test_the_same_yes_twice_files_once(house, citizen):
    citizen.say("ξεχειλίζει ο κάδος στην Κανάρη 7")
    for _ in range(6):
        if "Ναι" in [button["title"] for button in citizen.buttons()] and "Κανάρη 7" in citizen.last:
            break
        citizen.press("Παράλειψη") if "Παράλειψη" in [button["title"] for button in citizen.buttons()] else citizen.say("όχι")
    key = str(uuid.uuid4())
    first = citizen.say("ναι", key)
    again = citizen.say("ναι", key)
    assert [message["id"] for message in first] == [message["id"] for message in again]
    citizen.say("ναι")
    filed = httpx.get(f"{house.url}/open311/v2/requests.json", params={"service_code": "waste"}).json()
    assert sum("Κανάρη 7" in request["address"] for request in filed) == 1


def test_a_guide_answer_comes_with_source_and_date_or_not_at_all(citizen):
    messages = citizen.say("Πώς γίνεται η μεταδημότευση;")
    sources = [message["custom"]["source"] for message in messages if (message.get("custom") or {}).get("source")]
    assert sources and sources[0]["title"], messages
    unknown = citizen.say("Τι ώρα περνάει το λεωφορείο 17 από τη στάση Παπαγιάννη;")
    assert not [message for message in unknown if (message.get("custom") or {}).get("source")], unknown


def one_time_code(house, before):
    """The code in the newest message of the outbox."""
    house.wait_outbox(before + 1)
    return re.search(r"\b(\d{6})\b", house.outbox_text()[-1]).group(1)


def test_a_certificate_from_the_first_word_to_the_verified_pdf(house, citizen, demo_citizen, staff_page):
    citizen.say("θέλω ένα πιστοποιητικό οικογενειακής κατάστασης για την τράπεζα")
    digression = citizen.say("τι χαρτιά χρειάζομαι;")
    assert "ΑΦΜ" in said(digression), "after the digression the question comes back"
    wrong = citizen.say("123456789")
    assert "δεν είναι σωστό" in said(wrong), wrong
    before = len(house.outbox())
    citizen.say(demo_citizen.afm)
    citizen.say(one_time_code(house, before))
    for _ in range(5):
        titles = [button["title"] for button in citizen.buttons()]
        if "Ναι" in titles and "οικογενειακής" in citizen.last:
            break
        delivery = next((title for title in titles if "mail" in title.lower()), None)
        citizen.press(delivery) if delivery else citizen.say("για την τράπεζα")
    citizen.say("ναι")
    case = citizen.case()
    assert re.fullmatch(r"ΠΙΣ-\d{4}-\d{6}", case["protocol"])

    before = len(house.outbox())
    staff_page.goto(f"{house.url}/staff/cases?text={case['protocol']}")
    staff_page.get_by_role("link", name=case["protocol"]).first.click()
    # The conversation that made the case is on its page.
    staff_page.get_by_text("θέλω ένα πιστοποιητικό οικογενειακής κατάστασης για την τράπεζα").first.wait_for(state="attached")
    staff_page.get_by_role("link", name="Έγκριση και έκδοση…").click()
    staff_page.get_by_role("button", name="Έκδοση εγγράφου").click()
    staff_page.get_by_role("link", name="Το έγγραφο που εκδόθηκε (PDF)").wait_for()

    house.wait_outbox(before + 1)
    pdf = house.newest_pdf()
    text = "\n".join(page.extract_text() for page in PdfReader(pdf).pages)
    assert demo_citizen.last_name.upper() in text.upper()
    code = re.search(r"verify/([A-Z0-9]{8})", text).group(1)
    verified = httpx.get(f"{house.url}/verify/{code}", headers={"Accept": "application/json"}).json()
    assert verified["protocol"] == case["protocol"]
    assert demo_citizen.last_name not in str(verified), "a stranger who checks must not learn the name"
    assert "γνήσιο" in said(citizen.say(f"είναι γνήσιο το πιστοποιητικό με κωδικό {code};")).lower() or "έγκυρο" in citizen.last.lower()


def test_an_emergency_in_the_middle_of_a_form_comes_first(citizen):
    citizen.say("θέλω πιστοποιητικό γέννησης")
    messages = citizen.say("Βοήθεια, πήρε φωτιά η κουζίνα!")
    assert "112" in messages[0]["text"]


@pytest.mark.parametrize("part", ["rasa", "actions"])
def test_a_part_that_stops_loses_and_doubles_nothing(house, part):
    citizen = Citizen(house.url)
    citizen.say("καλημέρα")
    key = str(uuid.uuid4())
    house.part(part, running=False)
    try:
        refused = citizen.post({"text": "έσπασε ένα φανάρι στη Φιλίππου 9"}, key)
    finally:
        house.part(part, running=True)
    assert refused.status_code == 503
    assert refused.json()["error"]["code"] == "assistant_unavailable"
    assert re.search("[α-ω]", refused.json()["error"]["message"])
    citizen.say("έσπασε ένα φανάρι στη Φιλίππου 9", key)
    history = citizen.client.get(f"/api/chat/sessions/{citizen.session}/messages", params={"after": 0}, headers=citizen.headers).json()
    texts = [message["text"] for message in history["messages"] if message["sender"] == "citizen"]
    assert texts == ["καλημέρα", "έσπασε ένα φανάρι στη Φιλίππου 9"]


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "😀😀😀", "/restart", "α\u0000β\u0007γ", "'; DROP TABLE message; --"])
def test_odd_messages_get_an_answer(citizen, text):
    assert citizen.say(text)


@pytest.mark.parametrize("text", ["", "   ", "α" * 10_000])
def test_empty_and_endless_messages_are_refused_in_greek(citizen, text):
    answer = citizen.post({"text": text})
    assert answer.status_code == 422
    assert re.search("[α-ω]", answer.json()["error"]["message"])


def test_no_log_holds_what_a_citizen_wrote(house):
    citizen = Citizen(house.url)
    citizen.say("με λένε Ευδοκία Καραμπατζάκη και δεν ανάβει η λάμπα στην Ορφέως 77, τηλέφωνο 6900000099")
    logs = [path.read_text(errors="replace") for path in house.stack.log_dir.glob("*")]
    assert logs
    for secret in ("Καραμπατζάκη", "Ορφέως", "6900000099", citizen.token):
        assert not any(secret in log for log in logs), secret
