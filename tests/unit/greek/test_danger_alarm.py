"""What raises the alarm, and what takes danger out of the same words."""

from __future__ import annotations

import pytest

from greek.alarm import alarm
from greek.danger import sounding, sounds

NOW = """
πήρε φωτιά η κουρτίνα
φωτιά στο χωράφι και έρχεται στα σπίτια
μυρίζει γκάζι σε όλη τη σκάλα
mirizei gkazi sti skala
ΔΕΝ ΑΝΑΠΝΕΕΙ ΤΟ ΜΩΡΟ
λιποθύμισε η μάνα μου και δεν σινέρχετε
κατάπιε χάπια το παιδί
τον χτύπησε το ρεύμα
κινδυνεύουμε
κινδυνεύει άνθρωπος
βγαίνουν καπνοί από το διαμέρισμα
έπεσε κολόνα και τα καλώδια πετάνε σπίθες
το νερό παρασέρνει αυτοκίνητα
με χτυπάει ο άντρας μου
είναι ένας με μαχαίρι έξω
χάθηκε ο παππούς, έχει άνοια
έπεσε το μπαλκόνι, είναι κόσμος από κάτω
μας επιτέθηκε σκύλος
στείλτε ασθενοφόρο
βοήθεια βοήθεια
βοήθεια!
SOS
θέλω να πεθάνω
he is not breathing
yangın var
""".strip().splitlines()

NOT_NOW = """
πέρσι πήρε φωτιά το χωράφι
κάηκε το σπίτι μου τον Μάιο, τι βοήθημα δικαιούμαι
άδεια για φωτιά στο χωράφι
πότε έχει άσκηση για φωτιά
διάβασα για τη φωτιά στον Έβρο
έχετε το βιβλίο φωτιά και αίμα
ποιον παίρνω αν δω φωτιά
καίει ο ήλιος
με έκαψε ο λογαριασμός
πεθαίνω στα γέλια
με πνίγει το δίκιο
όχι, δεν έχουμε φωτιά
κάηκε η λάμπα
χάλασε η εφαρμογή
what number do I call for an ambulance
""".strip().splitlines()


@pytest.mark.parametrize("text", NOW)
def test_danger_now_raises_it(text: str) -> None:
    assert alarm(text) >= 3


@pytest.mark.parametrize("text", NOT_NOW)
def test_long_ago_papers_drills_books_and_figures_lower_it(text: str) -> None:
    assert alarm(text) <= -3


@pytest.mark.parametrize("text", ["θέλω πιστοποιητικό γέννησης", "καλημέρα", "", "ποια είναι η ώρα", "βοήθεια"])
def test_what_says_nothing_of_danger_hardly_moves_it(text: str) -> None:
    assert alarm(text) <= 1


def test_danger_now_counts_though_something_burnt_before() -> None:
    assert alarm("πέρσι κάηκε το δάσος και τώρα πήρε πάλι φωτιά, ελάτε γρήγορα") > 0


def test_it_is_the_same_without_accents_in_capitals_and_in_greeklish() -> None:
    ways = ("πήρε φωτιά το σπίτι", "πηρε φωτια το σπιτι", "ΠΗΡΕ ΦΩΤΙΑ ΤΟ ΣΠΙΤΙ", "pire fotia to spiti", "πίρε φοτιά το σπήτι")
    assert len({alarm(way) for way in ways}) == 1


def test_a_stem_is_found_whatever_sound_follows() -> None:
    stems = sounding(r"κινδυνευ\w*", r"ανθρωπο\w*")
    assert all(stems.search(sounds(word)) for word in ("κινδυνεύω", "κινδύνευσα", "άνθρωπος", "άνθρωποι", "ανθρώπου"))
