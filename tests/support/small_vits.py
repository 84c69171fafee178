"""Makes a small VITS voice through Coqui's own configuration classes: ``python tests/support/small_vits.py FOLDER``, inside .venv-coqui.

It is untrained, so what it says is noise; but all of Coqui's code is run: configuration, characters, tokenizer, network, checkpoint.
"""

from __future__ import annotations

import sys
from pathlib import Path


def make(folder: Path) -> None:
    import torch
    from TTS.config.shared_configs import BaseAudioConfig
    from TTS.tts.configs.shared_configs import CharactersConfig
    from TTS.tts.configs.vits_config import VitsArgs, VitsConfig
    from TTS.tts.models.vits import Vits

    torch.manual_seed(7)
    letters = "αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋΐΰ"
    args = VitsArgs(
        hidden_channels=64, hidden_channels_ffn_text_encoder=128, num_heads_text_encoder=2, num_layers_text_encoder=2,
        num_layers_flow=2, num_layers_posterior_encoder=2, use_sdp=False,
        resblock_type_decoder="2", resblock_kernel_sizes_decoder=[3, 5, 7], resblock_dilation_sizes_decoder=[[1, 2], [2, 6], [3, 12]],
        upsample_rates_decoder=[8, 8, 4], upsample_initial_channel_decoder=128, upsample_kernel_sizes_decoder=[16, 16, 8],
    )  # fmt: skip
    config = VitsConfig(
        model_args=args,
        audio=BaseAudioConfig(sample_rate=16000, hop_length=256, fft_size=1024, win_length=1024),
        use_phonemes=False,
        text_cleaner="multilingual_cleaners",
        characters=CharactersConfig(
            characters_class="TTS.tts.models.vits.VitsCharacters",
            pad="_",
            eos="",
            bos="",
            blank="",
            characters=letters,
            punctuations=" ,.;!·",
            phonemes="",
        ),
        test_sentences=[],
    )
    model = Vits(config)
    folder.mkdir(parents=True, exist_ok=True)
    config.save_json(str(folder / "config.json"))
    torch.save({"model": model.state_dict()}, folder / "model_file.pth")


if __name__ == "__main__":
    make(Path(sys.argv[1]))
