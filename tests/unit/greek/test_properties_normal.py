"""Normalising, for any text at all: never an error, everything in order, every character found again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from greek.folding import fold
from greek.normal import normalise

# Greek, greeklish, digits, signs and whatever else Unicode has, mixed as nobody types.
PIECES = st.one_of(
    st.text(alphabet=st.characters(), max_size=12),
    st.sampled_from(
        ["στην ", "ΟΡΦΈΩΣ ", "thelo ", "8elw ", "pistopoihtiko", "12Α", "e\u0301", "maria@example.org ", "😀", "\u0301", "K", "ﬁ"]
    ),
)
TEXTS = st.lists(PIECES, max_size=8).map("".join)


@given(TEXTS)
def test_spans_are_whole_and_in_order(text: str) -> None:
    normal = normalise(text)
    assert len(normal.starts) == len(normal.ends) == len(normal.text)
    assert list(normal.starts) == sorted(normal.starts)
    assert list(normal.ends) == sorted(normal.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(normal.starts, normal.ends, strict=True))


@given(TEXTS)
def test_no_character_typed_is_lost(text: str) -> None:
    normal = normalise(text)
    reached = [index for start, end in zip(normal.starts, normal.ends, strict=True) for index in range(start, end)]
    # Only marks without a letter before them fold to nothing.
    assert all(fold(text[index]) == "" for index in set(range(len(text))) - set(reached))


@given(TEXTS)
def test_the_text_is_folded_and_its_words_stand_where_they_say(text: str) -> None:
    normal = normalise(text)
    assert fold(normal.text) == normal.text
    assert all(normal.text[word.start : word.end] == word.text for word in normal.words)
    assert [word.start for word in normal.words] == sorted(word.start for word in normal.words)


@given(TEXTS, st.data())
def test_there_and_back(text: str, data: st.DataObject) -> None:
    normal = normalise(text)
    start = data.draw(st.integers(0, len(normal.text)))
    end = data.draw(st.integers(start, len(normal.text)))
    first, last = normal.span(start, end)
    assert 0 <= first <= last <= len(text)
    inside = normal.within(first, last)
    if start < end:  # a greeklish word counts whole, so that the way back may be wider
        assert inside[0] <= start
        assert end <= inside[1]
        assert normal.original(start, end) == text[first:last]


@given(st.integers(-3, 90), st.integers(-3, 90), TEXTS)
def test_any_slice_of_what_was_typed_lies_somewhere(start: int, end: int, text: str) -> None:
    first, last = normalise(text).within(start, end)
    assert 0 <= first <= last <= len(normalise(text).text)
