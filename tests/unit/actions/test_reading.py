"""How sentences are read by cues and by the place and description slots, without Rasa."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from actions import cues, guide
from actions.certificates import Delivery, VerificationCode
from actions.contacts import ContactSlot, masked, reachable
from actions.places import PlaceDetail, PlaceSlot, beside, of_street
from actions.problems import Category, Description
from actions.slots import Confirm, YesNo
from actions.talk import Memory
from actions.turn import Entity, Turn
from backend.clock import SystemChance


def turn(text: str, intent: str = "inform", **values: str) -> Turn:
    """A turn whose entities are `name="words"` or `name="words=value"`, found in the text."""
    entities = []
    for name, given in values.items():
        for one in given.split("|"):
            words, _, value = one.partition("=")
            entities.append(Entity(name, value or words, text.index(words), text.index(words) + len(words)))
    return Turn("c", text, intent, 0.9, tuple(entities))


def talk(requested: str | None = None, **slots: Any) -> Any:
    return SimpleNamespace(requested=requested, get=slots.get, memory=Memory())


@pytest.mark.parametrize(
    ("text", "values", "meant"),
    [
        ("όχι στην Κανάρη, στη Φιλίππου", "Κανάρη|Φιλίππου", ["Φιλίππου"]),
        ("δεν είναι Κανάρη, είναι Φιλίππου", "Κανάρη|Φιλίππου", ["Φιλίππου"]),
        ("όχι, Κανάρη και Φιλίππου", "Κανάρη|Φιλίππου", ["Κανάρη", "Φιλίππου"]),
        ("ΟΧΙ Κανάρη", "Κανάρη", ["Κανάρη"]),
    ],
)
def test_a_value_taken_back_gives_way_to_the_other(text: str, values: str, meant: list[str]) -> None:
    assert turn(text, street=values).values("street") == meant


@pytest.mark.parametrize(
    ("text", "values", "meant"),
    [
        ("λακκούβα στην Κανάρη όχι συγγνώμη στην Φιλίππου", "Κανάρη|Φιλίππου", ["Φιλίππου"]),
        ("στην Κανάρη, λάθος είπα, Φιλίππου", "Κανάρη|Φιλίππου", ["Φιλίππου"]),
        ("Κανάρη ή μάλλον Φιλίππου, τι λέω, Ορφέως", "Κανάρη|Φιλίππου|Ορφέως", ["Ορφέως"]),
        ("συγγνώμη που ενοχλώ, Κανάρη και Φιλίππου", "Κανάρη|Φιλίππου", ["Κανάρη", "Φιλίππου"]),
        ("στην Κανάρη, όχι συγγνώμη, ναι εκεί", "Κανάρη", ["Κανάρη"]),
        ("γωνία Κανάρη και Φιλίππου", "Κανάρη|Φιλίππου", ["Κανάρη", "Φιλίππου"]),
        ("στην Κανάρη, όχι, Φιλίππου", "Κανάρη|Φιλίππου", ["Φιλίππου"]),
        ("στην Κανάρη λάθος στη Φιλίππου", "Κανάρη|Φιλίππου", ["Φιλίππου"]),
        ("Κανάρη. Συγγνώμη, Φιλίππου", "Κανάρη|Φιλίππου", ["Φιλίππου"]),
    ],
)
def test_who_mends_what_they_said_means_the_last(text: str, values: str, meant: list[str]) -> None:
    assert turn(text, street=values).values("street") == meant


def test_a_number_goes_with_the_street_that_is_mended() -> None:
    said = turn("Κανάρη 5 όχι συγγνώμη στην Φιλίππου", street="Κανάρη|Φιλίππου", street_number="5")
    assert said.value("street") == "Φιλίππου" and said.value("street_number") is None
    said = turn("Κανάρη 5 όχι λάθος 7", street="Κανάρη", street_number="5|7")
    assert said.value("street") == "Κανάρη" and said.value("street_number") == "7"


def test_a_number_is_mended_where_only_the_first_was_found() -> None:
    said = turn("στο 15 όχι λάθος στο 17", street_number="15")
    assert PlaceDetail("detail", "utter_detail", place="place").read(said, talk(), asked=True) == {"street_number": "17"}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("στο 15, όχι λάθος, στο 17", "17"),
        ("κοντά στο 9", "9"),
        ("όχι στο 4, στο 6", "6"),
        ("konta sto 9", "9"),
        ("το νούμερο είναι 11", "11"),
        ("στο 7α", "7Α"),
        ("εδώ και 3 μέρες", None),
        ("στο 5 ή στο 7", None),
        ("6900000001", None),
        ("10:30", None),
    ],
)
def test_the_house_number_of_a_sentence(text: str, number: str | None) -> None:
    assert cues.house_number(turn(text)) == number


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("και πότε έρχεστε", True),
        ("έχει νερό;", True),
        ("να σας ρωτήσω και κάτι άλλο πού πληρώνω", True),
        ("ποιος το είπε", True),
        ("όταν βρέχει", False),
    ],
)
def test_questions(text: str, asks: bool) -> None:
    assert cues.is_question(turn(text)) is asks


@pytest.mark.parametrize(("text", "none"), [("δεν έχω φωτό", True), ("foto den exo", True), ("σου στέλνω φωτογραφία", False)])
def test_no_photo(text: str, none: bool) -> None:
    assert cues.has_no_photo(turn(text)) is none


def test_who_says_they_have_none_leaves_it_out() -> None:
    assert cues.skips(turn("κινητό δεν έχω παιδί μου μόνο σταθερό"))
    assert not cues.only_skips(turn("δεν έχω νερό από το πρωί"))


@pytest.mark.parametrize(
    ("text", "only"), [("τίποτα", True), ("όχι, τίποτα", True), ("δεν φαίνεται τίποτα στο σκοτάδι", False), ("χωρίς φως όλη νύχτα", False)]
)
def test_leaving_out_is_not_a_word_inside_a_description(text: str, only: bool) -> None:
    assert cues.only_skips(turn(text)) is only


def test_a_number_completes_the_street_that_is_known() -> None:
    slot = PlaceSlot("place", "utter_place")
    known = talk(place={"street": "Κανάρη", "street_number": "4"})
    assert slot.read(turn("λάθος, όχι στο 4, στο 6"), known, asked=False) == {"street_number": "6"}
    assert slot.read(turn("είναι έτσι 6 μήνες"), known, asked=False) is None


def test_words_beside_a_street_are_a_landmark_but_not_ones_own_house() -> None:
    slot = PlaceSlot("place", "utter_place")
    assert slot.read(turn("νερά στην Κανάρη δίπλα από το ξυλουργείο", street="Κανάρη"), talk(), asked=False) == {
        "street": "Κανάρη",
        "landmark": "δίπλα από το ξυλουργείο",
    }
    assert beside(turn("νερά απέναντι από το σπίτι μου")) is None


def test_a_question_is_no_place() -> None:
    assert PlaceSlot("place", "utter_place").read(turn("πόσο κοστίζει αυτό;", "nlu_fallback"), talk(), asked=True) is None
    assert PlaceDetail("detail", "utter_detail", place="place").read(turn("konta sto 9"), talk(), asked=True) == {"street_number": "9"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("εγώ πληρώνω κανονικά τα τέλη", False),
        ("στη γειτονιά μου", False),
        ("στη γειτονιά μου εδώ πιο κάτω", False),
        ("έτσι όπως το λέτε, δεν πειράζει", False),
        ("έξω από το σπίτι μας", False),
        ("το σημείο", False),
        ("η πλατεία του χωριού", True),
        ("παλιά αποθήκη", True),
        ("εκεί που κατεβαίνω για το ποτάμι, δίπλα στη γέφυρα", True),
        ("έξω από το σπίτι μου στον Άγιο Αντώνιο", True),
    ],
)
def test_own_words_are_a_place_where_they_tell_one(text: str, place: bool) -> None:
    where, detail = PlaceSlot("place", "utter_place"), PlaceDetail("detail", "utter_detail", place="place")
    assert (where.read(turn(text), talk(), asked=True) is not None) is place
    assert (detail.read(turn(text), talk(), asked=True) is not None) is place


def test_who_gives_it_up_or_speaks_to_us_names_no_place() -> None:
    again = talk()
    again.memory.misses = 1
    for said, intent in (("αφήστε το καλύτερα", "cancel"), ("βοήθεια", "help"), ("δώστε μου κάποιον εκεί", "request_human")):
        assert PlaceSlot("place", "utter_place").read(turn(said, intent), again, asked=True) is None


def test_own_words_said_twice_are_kept_but_never_the_name_of_the_question() -> None:
    where, again = PlaceSlot("place", "utter_place"), talk()
    again.memory.misses = 1
    assert where.read(turn("στη γειτονιά μου"), again, asked=True) == {"text": "στη γειτονιά μου"}
    assert where.read(turn("το σημείο"), again, asked=True) is None


def test_a_bare_landmark_replaces_no_address() -> None:
    assert not PlaceSlot("place", "utter_place").bare_corrects({"landmark": "σχολείο"})
    assert PlaceSlot("place", "utter_place").bare_corrects({"street": "Κανάρη"})


def test_a_square_needs_no_detail() -> None:
    detail = PlaceDetail("detail", "utter_detail", place="place")
    assert not detail.applies({"place": {"street": "Πλατεία Εξηντάρη"}})
    assert detail.applies({"place": {"street": "Κανάρη"}})


@pytest.mark.parametrize(
    ("street", "said"),
    [("Κανάρη", "της οδού Κανάρη"), ("Λεωφόρος Δημοκρατίας", "της λεωφόρου Δημοκρατίας"), ("Πλατεία Ειρήνης", "της πλατείας Ειρήνης")],
)
def test_the_street_in_the_genitive(street: str, said: str) -> None:
    assert of_street(street) == said


def test_the_same_category_said_again_corrects_nothing() -> None:
    category = Category("problem_category", "utter_category", "problem_category")
    assert category.same("lighting", "φωτισμός") and not category.same("waste", "φωτισμός")


def test_the_same_telephone_said_again_corrects_nothing() -> None:
    slot = ContactSlot("contact", "utter_contact")
    assert slot.same({"phone": "+306900000001"}, {"phone": "690 000 0001"})
    assert not slot.same({"phone": "+306900000001"}, {"phone": "6900000002"}) and not slot.same(False, {"phone": "6900000002"})


def test_a_landline_gets_no_message_and_is_read_back_in_its_own_groups() -> None:
    assert not reachable({"phone": "+302531000000"}) and reachable({"phone": "+306900000001"}) and reachable({"email": "a@example.org"})
    assert masked({"phone": "+302531000000"}) == "25310 00000"


def test_the_first_sentence_is_the_description_when_it_tells_what_is_wrong() -> None:
    description = Description("problem_description", "utter_description")
    told = turn(
        "kalimera den anabei to fanari stin Kanari", "report_problem", problem_category="den anabei to fanari=φωτισμός", street="Kanari"
    )
    assert description.read(told, talk(), asked=False) == told.text
    assert description.read(turn("λάμπα Κανάρη", problem_category="λάμπα=φωτισμός", street="Κανάρη"), talk(), asked=False) is None


def test_a_description_keeps_no_telephone() -> None:
    told = turn("σπασμένη κούνια στο πάρκο, πάρτε με στο 6900000001", problem_category="σπασμένη κούνια=πάρκα", phone="6900000001")
    assert (
        Description("problem_description", "utter_description").read(told, talk(), asked=False)
        == "σπασμένη κούνια στο πάρκο, πάρτε με στο …"
    )


def test_yes_or_no_at_the_beginning_answers_though_more_is_said() -> None:
    slot = YesNo("same", "utter_same")
    assert slot.read(turn("όχι είναι άλλο", "report_problem"), talk(), asked=True) == "no"
    assert slot.read(turn("ναι το ίδιο μου φαίνεται", "inform"), talk(), asked=True) == "yes"


@pytest.mark.parametrize(
    ("text", "dangerous"),
    [
        ("ένα καλώδιο κρέμεται πάνω από τη στάση", True),
        ("κομμένα καλώδια στο πεζοδρόμιο", True),
        ("βγάζει σπίθες η κολόνα", True),
        ("δεν ανάβει η λάμπα", False),
        ("έκοψαν τα κλαδιά", False),
    ],
)
def test_danger_in_a_report(text: str, dangerous: bool) -> None:
    assert cues.sounds_dangerous(turn(text)) is dangerous


@pytest.mark.parametrize(
    ("word", "other", "alike"), [("λαικησ", "λαικη", True), ("παραλειψη", "παραλιεσ", False), ("κεπ", "κεπ", True), ("κεπ", "κεπου", False)]
)
def test_words_of_a_question_and_of_an_article(word: str, other: str, alike: bool) -> None:
    assert guide._alike(word, other) is alike


def test_a_number_said_later_completes_a_street_without_one() -> None:
    slot = PlaceSlot("place", "utter_place")
    known = talk(place={"street": "Κανάρη", "landmark": "δίπλα από το ξυλουργείο"})
    assert slot.read(turn("κοντά στο 9"), known, asked=False) == {"street_number": "9"}
    assert slot.read(turn("είναι 9 τα χαλασμένα"), known, asked=False) is None


def test_only_a_sure_yes_files() -> None:
    confirm = Confirm("confirm", "utter_confirm")
    assert confirm.read(Turn("c", "", "affirm"), talk(), asked=True) is True
    assert confirm.read(Turn("c", "ναι", "affirm", 0.99), talk(), asked=True) is True
    assert confirm.read(Turn("c", "και μετά τι θα γίνει", "affirm", 0.95), talk(), asked=True) is None
    assert confirm.read(Turn("c", "κάτι τέτοιο", "affirm", 0.5), talk(), asked=True) is None


def test_a_tax_number_is_no_telephone() -> None:
    assert ContactSlot("contact", "utter_contact").read(turn("ΑΦΜ 550000031", afm="550000031"), talk(), asked=True) is None


@pytest.mark.parametrize("spelled", [str, str.lower])
def test_every_verification_code_is_read_at_its_first_mention(spelled: Any) -> None:
    chance, slot = SystemChance(), VerificationCode("verification_code", "utter_verify_code")
    codes = {chance.letters(8) for _ in range(2000)} - {""}
    codes = {spelled(code) for code in codes if not code.isdigit()}
    unread = [code for code in codes if slot.read(turn(f"είναι γνήσιο το πιστοποιητικό με κωδικό {code};"), talk(), asked=False) != code]
    assert unread == []


def test_no_other_word_is_a_verification_code() -> None:
    slot = VerificationCode("verification_code", "utter_verify_code")
    for text in (
        "είναι γνήσιο το πιστοποιητικό μου;",
        "einai gnhsio to pistopoihtiko",
        "ΕΙΝΑΙ ΓΝΗΣΙΟ ΤΟ ΠΙΣΤΟΠΟΙΗΤΙΚΟ",
        "τηλέφωνο 23456789",
    ):
        assert slot.read(turn(text), talk(), asked=False) is None, text


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("από το κέντρο εξυπηρέτησης πολιτών", "kep"),
        ("από το κεπ", "kep"),
        ("με email", "email"),
        ("με εμαιλ", "email"),
        ("με imeil", "email"),
        ("ιμέιλ", "email"),
        ("με μέιλ", "email"),
        ("στο μέιλ μου", "email"),
        ("βάλτε μέλι", None),
        ("στο σπίτι", "post"),
        ("δεν ξέρω", None),
    ],
)
def test_how_it_reaches_the_citizen(text: str, way: str | None) -> None:
    slot = Delivery("certificate_delivery", "utter_certificate_delivery")
    assert slot.read(turn(text), talk("certificate_delivery"), asked=True) == way


def test_a_number_completes_a_street_and_a_street_stands_for_mere_words() -> None:
    place = PlaceSlot("problem_place", "utter_problem_place")
    assert place.completes({"street": "Ορφέως"}, {"street": "Ορφέως", "street_number": "12"})
    assert not place.completes({"street": "Ορφέως", "street_number": "12"}, {"street": "Ορφέως", "street_number": "14"})
    assert place.improves({"text": "εκεί πέρα"}, {"street": "Ορφέως"})
    assert not place.improves({"street": "Ορφέως"}, {"street": "Φιλίππου"})


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("δεν μου λες πότε περνάνε τα ογκώδη", True),
        ("να σας ρωτήσω κάτι τι ώρα ανοίγει το δημαρχείο", True),
        ("μήπως ξέρετε πού είναι το κεπ", True),
        ("δεν μου λέει τίποτα αυτό", False),
        ("στην ορφέως δώδεκα", False),
    ],
)
def test_a_question_by_voice_is_known_by_how_it_is_led_in(text: str, asks: bool) -> None:
    assert cues.is_question(turn(text)) is asks
