"""Entities of whole messages: patterns, places and a lexicon learnt from a few marked sentences."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from greek.folding import fold
from greek.normal import normalise
from nlu.components.extract import Company, Extractor
from nlu.components.learning import learn_extractor
from nlu.components.lexicon import Lexicon
from nlu.components.tagger import Proposal, Tagger, features, tags
from nlu.components.values import Values

ROOT = Path(__file__).resolve().parents[2]


def marked(text: str, phrase: str, entity: str, value: str) -> tuple[str, list[dict[str, Any]], str]:
    start = text.index(phrase)
    return text, [{"entity": entity, "value": value, "start": start, "end": start + len(phrase)}], ""


EXAMPLES = [
    marked("θέλω πιστοποιητικό γέννησης", "γέννησης", "certificate_type", "γέννησης"),
    marked("το χαρτί της οικογενειακής κατάστασης", "οικογενειακής κατάστασης", "certificate_type", "οικογενειακής κατάστασης"),
    marked("σβηστή λάμπα έξω από το σπίτι", "σβηστή λάμπα", "problem_category", "φωτισμός"),
    marked("έχει μια λακκούβα", "λακκούβα", "problem_category", "λακκούβες"),
    marked("δεν μάζεψαν τα σκουπίδια", "σκουπίδια", "problem_category", "απορρίμματα"),
    marked("μιλάτε αγγλικά;", "αγγλικά", "language", "αγγλικά"),
    marked("θέλω το ληξιαρχείο", "ληξιαρχείο", "department", "Ληξιαρχείο"),
]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    places = yaml.safe_load((ROOT / "backend" / "content" / "places.yml").read_text(encoding="utf-8"))["places"]
    return learn_extractor(EXAMPLES, [], places)


def values(extractor: Extractor, text: str) -> set[tuple[str, str]]:
    return {(item.entity, item.value) for item in extractor.find(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ΘΕΛΩ ΠΙΣΤΟΠΟΙΗΤΙΚΟ ΓΕΝΝΗΣΗΣ", {("certificate_type", "γέννησης")}),
        ("thelo gennisis", {("certificate_type", "γέννησης")}),
        ("της οικογενειακής μου κατάστασης", {("certificate_type", "οικογενειακής κατάστασης")}),
        ("σβηστές λάμπες στην Ορφέως 12", {("problem_category", "φωτισμός"), ("street", "Ορφέως"), ("street_number", "12")}),
        ("lakouba sto Thrylorio", {("problem_category", "λακκούβες"), ("area", "Θρυλόριο")}),
        ("σκουπιδια γωνια ορφεωσ και ερμου", {("problem_category", "απορρίμματα"), ("street", "Ορφέως"), ("street", "Ερμού")}),
        ("στο 12", {("street_number", "12")}),
        ("ΠΡΒ-2026-000123", {("protocol_number", "ΠΡΒ-2026-000123")}),
        ("prb 2026 123", {("protocol_number", "ΠΡΒ-2026-000123")}),
        ("483 920", {("protocol_number", "483920")}),
        ("τέσσερα οκτώ τρία εννέα δύο μηδέν", {("protocol_number", "483920")}),
        ("κωδικός επαλήθευσης KTRWMBQX", {("protocol_number", "KTRWMBQX")}),
        ("το κινητό μου είναι 690 000 0012", {("phone", "6900000012")}),
        ("+30 2531022411", {("phone", "2531022411")}),
        ("maria@example.org", {("email", "maria@example.org")}),
        ("το αφμ μου είναι 123456789", {("afm", "123456789")}),
        ("με λένε Γιώργο Παπανδρέου", {("name", "Γιώργος Παπανδρέου")}),
        ("με λένε Μαρία", {("name", "Μαρία")}),
        ("20 τ.μ. για δύο εβδομάδες", {("square_metres", "20"), ("days", "14")}),
        ("12,50 ευρώ", {("amount", "12,50")}),
        ("με λένε μαρία παπαδοπούλου", {("name", "Μαρία Παπαδοπούλου")}),
        ("ονομάζομαι Παπαδοπούλου Μαρία", {("name", "Παπαδοπούλου Μαρία")}),
        ("το όνομά μου Χασάν", {("name", "Χασάν")}),
        ("στο όνομα Ελένη Γεωργιάδου", {("name", "Ελένη Γεωργιάδου")}),
        ("είμαι ο Κώστας", {("name", "Κώστας")}),
        ("Κώστας είμαι, από την Αίγειρο", {("name", "Κώστας"), ("area", "Αίγειρος")}),
        ("η απόφαση 123/2025", {("protocol_number", "123/2025")}),
        ("απόφαση εκατόν είκοσι τρία του δύο χιλιάδες είκοσι πέντε", {("protocol_number", "123/2025")}),
        ("ΑΔΑ ΨΧΞΡΩΡΦ-ΑΒ1", {("protocol_number", "ΨΧΞΡΩΡΦ-ΑΒ1")}),
        ("6δξγ46μτλβ-1βγ", {("protocol_number", "6ΔΞΓ46ΜΤΛΒ-1ΒΓ")}),
        ("Ηρώων 1940-41", {("street", "Λεωφόρος Ηρώων 1940-41")}),
        ("δώδεκα ευρώ και πενήντα λεπτά", {("amount", "12,50")}),
        ("1.250,50 €", {("amount", "1250,50")}),
        ("πενήντα χιλιάρικα", {("amount", "50000")}),
        ("σπίτι 100 τετραγωνικών", {("square_metres", "100")}),
        ("τριάντα τετραγωνικά", {("square_metres", "30")}),
        ("για μία μέρα", {("days", "1")}),
        ("σε ποια παράταξη είναι ο Ιωάννου", {("name", "Ιωάννου")}),
        ("το μέιλ της συμβούλου Κωνσταντίνου", {("name", "Κωνσταντίνου")}),
        ("για έναν μήνα", {("days", "30")}),
        ("δύο μήνες", {("days", "60")}),
        ("για τρεις νύχτες", {("days", "3")}),
        ("μια μέρα θα έρθω", set()),
        ("can I keep the book for two more weeks", {("days", "14")}),
        ("κατά ένα δεκαπενθήμερο", {("days", "15")}),
        ("σε δέκα μέρες", {("days", "10")}),
        ("ψηφίζω ναι στην πεζοδρόμηση", {("polling_choice", "ναι")}),
        ("στη δημοσκόπηση είμαι κατά", {("polling_choice", "κατά")}),
        ("δίνω ψήφο στο σχέδιο Γ", {("polling_choice", "σχέδιο Γ")}),
        ("ψήφος υπέρ της επιλογής Β", {("polling_choice", "Β")}),
        ("psifizo oxi gia ton pezodromo", {("polling_choice", "όχι")}),
        ("ψήφισα ναι κατά λάθος", {("polling_choice", "ναι")}),
        ("ψηφίζω σίγουρα ναι", {("polling_choice", "ναι")}),
        ("να ψηφίσω; αν ναι πού", set()),
        ("γράψτε με, όνομα Μαρία Κ.", {("name", "Μαρία Κ.")}),
        ("ως τις τρεις", {("time", "15:00")}),
        ("για την άλλη εβδομάδα", {("date", "επόμενη εβδομάδα")}),
        ("από ποιο φανάρι στρίβω", set()),
        ("ψηφίζω το πρώτο", {("polling_choice", "πρώτο")}),
        ("ψηφίζω την πεζοδρόμηση", {("polling_choice", "πεζοδρόμηση")}),
        ("hotels in Fanari on Sunday", {("area", "Φανάρι"), ("date", "Κυριακή"), ("place_kind", "ξενοδοχείο")}),
        ("is the town hall near Orfeos 12", {("landmark", "δημαρχείο"), ("street", "Ορφέως"), ("street_number", "12")}),
        ("έχετε τον Ζορμπά;", {("book_title", "Βίος και πολιτεία του Αλέξη Ζορμπά")}),
        ("κάτι του Παπαδιαμάντη", {("author", "Αλέξανδρος Παπαδιαμάντης")}),
        ("με τον δήμαρχο", {("department", "Γραφείο Δημάρχου")}),
        ("από το ΛΗΞΙΑΡΧΕΙΟ αύριο στις 9:30", {("department", "Ληξιαρχείο"), ("date", "αύριο"), ("time", "09:30")}),
        ("", set()),
        ("😀", set()),
    ],
)
def test_values(extractor: Extractor, text: str, expected: set[tuple[str, str]]) -> None:
    assert values(extractor, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "καλημέρα σας",
        "στη μέση του δρόμου",
        "μπορείτε να με βοηθήσετε;",
        "τι ώρες είστε ανοιχτά",
        "κάποια μέρα, μια μέρα θα έρθω",
        "ο νόμος 4555/2018",
        "το όνομά μου γράφτηκε λάθος",
    ],
)
def test_nothing_where_nothing_is(extractor: Extractor, text: str) -> None:
    assert values(extractor, text) == set()


def test_spans_lie_on_what_was_typed(extractor: Extractor) -> None:
    text = "kamenh, lakouba sthn Orfeos 12"
    spans = {item.entity: text[item.start : item.end] for item in extractor.find(text)}
    assert spans == {"problem_category": "lakouba", "street": "Orfeos", "street_number": "12"}


def test_lexicon_is_kept_as_json(extractor: Extractor) -> None:
    again = Lexicon.from_json(json.loads(json.dumps(extractor.lexicon.to_json())))
    assert again.to_json() == extractor.lexicon.to_json()


def test_phrases_mostly_left_unmarked_are_dropped() -> None:
    examples = [marked("θέλω το πράσινο χαρτί", "πράσινο", "language", "πράσινα"), *[(f"το πράσινο {index}", [], "") for index in range(5)]]
    assert values(learn_extractor(examples, [], []), "το πράσινο") == set()


def test_long_messages_are_searched_in_their_beginning(extractor: Extractor) -> None:
    assert ("street", "Ορφέως") in values(extractor, "στην Ορφέως " + "λόγια " * 5000)
    assert fold("Ορφέως") == "ορφεωσ"


def test_a_guess_fills_in_only_where_nothing_is_named(extractor: Extractor) -> None:
    guesses = {"problem_category": ("σήμανση", 0.9)}
    telling = replace(extractor, company=Company(usual=frozenset({("problem_category", "report_problem")})))
    assert {item.value for item in telling.find("κάτι με τα βελάκια", guesses, "report_problem", 0.9)} == {"σήμανση"}
    assert {item.value for item in telling.find("έχει μια λακκούβα", guesses, "report_problem", 0.9)} == {"λακκούβες"}
    assert telling.find("κάτι άλλο", {"problem_category": ("σήμανση", 0.2)}, "report_problem", 0.9) == []
    assert telling.find("κάτι με τα βελάκια", guesses, "ask_guide", 0.9) == [], "a question that usually names none"


def test_words_that_mean_something_else_beside_an_intent() -> None:
    idle = [(f"άδεια γάμου {number}", [], "ask_guide") for number in range(4)]
    meant = [
        (*marked(f"πιστοποιητικό γάμου {number}", "γάμου", "certificate_type", "γάμου")[:2], "request_certificate") for number in range(6)
    ]
    extractor = learn_extractor([*idle, *meant], [], [])
    assert extractor.find("γάμου", intent="ask_guide", confidence=0.9) == []
    assert [item.value for item in extractor.find("γάμου", intent="request_certificate", confidence=0.9)] == ["γάμου"]
    assert [item.value for item in extractor.find("γάμου", intent="ask_guide", confidence=0.4)] == ["γάμου"]


@pytest.fixture(scope="module")
def judged() -> Extractor:
    """Learnt from enough sentences for a tagger: «βιβλιοθήκη» is a landmark beside «κοντά», and none in a question about its hours."""
    where = [marked(f"μένω κοντά στη βιβλιοθήκη, {word}", "βιβλιοθήκη", "landmark", "Δημοτική Βιβλιοθήκη")[:2] for word in WORDS]
    what = [(f"τι ώρες έχει η βιβλιοθήκη {word}", []) for word in WORDS]
    liked = [marked(f"εγώ υπερψηφίζω το {word} δέντρο", f"{word} δέντρο", "polling_choice", f"{word} δέντρο")[:2] for word in WORDS]
    examples = [
        (*pair, intent) for group, intent in ((where, "inform"), (what, "ask_library_hours"), (liked, "vote_poll")) for pair in group
    ]
    places = [{"name": "Δημοτική Βιβλιοθήκη", "kind": "landmark", "aliases": ["βιβλιοθήκη"]}]
    return learn_extractor(examples * 4, [], places)


WORDS = "πράσινο κόκκινο μεγάλο μικρό ψηλό στενό ωραίο παλιό νέο ξερό λευκό μαύρο γκρίζο κοντό φτηνό ακριβό σκληρό πλατύ ρηχό βαθύ".split()
WORDS += [word[:-1] + "ούλι" for word in WORDS]


def test_a_landmark_only_where_the_words_around_say_so(judged: Extractor) -> None:
    assert judged.tagger is not None
    assert values(judged, "μένω κοντά στη βιβλιοθήκη, εντάξει") == {("landmark", "Δημοτική Βιβλιοθήκη")}
    assert values(judged, "τι ώρες έχει η βιβλιοθήκη σήμερα") == {("date", "σήμερα")}


def test_the_tagger_names_what_no_list_has(judged: Extractor) -> None:
    assert ("polling_choice", "κίτρινο δέντρο") in values(judged, "εγώ υπερψηφίζω το κίτρινο δέντρο")
    assert ("polling_choice", "kitrino dentro") in values(judged, "ego iperpsifizo to kitrino dentro")


def test_tagger_and_values_are_kept_as_json(judged: Extractor) -> None:
    assert judged.tagger is not None and judged.values is not None
    kept = json.loads(json.dumps({"tagger": judged.tagger.state, "values": judged.values.to_json()}))
    again = Extractor(judged.places, judged.lexicon, judged.known, judged.company, Values.from_json(kept["values"]), Tagger(kept["tagger"]))
    for text in ("μένω κοντά στη βιβλιοθήκη, εντάξει", "εγώ υπερψηφίζω το κίτρινο δέντρο", "τι ώρες έχει η βιβλιοθήκη"):
        assert again.find(text) == judged.find(text)


def test_the_same_sentences_give_the_same_tagger() -> None:
    normal = normalise("μένω κοντά στο άλσος")
    lessons = [(features(normal, []), tags(normal, [Proposal("landmark", 15, 20)]))] * 3
    assert Tagger.learn(lessons).state == Tagger.learn(lessons).state
    assert tags(normal, [Proposal("landmark", 15, 20)]) == ["O", "O", "O", "B-landmark"]
