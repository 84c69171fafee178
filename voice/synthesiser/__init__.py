"""The mouth of the line: text to sound. `voice.synthesiser.voice.Voice` is what a conversation uses."""
