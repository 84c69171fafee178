"""Spelling to sounds."""

import pytest

from voice.model.g2p import in_running_speech, pronunciations
from voice.model.lexicon import homophone_key
from voice.model.phones import PHONES, from_ipa, place_in_word, placed_phones

SAID = {
    "ναι": "n e",
    "όχι": "o ch i",
    "και": "c e",
    "γάτα": "gh a t a",
    "γη": "j i",
    "αγγελία": "a n g e l i a",
    "άγχος": "a n x o s",
    "μπάλα": "b a l a",
    "ντομάτα": "d o m a t a",
    "γκαράζ": "g a r a z",
    "άλλος": "a l o s",
    "τσάι": "t s a i",
    "τζάμι": "d z a m i",
    "ξένος": "k s e n o s",
    "ψωμί": "p s o m i",
    "αυτό": "a f t o",
    "αύριο": "a v r i o",
    "ευχαριστώ": "e f x a r i s t o",
    "εύβοια": "e v i a",
    "ευφορία": "e f o r i a",
    "γάιδαρος": "gh a i dh a r o s",
    "μαΐου": "m a i u",
    "λαϊκή": "l a i c i",
    "κόσμος": "k o z m o s",
    "σβήνω": "z v i n o",
    "ισραήλ": "i s r a i l",
    "θέλω": "th e l o",
    "δήμος": "dh i m o s",
    "χέρι": "ch e r i",
    "χώρα": "x o r a",
    "κέντρο": "c e d r o",
    "οικογένεια": "i k o j e n i a",
    "υιοθεσία": "i o th e s i a",
    "κεπ": "c e p",
    "ΟΔΟΣ": "o dh o s",
}


@pytest.mark.parametrize(("word", "phones"), SAID.items())
def test_the_first_variant(word, phones):
    assert " ".join(pronunciations(word)[0]) == phones


@pytest.mark.parametrize(
    ("word", "phones"),
    [
        ("παιδιά", "p e dh j a"),
        ("δύο", "dh i o"),
        ("δυο", "dh j o"),
        ("εννιά", "e ny a"),
        ("μιας", "m ny a s"),
        ("γεια", "j a"),
        ("χιόνι", "ch o n i"),
        ("πιάνο", "p ch a n o"),
        ("ελιά", "e ly a"),
        ("φωτιά", "f o t ch a"),
        ("κέντρο", "c e n d r o"),
        ("λάμπα", "l a m b a"),
        ("αγκαλιά", "a g a ly a"),
    ],
)
def test_it_can_also_be_said(word, phones):
    assert phones in {" ".join(way) for way in pronunciations(word)}


def test_stress_and_diaeresis_keep_vowels_apart():
    assert pronunciations("φταίω") == [["f", "t", "e", "o"]]
    assert ["p", "a", "i", "dh", "i"] not in pronunciations("παιδί")
    assert pronunciations("προϊόν") == [["p", "r", "o", "i", "o", "n"]]


def test_what_is_not_greek_has_no_sound():
    assert pronunciations("abc") == []
    assert pronunciations("") == []


def test_only_known_phones_and_few_variants():
    for word in ("αντιεξουσιαστικό", "μπαμπούλας", "συγγνώμη", "εγγύηση", "ναυπηγείο", "πρωτοβάθμια"):
        ways = pronunciations(word)
        assert 0 < len(ways) <= 8
        assert {phone for way in ways for phone in way} <= set(PHONES)


def test_between_other_words():
    assert ["b", "o", "l", "i"] in in_running_speech([["p", "o", "l", "i"]])
    assert ["t", "u", "z"] in in_running_speech([["t", "u", "s"]])
    assert ["t", "i", "m"] in in_running_speech([["t", "i", "n"]])
    assert in_running_speech([["o"]]) == []


def test_homophones_have_one_key():
    assert homophone_key("που") == homophone_key("πού")
    assert homophone_key("καλή") == homophone_key("καλοί")
    assert homophone_key("νερό") != homophone_key("καιρό")


def test_ipa():
    assert from_ipa("θˈelo") == ["th", "e", "l", "o"]
    assert from_ipa("eɲˈa") == ["e", "ny", "a"]
    assert from_ipa("œ") is None
    assert from_ipa("ˈβamos", foreign=True) == ["v", "a", "m", "o", "s"]


def test_places_in_words():
    assert place_in_word(["o"]) == ["o_S"]
    assert place_in_word(["n", "e"]) == ["n_B", "e_E"]
    assert place_in_word(["o", "ch", "i"]) == ["o_B", "ch_I", "i_E"]
    names = [phone.name for phone in placed_phones()]
    assert len(names) == len(set(names)) == 1 + 4 * (len(PHONES) - 1)
