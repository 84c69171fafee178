"""Coqui's VITS in a process of its own: ``python -m voice.synthesiser.coqui_worker FOLDER`` inside .venv-coqui.

A request is one line of JSON on standard input: ``{"say": text, "rate": 1.0}`` begins a sentence, ``{"next": true}`` asks for its next
chunk. Each is answered on standard output by a length (4 bytes, little-endian) and so much PCM; length 0 ends the sentence, ``FAILED``
is followed by a length and an error text. Sound is decoded only when asked for, so a sentence that was broken off costs nothing more.
"""

from __future__ import annotations

import json
import os
import struct
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from voice.synthesiser.base import Resampler, bounded_rate

FAILED = 0xFFFFFFFF
CHUNK = 32  # frames of the latent decoded at once
CONTEXT = 12  # frames of neighbours on both sides: more than the decoder's field of view, so that no seam is heard


class VitsVoice:
    """A VITS voice from a folder with config.json and its weights. ValueError where there is none."""

    def __init__(self, folder: Path) -> None:
        import torch
        from TTS.config import load_config
        from TTS.tts.models.vits import Vits

        torch.set_num_threads(1)
        weights = sorted(folder.glob("*.pth"), key=lambda path: (path.name not in ("model_file.pth", "best_model.pth"), path.name))
        if not (folder / "config.json").is_file() or not weights:
            raise ValueError(f"{folder} is no Coqui voice: config.json and a .pth file belong there")
        config = load_config(str(folder / "config.json"))
        if config.model != "vits":
            raise ValueError(f"{folder} holds a {config.model} voice; only VITS is spoken in chunks")
        self._torch = torch
        self._model = Vits(config)
        self._model.load_checkpoint(config, str(weights[0]), eval=True)
        # `inference` is to stop at the latent: its own decoder gets one frame, ours the rest in chunks.
        self._model.max_inference_len = 1
        self._pace = float(self._model.length_scale)
        self._sample_rate = int(config.audio.sample_rate)

    def speak(self, text: str, rate: float) -> Iterator[bytes]:
        """PCM at 8 kHz, chunk by chunk."""
        torch, model = self._torch, self._model
        ids = model.tokenizer.text_to_ids(text)
        if len(ids) < 2:  # nothing, or the blank alone: no letter that this voice knows
            return
        with torch.inference_mode():
            model.length_scale = self._pace / bounded_rate(rate)
            condition = self._speaker()
            aux = {"x_lengths": None, "d_vectors": None, "speaker_ids": condition[0], "language_ids": None, "durations": None}
            found = model.inference(torch.LongTensor([ids]), aux_input=aux)
            latent = found["z"] * found["y_mask"]
            resampler = Resampler(self._sample_rate)
            for samples, last in self._decoded(latent, condition[1]):
                if pcm := resampler.feed(samples, last=last):
                    yield pcm

    def _speaker(self) -> tuple[Any, Any]:
        if not self._model.args.use_speaker_embedding:
            return None, None
        first = self._torch.LongTensor([0])
        return first, self._model.emb_g(first).unsqueeze(-1)

    def _decoded(self, latent: Any, condition: Any) -> Iterator[tuple[Any, bool]]:
        frames = latent.shape[-1]
        for start in range(0, frames, CHUNK):
            stop = min(start + CHUNK, frames)
            first, after = max(0, start - CONTEXT), min(frames, stop + CONTEXT)
            with self._torch.inference_mode():
                sound = self._model.waveform_decoder(latent[:, :, first:after], g=condition)[0, 0]
            hop = sound.shape[-1] // (after - first)
            yield sound[(start - first) * hop : (stop - first) * hop].float().numpy(), stop == frames


def serve(voice: VitsVoice, requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer until the input ends."""
    speaking: Iterator[bytes] = iter(())
    for line in requests:
        try:
            request = json.loads(line)
            if "say" in request:
                speaking = voice.speak(str(request["say"]), float(request.get("rate", 1.0)))
            chunk = next(speaking, b"")
            answers.write(struct.pack("<I", len(chunk)) + chunk)
        except Exception as error:  # one sentence that fails must not end the voice
            speaking = iter(())
            said = f"{type(error).__name__}: {error}".encode()[:1000]
            answers.write(struct.pack("<II", FAILED, len(said)) + said)
        answers.flush()


def main() -> None:
    # Libraries print to standard output; the answers go where they can't.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    try:
        voice = VitsVoice(Path(sys.argv[1]))
        list(voice.speak("ναι", 1.0))
    except Exception as error:
        sys.exit(f"{type(error).__name__}: {error}")
    answers.write(struct.pack("<I", 0))
    answers.flush()
    serve(voice, sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
