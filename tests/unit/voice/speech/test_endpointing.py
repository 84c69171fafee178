"""Beginning and end of speech, told by a made-up ear: a window of ones is speech, of zeros is silence. No clock is involved."""

import pytest

from voice.endpointing import PRE_ROLL_MS, Endpointer, Sound, SpeechEnded, SpeechStarted, Timing
from voice.grammars import OPEN, Expects
from voice.vad import WINDOW_BYTES, WINDOW_MS

SPEECH, QUIET, DOUBT = b"\x01" * WINDOW_BYTES, bytes(WINDOW_BYTES), b"\x02" * WINDOW_BYTES


class Ear:
    def speech(self, frame_8k_32ms: bytes) -> float:
        return {0: 0.02, 1: 0.97, 2: 0.42}[frame_8k_32ms[0]]


def sound(milliseconds: int, window: bytes = SPEECH) -> bytes:
    return window * round(milliseconds / WINDOW_MS)


def run(endpointer: Endpointer, pcm: bytes) -> list:
    """Feed in frames of 20 ms, as a leg gives them."""
    return [event for start in range(0, len(pcm), 320) for event in endpointer.feed(pcm[start : start + 320])]


def of(kind, events):
    return [event for event in events if isinstance(event, kind)]


def pause_after(expects: Expects, text: str) -> int:
    endpointer = Endpointer(Ear(), expects)
    run(endpointer, sound(640))
    endpointer.heard(text)
    (ended,) = of(SpeechEnded, run(endpointer, sound(3200, QUIET)))
    return ended.waited_ms


def test_an_utterance_with_its_times():
    events = run(Endpointer(Ear()), sound(1600, QUIET) + sound(960) + sound(1600, QUIET))
    (started,), (ended,) = of(SpeechStarted, events), of(SpeechEnded, events)
    assert started.at_ms == 1600
    assert (ended.at_ms, ended.duration_ms, ended.reason) == (2560, 960, "pause")


def test_the_first_sound_is_not_lost():
    endpointer = Endpointer(Ear())
    before = bytes([0, 7]) * (WINDOW_BYTES // 2) * 30
    events = run(endpointer, before + sound(320))
    heard = b"".join(event.pcm for event in of(Sound, events))
    assert heard == before[-PRE_ROLL_MS * 16 :] + sound(320)


def test_all_sound_until_the_end_is_given_once():
    spoken = b"".join(bytes([1, number]) * (WINDOW_BYTES // 2) for number in range(40))
    events = run(Endpointer(Ear()), spoken + sound(1600, QUIET))
    assert b"".join(event.pcm for event in of(Sound, events)).startswith(spoken)


def test_a_click_is_no_beginning():
    assert run(Endpointer(Ear()), (sound(32) + sound(320, QUIET)) * 10) == []


@pytest.mark.parametrize(("spoken", "interrupts"), [(160, False), (256, True)])
def test_barge_in_takes_200_ms_while_the_line_speaks(spoken, interrupts):
    endpointer = Endpointer(Ear())
    endpointer.line_speaks = True
    assert bool(of(SpeechStarted, run(endpointer, sound(spoken) + sound(320, QUIET)))) is interrupts


def test_a_short_yes_counts_while_the_line_listens():
    assert of(SpeechStarted, run(Endpointer(Ear()), sound(96)))


def test_a_doubtful_window_does_not_undo_a_beginning():
    endpointer = Endpointer(Ear())
    endpointer.line_speaks = True
    assert of(SpeechStarted, run(endpointer, sound(128) + sound(32, DOUBT) + sound(160)))


def test_doubtful_sound_keeps_an_utterance_going_but_begins_none():
    assert run(Endpointer(Ear()), sound(960, DOUBT)) == []
    assert not of(SpeechEnded, run(Endpointer(Ear()), sound(320) + sound(1600, DOUBT)))


def test_short_waits_where_the_answer_is_there():
    assert pause_after(Expects("yes_no"), "ναι") < pause_after(Expects("yes_no"), "για")
    assert pause_after(Expects("code", 4), "ένα δύο τρία τέσσερα") < 400 < 1000 < pause_after(Expects("code", 4), "ένα δύο τρία")
    assert pause_after(Expects("certificate_type"), "γέννησης") < pause_after(OPEN, "γέννησης")
    assert pause_after(Expects("street"), "ορφέως δώδεκα") < pause_after(Expects("street"), "ορφέως")


def test_long_waits_where_more_must_come():
    assert pause_after(OPEN, "το πρόβλημα είναι στην") > pause_after(OPEN, "το πρόβλημα είναι στην ερμού")


def test_who_says_more_than_the_answer_is_let_finish():
    assert pause_after(Expects("yes_no"), "ναι αλλά θέλω να σας πω και κάτι άλλο") > pause_after(Expects("yes_no"), "ναι")


def test_a_pause_within_dictated_digits_is_bridged():
    endpointer = Endpointer(Ear(), Expects("afm"))
    run(endpointer, sound(640))
    endpointer.heard("μηδέν εννιά τέσσερα")
    assert not of(SpeechEnded, run(endpointer, sound(960, QUIET) + sound(640)))


def test_endless_sound_is_cut():
    (ended,) = of(SpeechEnded, run(Endpointer(Ear(), timing=Timing(longest=4000)), sound(4100)))
    assert ended.reason == "too_long"


def test_noise_after_the_words_does_not_hold_the_line():
    endpointer = Endpointer(Ear())
    run(endpointer, sound(960))
    endpointer.heard("θέλω ένα χαρτί")
    (ended,) = of(SpeechEnded, run(endpointer, sound(1700)))
    assert ended.reason == "settled"


def test_words_that_keep_coming_hold_it():
    endpointer = Endpointer(Ear())
    for number in range(8):
        assert not of(SpeechEnded, run(endpointer, sound(960)))
        endpointer.heard("θέλω " + "και " * number)


def test_silence_is_counted_from_the_question():
    endpointer = Endpointer(Ear())
    run(endpointer, sound(3200, QUIET))
    endpointer.listen(Expects("yes_no"))
    assert endpointer.silence_ms == 0
    run(endpointer, sound(640, QUIET))
    assert endpointer.silence_ms == 640
    run(endpointer, sound(640))
    assert endpointer.silence_ms == 0
    assert endpointer.position_ms == 4480


def test_two_utterances_in_a_row():
    events = run(Endpointer(Ear()), (sound(640) + sound(960, QUIET)) * 2)
    assert [event.at_ms for event in of(SpeechStarted, events)] == [0, 1600]
    assert len(of(SpeechEnded, events)) == 2


def test_who_tells_a_story_may_breathe_between_sentences():
    story = "καλημέρα εγώ μένω μόνος μου εδώ και χρόνια και η γυναίκα μου πέθανε"
    assert 500 <= pause_after(OPEN, story) <= 600
    assert pause_after(OPEN, "χάλασε η λάμπα στην ορφέως") < 350
