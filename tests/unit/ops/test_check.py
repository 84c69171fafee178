"""Which of the validator's warnings count."""

from ops.check import rasa_warnings, said_by_actions

UNUSED = "io.py:100: UserWarning: The utterance '{}' is not used in any story or rule."


def test_a_sentence_that_an_action_says_is_no_fault():
    assert said_by_actions("utter_error")
    assert rasa_warnings(UNUSED.format("utter_error")) == []


def test_a_sentence_that_nobody_says_is_one():
    assert not said_by_actions("utter_never_said_anywhere")
    assert len(rasa_warnings(UNUSED.format("utter_never_said_anywhere"))) == 1


def test_any_other_warning_counts():
    assert len(rasa_warnings("io.py:100: UserWarning: The intent 'greet' has only 1 training examples.")) == 1
    assert rasa_warnings("INFO rasa.validator - fine") == []
