"""Each way in which `greek.alarm` tells danger from its words, by pairs that differ in nothing else."""

from __future__ import annotations

import pytest

from greek.alarm import alarm
from greek.alarm_signs.perfect import told_as_past
from greek.danger import sounds

LOUD, QUIET = 3.5, 1.0

PAIRS = {
    "who or what it is said of": (
        ("κρέμεται ένας άνθρωπος από τη γέφυρα", "κρέμεται η πινακίδα από τη γέφυρα"),
        ("ουρλιάζει μια γυναίκα και φωνάζει βοήθεια", "ουρλιάζει ο σκύλος και φοβάται ο κόσμος"),
        ("σταμάτησε η καρδιά του παππού", "σταμάτησε η καρδιά της πόλης να χτυπάει"),
        ("το ρέμα πήρε έναν άνθρωπο", "το ρέμα πήρε δύο κάδους"),
        ("έπεσε ο πατέρας μου στο πηγάδι", "έπεσε η στάθμη στο πηγάδι"),
        ("μπήκαν κλέφτες στην αυλή", "μπήκαν ρίζες στην αυλή"),
        ("βγάζει αφρούς από το στόμα", "το ποτάμι βγάζει αφρούς"),
    ),
    "the object of the verb": (
        ("τα σκυλιά ξεσκίζουν έναν άνθρωπο", "τα σκυλιά ξεσκίζουν τις σακούλες"),
        ("με σκοτώνει ο άντρας μου", "με σκοτώνει η αναμονή"),
        ("έχασα το παιδί μου στη λαϊκή", "έχασα τη σειρά μου στη λαϊκή"),
        ("διαρροή αερίου στον τρίτο", "διαρροή νερού στον τρίτο"),
    ),
    "whose breath": (
        ("δεν αναπνέει, μύρισε κάτι", "δεν αναπνέουμε από τη μυρωδιά"),
        ("δεν παίρνει ανάσα", "δεν παίρνουμε ανάσα από τα καυσαέρια"),
    ),
    "people under what falls": (("έπεσε η πινακίδα πάνω σε έναν περαστικό", "έπεσε η πινακίδα στη γωνία"),),
    "negation": (
        ("χτύπησε κάποιος σοβαρά στο κεφάλι", "δεν χτύπησε κανείς"),
        ("η μάνα μου δεν ξυπνάει", "η μάνα μου ξυπνάει νωρίς"),
    ),
    "what isn't real": (
        ("έπιασε φωτιά το δάσος", "αν πιάσει φωτιά το δάσος"),
        ("πνίγηκε ένα παιδί στο σιντριβάνι", "μη πνιγεί κανένα παιδί στο σιντριβάνι"),
        ("η γιαγιά έπεσε και δεν αναπνέει", "σεμινάριο για το τι κάνεις όταν κάποιος δεν αναπνέει"),
        ("φωτιά στο λόφο, πάρτε την πυροσβεστική", "φοβάμαι τη φωτιά κάθε καλοκαίρι"),
    ),
    "what somebody is sent for": (
        ("χτυπάει τη μάνα μου, στείλτε κάποιον", "γέρνει ο στύλος, στείλτε κάποιον να τον ισιώσει"),
        ("σπίθες από τον πίνακα και καπνοί", "στείλτε κάποιον που ξέρει από πίνακες"),
    ),
    "chronic or acute": (("έπαθε κρίση επιληψίας", "έχει επιληψία, μπορεί να πάει κατασκήνωση;"),),
    "one symptom or two": (
        ("ιδρώνει και έχει ασπρίσει", "ιδρώνει"),
        ("έπεσε κάτω και τρέμει", "τρέμει"),
        ("ζαλίζεται και κάνει εμετό", "ζαλίζεται"),
    ),
}


@pytest.mark.parametrize(
    ("danger", "harmless"),
    [pytest.param(*pair, id=f"{name} {number}") for name, pairs in PAIRS.items() for number, pair in enumerate(pairs)],
)
def test_nothing_else_tells_them_apart(danger: str, harmless: str) -> None:
    assert alarm(danger) >= LOUD
    assert alarm(harmless) < QUIET


ERRANDS = ("για πιστοποιητικό πήρα", "ήθελα να ρωτήσω για την άδεια", "για τη βεβαίωση τηλεφωνώ")
BREAKING_IN = ("όμως έπεσε κάτω και τρέμει", "αλλά η μάνα μου δεν αναπνέει", "μα λιποθύμησε ένας κύριος μπροστά μου")


@pytest.mark.parametrize("errand", ERRANDS)
@pytest.mark.parametrize("danger", BREAKING_IN)
def test_danger_breaks_into_an_errand(errand: str, danger: str) -> None:
    assert alarm(errand) < QUIET
    assert alarm(f"{errand}, {danger}") >= LOUD


@pytest.mark.parametrize(
    "text",
    [
        "ήθελα αποζημίωση, με δάγκωσε σκύλος πέρσι",
        "για το βοήθημα πήρα, κάηκε το σπίτι μας τον Ιούλιο",
        "θέλω πιστοποιητικό, μου το ζητάει η ασφάλεια γιατί τράκαρα",
    ],
)
def test_what_an_errand_is_about_does_not_break_into_it(text: str) -> None:
    assert alarm(text) < QUIET


@pytest.mark.parametrize(
    ("perfect", "past"),
    [
        ("έχει πέσει", "έπεσε"),
        ("έχουν πέσει", "έπεσαν"),
        ("έχω κλειδωθεί", "κλειδώθηκα"),
        ("έχει λιποθυμήσει η γιαγιά", "λιποθύμησε η γιαγιά"),
        ("έχουν μπει κλέφτες", "μπήκαν κλέφτες"),
        ("έχει πιει χλωρίνη", "ήπιε χλωρίνη"),
        ("έχει νερό", "έχει νερό"),
        ("", ""),
    ],
)
def test_the_perfect_is_told_as_the_past(perfect: str, past: str) -> None:
    assert told_as_past(sounds(perfect)) == sounds(past)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("mirizei gazi", "μυρίζει γκάζι"),
        ("dn anapneei", "δεν αναπνέει"),
        ("μ' έπιασε", "με έπιασε"),
        ("epathe egefaliko", "έπαθε εγκεφαλικό"),
        ("gazi", "γκάζι"),
    ],
)
def test_hurried_writing_sounds_like_what_was_meant(typed: str, meant: str) -> None:
    assert sounds(typed) == sounds(meant)


@pytest.mark.parametrize(
    "text",
    [
        "my wife has chest pain and her left arm is numb",
        "he drank bleach",
        "a snake bit my son",
        "my daughter fell into the river",
        "my boyfriend hits me",
        "I don't want to live anymore",
        "I want to die",
        "wife not wake up",
        "he no breathe",
        "he is having a seizure",
        "our boat is sinking",
        "göğsüm ağrıyor, kolum uyuştu",
        "yılan soktu",
        "evde ateş çıktı",
    ],
)
def test_strangers_are_heard_too(text: str) -> None:
    assert alarm(text) > 1


@pytest.mark.parametrize(
    "text",
    [
        "I'm dying to see the old town",
        "we are dying of hunger, any taverna open?",
        "my phone is dying",
        "my feet are killing me",
        "I could die for a beer",
        "how much is a certificate",
        "I can't find the castle",
    ],
)
def test_strangers_speak_in_figures_too(text: str) -> None:
    assert alarm(text) < 1
