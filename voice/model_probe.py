"""Tries a Vosk model in a process of its own: `python -P model_probe.py FOLDER`. Some broken models end the process that uses them.

Ends with 0 and prints nothing where the model can be used; else the last line on the error channel says why. Needs nothing of this project.
"""

from __future__ import annotations

import json
import random
import sys


def main(folder: str) -> None:
    import vosk

    vosk.SetLogLevel(-1)
    model = vosk.Model(folder)
    noise = random.Random(1)  # noqa: S311  (sound, not a secret)
    sound = b"".join(noise.randrange(-3000, 3000).to_bytes(2, "little", signed=True) for _ in range(4000))
    for grammar in ((), (json.dumps(["ναι", "όχι"], ensure_ascii=False),)):
        recogniser = vosk.KaldiRecognizer(model, 8000, *grammar)
        recogniser.SetWords(True)
        recogniser.AcceptWaveform(sound)
        recogniser.FinalResult()


if __name__ == "__main__":
    main(sys.argv[1])
