"""The phone line as a part of the house: its settings, its environment, what is told of it at the start."""

from __future__ import annotations

import os
from typing import Any

import httpx
from pydantic import SecretStr

from voice.evaluation import ModelBroken, check_model
from voice.recogniser import read_card
from voice.settings import VoiceSettings

PREFIX = "KOMOTINI_VOICE_"
# Read by make voice-model-official alone.
OF_THE_MODEL = {"KOMOTINI_VOICE_MODEL_URL", "KOMOTINI_VOICE_MODEL_SHA256"}
# What the line's process must not be given: it holds no key of PINs, no database and no way out for mail.
HIDDEN = ("KOMOTINI_SECRET_KEY", "KOMOTINI_DATABASE_URL", "KOMOTINI_TRACKER_URL", "KOMOTINI_SMTP_URL", "KOMOTINI_SMS_URL")


def is_on(line: VoiceSettings | None) -> bool:
    """Whether there is a door for callers at all."""
    return line is not None and bool(line.sip or line.audiosocket)


def unknown_names() -> list[str]:
    """Variables of the environment that look like settings of the line and are none."""
    known = {f"{PREFIX}{name.upper()}" for name in VoiceSettings.model_fields} | OF_THE_MODEL
    return sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known)


def environment(line: VoiceSettings) -> dict[str, str]:
    """The variables of what was set; secrets are left where the process reads them itself."""
    values: dict[str, Any] = {name: getattr(line, name) for name in line.model_fields_set}
    return {f"{PREFIX}{name.upper()}": str(value) for name, value in values.items() if not isinstance(value, SecretStr)}


def health_url(line: VoiceSettings) -> str:
    return f"http://127.0.0.1:{line.health_port}/health"


def wanted_ports(line: VoiceSettings) -> list[tuple[str, str, int]]:
    """(setting, host, port) of what the line listens on."""
    wanted = [(f"{PREFIX}HEALTH_PORT", "127.0.0.1", line.health_port)]
    for name, address in (("SIP", line.sip), ("AUDIOSOCKET", line.audiosocket)):
        host, colon, port = address.rpartition(":")
        if colon and port.isdigit():
            wanted.append((f"{PREFIX}{name}", host.strip("[]"), int(port)))
    return wanted


def what_to_do(line: VoiceSettings, error: ModelBroken) -> str:
    """What is wrong with the recogniser's model, and how it is mended."""
    wrong = str(error)
    mend = (
        f"{PREFIX}MODEL names it: correct that setting, or unset it, and the line takes the model that ships."
        if line.model
        else "make voice-model-official fetches a model, make voice-model makes one."
    )
    return f"{wrong[:1].upper()}{wrong[1:]}. {mend}"


def told(line: VoiceSettings) -> list[str]:
    """What the operator is told of a line that is up: its address, how it hears, the model's sentence."""
    try:
        answer = httpx.get(health_url(line), timeout=5.0).json()
    except (httpx.HTTPError, ValueError):
        return ["Phone line          it does not answer; log/voice.log of the data folder says why"]
    address = str(answer.get("address") or f"sip:{line.sip_user}@{line.sip}")
    folder = line.model_folder()
    try:
        check_model(folder)
        heard = read_card(folder).sentence()
    except ModelBroken as error:
        heard = what_to_do(line, error)
    if answer.get("mode") == "keys":
        heard = f"The line hears nothing and works by keys. {heard}"
    return [f"Phone line          {address}", f"                    {heard}"]
