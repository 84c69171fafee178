# ruff: noqa: UP006, UP019, UP035 - Rasa reads the annotations of components at run time
"""Rasa's tokens of a Greek message: folded, in Greek letters, standing where they stand in the raw text."""

from __future__ import annotations

from typing import Any, Dict, List, Text

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message

from greek.normal import normalise


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class GreekTokenizer(Tokenizer):
    """Words as `greek.normal` sees them. `Token.text` is folded Greek, `start` and `end` count in the raw message."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_", "prefix_separator_symbol": None, "token_pattern": None}

    def tokenize(self, message: Message, attribute: Text) -> List[Token]:
        """The tokens of one attribute of `message`."""
        normal = normalise(message.get(attribute) or "")
        tokens = []
        for word in normal.words:
            start, end = normal.span(word.start, word.end)
            tokens.append(Token(word.text, start, end, data={"sound": word.sound}))
        return tokens
