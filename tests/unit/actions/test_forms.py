"""The base form: filling, correcting, interrupting, filing."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from actions.problems import Category
from actions.turn import Entity, Turn
from backend.errors import Conflict, Unavailable


def to_confirmation(player: Any) -> str:
    player.turn("pick", colour="κόκκινο")
    player.turn("inform", "να είναι μεγάλο")
    assert player.asked == "pick_confirm"
    return str(player.slots["transaction_key"])


def test_asks_the_first_open_slot_and_makes_a_key(player: Any) -> None:
    assert player.turn("pick") == ["utter_colour"]
    assert player.asked == "colour" and len(player.slots["transaction_key"]) == 32


def test_a_value_in_the_first_sentence_is_not_asked_for(player: Any) -> None:
    assert player.turn("pick", "θέλω κόκκινο", colour="κόκκινο") == ["utter_wish"]


def test_files_only_after_a_yes_with_the_key_of_the_form(player: Any) -> None:
    key = to_confirmation(player)
    assert player.form.filed == []
    assert player.turn("affirm", "ναι") == ["utter_picked"]
    assert player.form.filed == [("κόκκινο", "να είναι μεγάλο", key)]
    assert player.asked is None and player.slots["colour"] is None


def test_help_inside_a_form_helps_with_its_question(player: Any) -> None:
    player.turn("pick", colour="κόκκινο")
    assert player.turn("help", "βοήθεια") == ["utter_wish_help"]
    assert player.turn("help", "τι να το κάνετε") == ["utter_wish_help"]
    assert player.turn("help", "τι μπορείς να κάνεις;") == ["utter_joke", "utter_wish_again"], "what the assistant does is told in place"
    assert player.asked == "wish"


def test_an_optional_slot_can_be_left_out(player: Any) -> None:
    player.turn("pick", colour="κόκκινο")
    assert player.turn("inform", choice="skip") == ["utter_pick_confirm"]
    player.turn("affirm", "ναι")
    assert player.form.filed[0][1] is False


def test_correction_at_the_confirmation_is_confirmed_again(player: Any) -> None:
    to_confirmation(player)
    assert player.turn("deny", "όχι, πράσινο", colour="πράσινο") == ["utter_form_corrected", "utter_pick_confirm"]
    assert player.form.filed == []
    player.turn("affirm", "ναι")
    assert player.form.filed[0][0] == "πράσινο"


def test_a_yes_with_another_value_does_not_file(player: Any) -> None:
    to_confirmation(player)
    player.turn("affirm", "ναι, αλλά πράσινο", colour="πράσινο")
    assert player.form.filed == [] and player.asked == "pick_confirm" and player.slots["colour"] == "πράσινο"


def test_correction_while_free_text_is_asked_for_leaves_the_question_open(player: Any) -> None:
    player.turn("pick", colour="κόκκινο")
    assert player.turn("deny", "όχι, πράσινο", colour="πράσινο") == ["utter_form_corrected", "utter_wish_again"]
    assert player.slots["colour"] == "πράσινο" and player.slots["wish"] is None


def test_a_value_inside_a_free_text_answer_corrects_nothing(player: Any) -> None:
    player.turn("pick", colour="κόκκινο")
    player.turn("inform", "στον τοίχο δίπλα από το πράσινο κτίριο", colour="πράσινο")
    assert player.slots["colour"] == "κόκκινο" and player.asked == "pick_confirm"


def test_no_at_the_confirmation_asks_what_to_change_and_the_named_slot_is_asked_anew(player: Any) -> None:
    to_confirmation(player)
    assert player.turn("deny", "όχι") == ["utter_pick_form_change"]
    assert player.turn("inform", "το χρώμα") == ["utter_colour"]
    assert player.turn("inform", "μπλε", colour="μπλε") == ["utter_pick_confirm"]


def test_a_side_question_is_answered_in_place(player: Any) -> None:
    player.turn("pick")
    assert player.turn("joke", "πες ένα αστείο") == ["utter_joke", "utter_colour_again"]
    assert player.asked == "colour"


def test_a_doubtful_side_intent_is_text_where_any_text_is_an_answer(player: Any) -> None:
    player.turn("pick", colour="κόκκινο")
    assert player.turn("joke", "κάτι σαν αστείο θα ήθελα", confidence=0.5) == ["utter_pick_confirm"]


def test_danger_comes_first_and_changes_nothing(player: Any) -> None:
    to_confirmation(player)
    before = {name: value for name, value in player.slots.items() if name != "form_memory"}
    assert player.turn("report_emergency", "πήρε φωτιά το σπίτι")[0] == "utter_danger"
    assert {name: value for name, value in player.slots.items() if name != "form_memory"} == before


def test_cancel_asks_first_when_much_was_told(player: Any) -> None:
    to_confirmation(player)
    assert player.turn("cancel", "άκυρο") == ["utter_cancel_sure"]
    assert player.turn("deny", "όχι") == ["utter_pick_confirm_again"]
    player.turn("cancel", "άκυρο")
    assert player.turn("affirm", "ναι") == ["utter_cancelled"]
    assert player.asked is None and player.form.filed == []


def test_cancel_at_once_when_little_was_told(player: Any) -> None:
    player.turn("pick")
    assert player.turn("cancel", "άκυρο") == ["utter_cancelled"]
    assert player.asked is None


def test_another_service_in_mid_form_asks_which(player: Any) -> None:
    player.turn("pick")
    assert player.turn("other", "θέλω το άλλο", thing="το άλλο") == ["utter_switch_to_other_form"]
    assert player.turn("inform", choice="keep") == ["utter_colour_again"]
    player.turn("other", "θέλω το άλλο", thing="το άλλο")
    player.turn("affirm", "ναι")
    assert player.follow_up == "other_form" and player.asked is None
    assert player.slots["form_seed"]["entities"] == [{"entity": "thing", "value": "το άλλο"}]


def test_not_understood_helps_first_and_then_offers_a_person(player: Any) -> None:
    player.turn("pick")
    assert player.turn("nlu_fallback", "μπλα") == ["utter_form_not_understood", "utter_colour_help"]
    assert player.turn("nlu_fallback", "μπλα") == ["utter_form_stuck"]
    assert player.turn("inform", "μπλε", colour="μπλε") == ["utter_wish"]
    assert player.slots["form_memory"]["misses"] == 0


def test_unavailable_keeps_everything_and_the_same_key_files_once(player: Any) -> None:
    key = to_confirmation(player)
    player.form.error = Unavailable()
    assert player.turn("affirm", "ναι") == ["utter_unavailable_kept"]
    assert player.asked == "pick_confirm" and player.slots["colour"] == "κόκκινο"
    player.form.error = None
    player.turn("affirm", "ναι")
    assert [filed[2] for filed in player.form.filed] == [key]


def test_any_other_error_is_told_in_its_own_words(player: Any) -> None:
    to_confirmation(player)
    player.form.error = Conflict()
    assert player.turn("affirm", "ναι") == ["utter_error"]
    assert player.asked == "pick_confirm"


def test_a_value_added_where_one_was_left_out_is_noted_not_corrected(player: Any) -> None:
    player.turn("pick", colour="κόκκινο")
    player.turn("inform", choice="skip")
    player.slots["colour"] = False  # as if left out
    assert player.turn("inform", "πράσινο", colour="πράσινο") == ["utter_form_noted", "utter_pick_confirm"]


def test_a_value_for_a_later_question_is_noted_and_the_question_asked_in_short(player: Any) -> None:
    player.turn("pick")
    player.slots["wish"] = None
    player.form.slots[1].read = lambda turn, talk, *, asked: turn.value("wish")
    try:
        assert player.turn("inform", "μεγάλο", wish="μεγάλο") == ["utter_form_noted", "utter_colour_again"]
    finally:
        del player.form.slots[1].read


def test_a_yes_to_what_to_change_does_not_file(player: Any) -> None:
    to_confirmation(player)
    player.turn("deny", "όχι")
    assert player.turn("affirm", "ναι") == ["utter_pick_confirm"]
    assert player.form.filed == []
    player.turn("affirm", "ναι")
    assert len(player.form.filed) == 1


def test_a_question_that_no_intent_knows_is_answered_when_there_is_a_sure_answer(player: Any) -> None:
    async def known(talk: Any) -> bool:
        talk.say("utter_fact")
        return True

    player.form.answer_question = known
    player.turn("pick")
    assert player.turn("nlu_fallback", "πόσο κάνει;") == ["utter_fact", "utter_colour_again"]
    assert player.turn("nlu_fallback", "μπλα") == ["utter_form_not_understood", "utter_colour_help"]


def test_a_question_without_an_answer_is_helped_without_an_apology_the_first_time(player: Any) -> None:
    async def unknown(talk: Any) -> bool:
        return False

    player.form.answer_question = unknown
    player.turn("pick")
    assert player.turn("nlu_fallback", "πώς το βρίσκω;") == ["utter_colour_help"]
    assert player.turn("nlu_fallback", "πώς το βρίσκω;") == ["utter_form_stuck"]


def test_the_rest_of_a_sentence_can_be_used_by_the_service(player: Any) -> None:
    async def rest(asked: Any, talk: Any) -> bool:
        talk.say("utter_used")
        return True

    player.form.take_rest = rest
    player.turn("pick")
    assert player.turn("report_emergency", "μυρίζει όλη μέρα", confidence=0.5) == ["utter_danger", "utter_used", "utter_colour_again"]
    assert player.turn("report_emergency", "φωτιά", confidence=0.9) == ["utter_danger", "utter_colour_again"]
    assert player.turn("inform", "κάτι ακόμη θέλω να πω") == ["utter_used", "utter_colour_again"]


def test_a_second_i_don_t_know_offers_a_way_out(player: Any) -> None:
    player.turn("pick")
    player.turn("inform", colour="red")
    player.turn("inform", "θέλω κάτι όμορφο")
    player.turn("dont_know", "δεν ξέρω")
    assert player.turn("dont_know", "δεν ξέρω") == ["utter_form_stuck"]


def test_a_list_may_be_asked_for_as_often_as_one_likes(player: Any) -> None:
    player.turn("pick")
    assert [player.turn("dont_know", "δεν ξέρω") for _ in range(3)] == [["utter_colour_help"]] * 3


def test_a_no_to_what_can_not_be_left_out_stops(player: Any) -> None:
    player.turn("pick")
    assert player.turn("deny", "όχι ευχαριστώ") == ["utter_cancelled"]
    assert player.asked is None


def test_what_is_left_out_beforehand_is_not_asked(player: Any) -> None:
    player.turn("pick", "θέλω red χωρίς ευχή", colour="red")
    assert player.asked == "pick_confirm"


def test_a_sure_question_is_one_though_it_names_a_value(player: Any) -> None:
    player.turn("pick")
    assert player.turn("joke", "τι ώρα ανοίγει το red", colour="red") == ["utter_joke", "utter_colour_again"]
    assert player.slots["colour"] is None


def test_a_guess_begins_no_other_service(player: Any) -> None:
    player.turn("pick")
    assert "utter_switch_to_other_form" not in player.turn("other", "μπλα μπλα", confidence=0.32)


def test_what_is_left_over_corrects_nothing() -> None:
    category = Category("problem_category", "utter_problem_category", "problem_category")
    other = Turn("c", "εκεί που ήταν παλιά ο φούρνος", "inform", 0.9, (Entity("problem_category", "άλλο"),))
    known: Any = SimpleNamespace(get={"problem_category": "lighting"}.get)
    assert category.read(other, known, asked=False) is None
    assert category.read(other, SimpleNamespace(get={}.get), asked=True) == "άλλο"  # type: ignore[arg-type]
