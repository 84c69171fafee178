"""Danger by name, by figure of speech, and against oneself."""

from __future__ import annotations

import pytest

from greek.danger import cry, is_figure, must_be_urgent, self_harm

FIGURES = """
πεθαίνω από την πείνα
πέθανα από τη ζέστη να περιμένω
pethaino apo tin peina
καίει ο ήλιος
ΚΑΙΕΙ Ο ΗΛΙΟΣ ΣΤΗΝ ΠΛΑΤΕΙΑ
με έκαψε ο λογαριασμός
ο λογαριασμός του νερού με έκαψε
πνίγομαι στη δουλειά
πνιγόμαστε στα σκουπίδια
μας πνίγουν τα σκουπίδια
φωτιά οι τιμές στη λαϊκή
πήραν φωτιά τα τηλέφωνα
τα τηλέφωνα πήραν φωτιά
φωτιά και λάβρα η κλήση
θα πάθω εγκεφαλικό με εσάς
έπαθα έμφραγμα με τον λογαριασμό
είναι θέμα ζωής και θανάτου το πιστοποιητικό
σκοτώνομαι στη δουλειά
καίγομαι για ένα πιστοποιητικό
πέθανα στο γέλιο
πεθαίνω για έναν καφέ
μας πνίγει η βρώμα από τους κάδους
""".strip().splitlines()

REAL = """
φωτιά
βοήθεια φωτιά
fotia sto spiti
έπαθε έμφραγμα
έμφραγμα
αιμορραγεί
καιγόμαστε
πνίγεται
πνίγεται παιδί
ατύχημα
χρειάζομαι ασθενοφόρο
δεν αναπνέει
""".strip().splitlines()

AGAINST_ONESELF = """
θα αυτοκτονήσω
θέλω να αυτοκτονήσω
ΘΑ ΑΥΤΟΚΤΟΝΗΣΩ
tha autoktoniso
8a aytoktonhsw
αυτοκτονώ
σκέφτομαι την αυτοκτονία
ο γιος μου θέλει να αυτοκτονήσει
δεν θέλω να ζω
δεν αντέχω άλλο να ζω
den thelo na zo allo
θέλω να πεθάνω
θα σκοτωθώ
θα κρεμαστώ
θα πέσω από το μπαλκόνι
ένας θέλει να πηδήξει από την ταράτσα
θα δώσω τέλος στη ζωή μου
θα δώσω τέλος
θα κάνω κακό στον εαυτό μου
θα πάρω χάπια να τελειώνω
η ζωή μου δεν έχει νόημα
""".strip().splitlines()

HARMLESS = """
θέλω πιστοποιητικό θανάτου
αυτοκτόνησε πέρσι ο πατέρας μου και θέλω πιστοποιητικό
δεν θέλω να ζω δίπλα σε χωματερή
δεν αντέχω να ζω με αυτόν τον θόρυβο
να βάλω τέλος στη συζήτηση
θα πέσει από το μπαλκόνι μια γλάστρα
κάηκε η λάμπα στην ορφέως
θα πάω στην κηδεία
χρειάζομαι χαρτιά για τη ζωή μου εδώ
ναι
πέντε πέντε μηδέν μηδέν
""".strip().splitlines()


@pytest.mark.parametrize("text", FIGURES)
def test_a_figure_of_speech_is_no_danger(text: str) -> None:
    assert is_figure(text) and not must_be_urgent(text) and cry(text) is None


@pytest.mark.parametrize("text", REAL)
def test_a_cry_is_heard_however_short(text: str) -> None:
    assert must_be_urgent(text) and not is_figure(text)


@pytest.mark.parametrize("text", AGAINST_ONESELF)
def test_somebody_speaks_of_ending_their_life(text: str) -> None:
    assert self_harm(text) and must_be_urgent(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_has_such_words_in_it(text: str) -> None:
    assert not self_harm(text) and not must_be_urgent(text) and not is_figure(text)


def test_danger_beside_a_figure_of_speech_stays_danger() -> None:
    text = "πεθαίνω από τη ζέστη και πήρε φωτιά το διπλανό σπίτι"
    assert not is_figure(text) and cry(text) is not None


def test_a_cry_knows_where_its_words_are() -> None:
    found = cry("πέντε πέντε φωτιά μηδέν")
    assert found is not None and (found.at, found.length, found.whole) == ((2,), 4, False)
