"""Every place of the real list, in every case, capitals, abbreviation and convention of greeklish, with numbers and at corners."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from greek.folding import fold
from greek.normal import normalise
from greek.numerals import cardinal
from greek.places import PlaceName, PlaceResolver, lone_house_number
from tests.unit.greek.latin import CONVENTIONS
from tests.unit.greek.words import PLACES, WORDS

RESOLVER = PlaceResolver(PlaceName.from_mapping(row) for row in PLACES)
STREETS: dict[str, list[str]] = {row["name"]: [row["name"], *row.get("aliases", ())] for row in PLACES if row["kind"] == "street"}
SPELLINGS = [(name, spelling) for name, spellings in STREETS.items() for spelling in spellings]
HEADED = ("Πλατεία", "Λεωφόρος")
# In the nominative they are towns, men or other things («ο Μαραθώνας»): streets stand in the genitive. These have other cases too.
CASES: dict[str, str] = {
    "Εγνατίας": "την Εγνατία οδό|της Εγνατίας οδού|στην Εγνατία",
    "Λεωφόρος Δημοκρατίας": "τη λεωφόρο Δημοκρατίας|της λεωφόρου Δημοκρατίας|στη λεωφόρο Δημοκρατίας",
    "Λεωφόρος Ηρώων 1940-41": "τη λεωφόρο Ηρώων|της λεωφόρου Ηρώων 1940-41",
    "Πλατεία Βιζυηνού": "στην πλατεία Βιζυηνού|της πλατείας Βιζυηνού",
    "Πλατεία Ειρήνης": "στην πλατεία Ειρήνης|της πλατείας Ειρήνης|την πλατεία Ειρήνης",
    "Πλατεία Εξηντάρη": "στην πλατεία Εξηντάρη|της πλατείας Εξηντάρη",
    "Πλατεία Ηφαίστου": "στην πλατεία Ηφαίστου|της πλατείας Ηφαίστου",
    "Αίγειρος": "η Αίγειρος|της Αιγείρου|στην Αίγειρο|για την Αίγειρο",
    "Γλυφάδα": "η Γλυφάδα|της Γλυφάδας|στη Γλυφάδα",
    "Καλλίστη": "η Καλλίστη|της Καλλίστης|στην Καλλίστη",
    "Νέα Καλλίστη": "η Νέα Καλλίστη|της Νέας Καλλίστης|στη Νέα Καλλίστη",
    "Παραλία Μέσης": "η παραλία Μέσης|της παραλίας Μέσης|στην παραλία Μέσης",
    "Ανθοχώριο": "το Ανθοχώρι|του Ανθοχωρίου|στο Ανθοχώριο",
    "Γρατινή": "η Γρατινή|της Γρατινής|στη Γρατινή",
    "Θρυλόριο": "το Θρυλόριο|του Θρυλορίου|στο Θρυλόρι",
    "Κάλχαντας": "ο Κάλχαντας|του Κάλχαντα|στον Κάλχαντα",
    "Κηκίδιο": "το Κηκίδιο|του Κηκιδίου|στο Κηκίδι",
    "Πάνδροσος": "η Πάνδροσος|της Πανδρόσου|στην Πάνδροσο",
    "Σιδηράδες": "οι Σιδηράδες|των Σιδηράδων|στις Σιδηράδες",
    "Στυλάριο": "το Στυλάριο|του Στυλαρίου|στο Στυλάρι",
    "Άγιοι Θεόδωροι": "οι Άγιοι Θεόδωροι|των Αγίων Θεοδώρων|στους Αγίους Θεοδώρους",
    "Μεγάλο Δουκάτο": "το Μεγάλο Δουκάτο|του Μεγάλου Δουκάτου|στο Δουκάτο",
    "Νέο Σιδηροχώρι": "το Νέο Σιδηροχώρι|του Νέου Σιδηροχωρίου|στο Σιδηροχώρι",
    "Παγούρια": "τα Παγούρια|των Παγουρίων|στα Παγούρια",
    "Νυμφαία": "η Νυμφαία|της Νυμφαίας|στη Νυμφαία",
    "Μαρώνεια": "η Μαρώνεια|της Μαρώνειας|στη Μαρώνεια",
    "Ίασμος": "ο Ίασμος|του Ιάσμου|στον Ίασμο",
    "Σάπες": "οι Σάπες|των Σαπών|στις Σάπες",
    "Φανάρι": "από το Φανάρι|για Φανάρι|στο χωριό Φανάρι",
    "Μέση": "για Μέση|στο χωριό Μέση|από Μέση",
    "Πόρπη": "για Πόρπη|στο χωριό Πόρπη|στην Πόρπη",
    "Μελέτη": "για Μελέτη|στο χωριό Μελέτη|στον οικισμό Μελέτη",
    "Αρωγή": "για Αρωγή|στο χωριό Αρωγή|στην παραλία Αρωγή",
    "Ιτέα": "στην Ιτέα|για την Ιτέα|του χωριού Ιτέα",
    "Καρυδιά": "στην Καρυδιά|για την Καρυδιά|του χωριού Καρυδιά",
    "Κόσμιο": "στο Κόσμιο|για το Κόσμιο|του χωριού Κόσμιο",
    "Πύργος του Ρολογιού": "ο πύργος του ρολογιού|στον πύργο του ρολογιού",
    "κάστρο": "το κάστρο|του κάστρου|στα βυζαντινά τείχη|του βυζαντινού τείχους",
    "Ηρώο": "το Ηρώο|του Ηρώου|στο κεντρικό ηρώο",
    "Γενί Τζαμί": "το Γενί Τζαμί|στο Γενί Τζαμί",
    "Τσανάκλειος Σχολή": "η Τσανάκλειος Σχολή|της Τσανακλείου Σχολής|στην Τσανάκλειο Σχολή",
    "παλιά αγορά": "η παλιά αγορά|της παλιάς αγοράς|στην παλιά αγορά",
    "Αρχαιολογικό Μουσείο": "το Αρχαιολογικό Μουσείο|του Αρχαιολογικού Μουσείου",
    "Λαογραφικό Μουσείο": "το Λαογραφικό Μουσείο|του Λαογραφικού Μουσείου",
    "Εκκλησιαστικό Μουσείο": "του Εκκλησιαστικού Μουσείου|στο Ιμαρέτ",
    "Στρατιωτικό Μουσείο": "του Στρατιωτικού Μουσείου|στο Στρατιωτικό Μουσείο",
    "Ίδρυμα Παπανικολάου": "του Ιδρύματος Παπανικολάου|στο Ίδρυμα Παπανικολάου|του μουσείου Παπανικολάου",
    "Μουσείο Καλαθοπλεκτικής": "του Μουσείου Καλαθοπλεκτικής|στο Μουσείο Καλαθοπλεκτικής",
    "Μέγαρο Μουσικής": "του Μεγάρου Μουσικής|στο Μέγαρο Μουσικής",
    "Πολιτιστικό Κύτταρο": "του Πολιτιστικού Κυττάρου|στην καπναποθήκη|της καπναποθήκης",
    "Δημοτική Βιβλιοθήκη": "της Δημοτικής Βιβλιοθήκης|στη βιβλιοθήκη|της βιβλιοθήκης",
    "Α΄ ΚΑΠΗ": "στο Α΄ ΚΑΠΗ|στο Α' ΚΑΠΗ|στο Α ΚΑΠΗ|στο πρώτο ΚΑΠΗ|του πρώτου ΚΑΠΗ",
    "Β΄ ΚΑΠΗ": "στο Β΄ ΚΑΠΗ|στο Β’ ΚΑΠΗ|στο Β ΚΑΠΗ|στο δεύτερο ΚΑΠΗ|του δεύτερου ΚΑΠΗ",
    "δημοτικό άλσος": "του δημοτικού άλσους|στο άλσος|του άλσους",
    "δάσος Νυμφαίας": "του δάσους Νυμφαίας|στο δάσος της Νυμφαίας|του δάσους της Νυμφαίας",
    "παραλία Φαναρίου": "της παραλίας Φαναρίου|στην παραλία Φαναρίου|στη δημοτική παραλία Φαναρίου",
    "λίμνη Βιστωνίδα": "της λίμνης Βιστωνίδας|στη λίμνη Βιστωνίδα",
    "ΒΙΠΕ": "στη ΒΙΠΕ|της ΒΙ.ΠΕ.|στη βιομηχανική περιοχή|της βιομηχανικής περιοχής",
    "ΚΤΕΛ": "στο ΚΤΕΛ|στον σταθμό ΚΤΕΛ|του ΚΤΕΛ|στα υπεραστικά",
    "σιδηροδρομικός σταθμός": "στον σιδηροδρομικό σταθμό|του σιδηροδρομικού σταθμού|στον σταθμό των τρένων|του ΟΣΕ",
    "γήπεδο": "στο γήπεδο|του γηπέδου|του δημοτικού σταδίου",
    "νοσοκομείο": "στο νοσοκομείο|του νοσοκομείου|του γενικού νοσοκομείου",
    "δημαρχείο": "στο δημαρχείο|του δημαρχείου",
    "λαϊκή αγορά": "στη λαϊκή αγορά|της λαϊκής αγοράς|στη λαϊκή|της λαϊκής",
    "παζάρι": "στο παζάρι|του παζαριού",
    "πανεπιστήμιο": "στο πανεπιστήμιο|του πανεπιστημίου|στην πανεπιστημιούπολη|του ΔΠΘ",
    "δικαστήρια": "στα δικαστήρια|των δικαστηρίων|του δικαστηρίου",
    "πυροσβεστική": "στην πυροσβεστική|της πυροσβεστικής",
    "νεκροταφείο": "στο νεκροταφείο|του νεκροταφείου|των κοιμητηρίων",
    "κλειστό γυμναστήριο": "στο κλειστό γυμναστήριο|του κλειστού γυμναστηρίου|στο κλειστό γήπεδο",
    "κολυμβητήριο": "στο κολυμβητήριο|του κολυμβητηρίου|της πισίνας",
    "δημοτική αγορά": "στη δημοτική αγορά|της δημοτικής αγοράς",
    "κεντρική πλατεία": "στην κεντρική πλατεία|της κεντρικής πλατείας",
    "μητρόπολη": "στη μητρόπολη|της μητρόπολης|του μητροπολιτικού ναού",
    "αστυνομία": "κοντά στην αστυνομία|πίσω από το αστυνομικό τμήμα|απέναντι του αστυνομικού τμήματος",
    "ταχυδρομείο": "δίπλα στο ταχυδρομείο|πίσω από τα ΕΛΤΑ|έξω από το ταχυδρομείο",
    "γυμναστήριο": "δίπλα στο γυμναστήριο|απέναντι του γυμναστηρίου",
    "σχολείο": "κοντά στο σχολείο|πίσω από τα σχολεία|μπροστά του σχολείου",
    "νηπιαγωγείο": "κοντά στο νηπιαγωγείο|έξω από το νηπιαγωγείο",
    "γυμνάσιο": "κοντά στο γυμνάσιο|απέναντι του γυμνασίου",
    "λύκειο": "κοντά στο λύκειο|απέναντι του λυκείου",
    "παιδικός σταθμός": "δίπλα στον παιδικό σταθμό|απέναντι του παιδικού σταθμού|έξω από τον βρεφονηπιακό σταθμό",
    "εκκλησία": "δίπλα στην εκκλησία|πίσω από τον ναό|μπροστά της εκκλησίας",
    "τζαμί": "δίπλα στο τζαμί|πίσω από το τέμενος",
    "φαρμακείο": "δίπλα στο φαρμακείο|απέναντι του φαρμακείου",
    "σούπερ μάρκετ": "δίπλα στο σούπερ μάρκετ|πίσω από το σουπερμάρκετ",
    "φούρνος": "δίπλα στον φούρνο|απέναντι του φούρνου",
    "περίπτερο": "δίπλα στο περίπτερο|απέναντι του περιπτέρου",
    "βενζινάδικο": "δίπλα στο βενζινάδικο|απέναντι από το πρατήριο καυσίμων",
    "τράπεζα": "δίπλα στην τράπεζα|απέναντι της τράπεζας",
    "παιδική χαρά": "δίπλα στην παιδική χαρά|μπροστά της παιδικής χαράς",
    "πάρκο": "δίπλα στο πάρκο|απέναντι του πάρκου",
    "ξενοδοχείο": "δίπλα στο ξενοδοχείο|απέναντι του ξενοδοχείου",
    "κέντρο υγείας": "δίπλα στο κέντρο υγείας|απέναντι του κέντρου υγείας",
    "εφορία": "δίπλα στην εφορία|απέναντι της εφορίας",
    "γέφυρα": "κάτω από τη γέφυρα|κοντά της γέφυρας",
    "κυκλικός κόμβος": "κοντά στον κυκλικό κόμβο|πριν από τον κόμβο",
    "στάση λεωφορείου": "δίπλα στη στάση λεωφορείου|μπροστά της στάσης λεωφορείου|δίπλα στη στάση",
    "πλατεία": "κοντά στην πλατεία|γύρω από την πλατεία",
}  # fmt: skip
SAID = [(name, said) for name, forms in CASES.items() for said in forms.split("|")]


def _latin(written: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: " ".join(written(word) for word in text.split())


WRITINGS: list[Callable[[str], str]] = [str, str.upper, fold, lambda text: fold(text).upper(), *map(_latin, CONVENTIONS)]


def found(text: str) -> list[tuple[str, str | None]]:
    """The names of the places in `text`, with their numbers."""
    return [(place.value, place.number.value if place.number else None) for place in RESOLVER.find(text)]


def test_every_village_and_landmark_is_tried_in_its_cases() -> None:
    assert set(CASES) >= {row["name"] for row in PLACES if row["kind"] != "street"}


@pytest.mark.parametrize(("name", "said"), SAID)
def test_every_case(name: str, said: str) -> None:
    # A capital tells a village from the ordinary word; in capitals and Latin letters the word of place before it must.
    for write in WRITINGS:
        assert found(write(said)) == [(name, None)], write(said)


@pytest.mark.parametrize(("name", "spelling"), SPELLINGS)
def test_every_street_in_every_writing(name: str, spelling: str) -> None:
    for write in WRITINGS:
        for lead in ("", "στην ", "οδός ", "οδό ", "επί της οδού "):
            assert found(write(f"{lead}{spelling}")) == [(name, None)], write(f"{lead}{spelling}")


@st.composite
def house_numbers(draw: st.DrawFn) -> tuple[str, str]:
    """A house number as it is written or said, and its value."""
    number = draw(st.integers(1, 999))
    kind = draw(st.sampled_from(["plain", "letter", "range", "said", "said and letter"]))
    label = draw(
        st.sampled_from(["", "αρ. ", "αριθμός ", "αρ ", "αριθ. ", "νούμερο ", "Νο ", "Νο. ", "στο ", "στον αριθμό ", "στο νούμερο "])
    )
    letter = draw(st.sampled_from("ΑΒΓΔ"))
    if kind == "letter":
        return f"{label}{number}{draw(st.sampled_from(['', ' ']))}{letter}", f"{number}{letter}"
    if kind == "range":
        last = number + draw(st.integers(1, 9))
        assume(last < 1000)
        return f"{label}{number}{draw(st.sampled_from(['-', '–', ' - ']))}{last}", f"{number}-{last}"
    if kind.startswith("said"):
        return f"{label}{cardinal(number)}", str(number)
    return f"{label}{number}", str(number)


SAID_NUMBERS = {cardinal(count) for count in range(1000)}
AFTER = st.sampled_from(["", " μπροστά στην πόρτα", ", στη γωνία", ". Ευχαριστώ", " και δεν ανάβει", " δεν ανάβει", "!"])
# A number in words is a number of the house, not of the name: «Ηρώων 1940-41» has digits of its own.
NUMBERED = [item for item in SPELLINGS if "Ηρώων" not in item[1]]


@settings(max_examples=250)
@given(
    st.sampled_from(NUMBERED), house_numbers(), st.sampled_from(["", "στην ", "οδός ", "επί της "]), AFTER, st.sampled_from(WRITINGS[:4])
)
def test_streets_with_numbers(street: tuple[str, str], number: tuple[str, str], lead: str, after: str, write: Callable[[str], str]) -> None:
    text = write(f"{lead}{street[1]} {number[0]}{after}")
    assert found(text) == [(street[0], number[1])], text


@settings(max_examples=100)
@given(st.sampled_from(NUMBERED), house_numbers(), st.sampled_from(WRITINGS[4:]))
def test_streets_with_numbers_in_greeklish(street: tuple[str, str], number: tuple[str, str], write: Callable[[str], str]) -> None:
    said = number[0].replace("–", "-")
    assume(not any(letter in said for letter in "ΑΒΓΔ") and "Νο" not in said)
    text = write(f"{street[1]} {said}")
    assume("exi" not in text.split())  # six or «έχει»: nobody can tell
    assert found(text) == [(street[0], number[1])], text


CORNERS = """{} και {}
{} & {}
γωνία {} και {}
γωνία {} & {}
στη γωνία {} με {}
στη γωνία {} και {}
{} με {} γωνία
{} γωνία με {}
{} γωνία {}
{} και {} γωνία
στη διασταύρωση {} με {}
στη διασταύρωση {} και {}
στη διασταύρωση της {} με την {}
{} - {}
{}-{}
{} / {}
{}, γωνία με {}
εκεί που η {} συναντά τη {}
στη συμβολή {} και {}
μεταξύ {} και {}
από την {} ως την {}""".splitlines()


@settings(max_examples=250)
@given(
    st.sampled_from(SPELLINGS),
    st.sampled_from(SPELLINGS),
    st.sampled_from(CORNERS),
    st.sampled_from(WRITINGS),
    st.sampled_from([None, "12", "7"]),
)
def test_corners(one: tuple[str, str], other: tuple[str, str], corner: str, write: Callable[[str], str], number: str | None) -> None:
    assume(one[0] != other[0])
    first = one[1] if number is None or "Ηρώων" in one[1] or "-" in corner else f"{one[1]} {number}"
    text = write(corner.format(first, other[1]))
    assert found(text) == [(one[0], number if first != one[1] else None), (other[0], None)], text


@given(st.sampled_from([name for name in STREETS if len(name.split()) == 2 and name.split()[0] not in HEADED]), st.data())
def test_first_names_may_be_abbreviated(name: str, data: st.DataObject) -> None:
    first, last = name.split()
    assume(not first.endswith("."))
    size = data.draw(st.integers(1, min(4, len(first) - 1)))
    dot = data.draw(st.sampled_from([". ", "."] if size > 1 else [". ", ".", " "]))
    write = data.draw(st.sampled_from(WRITINGS[:4]))
    assert found(write(f"{first[:size]}{dot}{last} 12")) == [(name, "12")]


@pytest.mark.parametrize("name", [name for name in STREETS if name.startswith(HEADED)])
def test_squares_and_avenues_may_be_abbreviated(name: str) -> None:
    head, rest = name.split(maxsplit=1)
    for short in ("πλ. ", "Πλ. ", "πλ.", "ΠΛ. ", "πλατ. ") if head == "Πλατεία" else ("λεωφ. ", "Λεωφ. ", "λεωφ.", "ΛΕΩΦ. ", "λ. ", "Λ. "):
        assert found(f"στην {short}{rest}") == [(name, None)], short


@given(house_numbers(), st.sampled_from(["αριθμός ", "ο αριθμός είναι το ", "νούμερο ", "στο νούμερο ", "στον αριθμό ", "αρ. "]))
def test_a_number_alone(number: tuple[str, str], label: str) -> None:
    said, value = number
    assume(said[0].isdigit() or (label != "αρ. " and said in SAID_NUMBERS))
    house = lone_house_number(normalise(label + said))
    assert house is not None
    assert house.value == value


@given(st.lists(st.sampled_from([*WORDS, "12", "12Α", "οδός", "στην", "γωνία", "πλ.", "λεωφ.", "Γ."]), max_size=12), st.text(max_size=10))
def test_any_text_is_answered_in_order(words: list[str], text: str) -> None:
    normal = normalise(f"{text} {' '.join(words)}")
    places = RESOLVER.find(normal)
    assert all(one.end <= other.start for one, other in pairwise(places))
    assert all(0 <= place.start < place.end <= len(normal.text) for place in places)
    assert all(place.number is None or place.end <= place.number.start < place.number.end <= len(normal.text) for place in places)
