"""The line's settings, from the environment (prefix ``KOMOTINI_VOICE_``) or from ``var/settings.env``.

What it shares with the rest of the house (addresses, secret, data folder) has the same name there as here, in `HouseSettings`.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent
SETTINGS_FILE = os.environ.get("KOMOTINI_SETTINGS_FILE", ROOT / "var" / "settings.env")
SHIPPED_MODEL = ROOT / "voice" / "models" / "el-telephone"


class VoiceSettings(BaseSettings):
    """Everything about the line alone."""

    model_config = SettingsConfigDict(hide_input_in_errors=True, env_prefix="KOMOTINI_VOICE_", env_file=SETTINGS_FILE, extra="ignore")

    sip: str = Field(default="127.0.0.1:5080", description="address that the SIP line listens on; empty: no SIP")
    sip_user: str = Field(default="line", description="user part of the line's SIP address")
    registrar: str = Field(default="", description="PBX (host or host:port) at which the line registers as an extension; empty: it doesn't")
    registrar_user: str = Field(default="", description="extension at the PBX")
    registrar_password: SecretStr = Field(default=SecretStr(""), description="password of the extension")
    srtp: Literal["off", "optional", "required"] = Field(default="optional", description="encryption of the sound")
    audiosocket: str = Field(default="", description="address (host:port) for an Asterisk's AudioSocket; empty: off")
    calls: int = Field(default=16, ge=1, le=200, description="calls at once; the next caller hears busy")
    transfer_to: str = Field(
        default="", description="where callers may be transferred, name=sip:…, separated by commas; the first is the person"
    )
    model: str = Field(default="", description="folder of the recogniser's model; empty: a fetched official one, else the one that ships")
    coqui: str = Field(default="", description="folder of a Coqui voice; empty: espeak-ng speaks")
    coqui_workers: int = Field(default=1, ge=1, le=16, description="processes that speak with the Coqui voice, one thread each")
    voice: str = Field(default="el+f2", description="espeak-ng voice")
    rate: float = Field(default=1.0, ge=0.5, le=2.0, description="speed of speech; 1 is usual")
    record: Literal["off", "ask"] = Field(default="off", description="ask: callers are asked whether the call may be recorded")
    silence: float = Field(default=7.0, gt=0, description="seconds of silence until the question is asked again")
    rasa_timeout: float = Field(
        default=1.7, gt=0, description="seconds from the caller's last word without an answer until the line says honestly that it has none"
    )
    resume_minutes: int = Field(default=60, description="how long after a call's end its code resumes it")
    keep_audio_days: int = Field(default=30, description="days until a recording is deleted")
    health_port: int = Field(default=5056, description="loopback port of GET /health")

    @field_validator("sip", "audiosocket")
    @classmethod
    def _has_port(cls, address: str) -> str:
        host, _, port = address.rpartition(":")
        if address and not (host and port.isascii() and port.isdigit() and 0 < int(port) < 65536):
            raise ValueError("must be host:port")
        return address

    def model_folder(self) -> Path:
        """The model to use: the one that was set, else a fetched official one, else the one that ships."""
        if self.model:
            return Path(self.model)
        fetched = sorted((HouseSettings().data_dir / "models").glob("vosk-model-*"))
        return fetched[-1] if fetched else SHIPPED_MODEL

    def targets(self) -> dict[str, str]:
        """Where callers may be transferred: name to SIP URI, in the order of the setting. Raises ValueError."""
        targets = {}
        for part in filter(None, (piece.strip() for piece in self.transfer_to.split(","))):
            name, equals, uri = part.partition("=")
            if not equals or not uri.strip().startswith(("sip:", "sips:")):
                raise ValueError(f"KOMOTINI_VOICE_TRANSFER_TO: {part!r} is not of the form name=sip:…")
            targets[name.strip()] = uri.strip()
        return targets


class HouseSettings(BaseSettings):
    """What the line shares with the other processes."""

    model_config = SettingsConfigDict(hide_input_in_errors=True, env_prefix="KOMOTINI_", env_file=SETTINGS_FILE, extra="ignore")

    data_dir: Path = ROOT / "var"
    web_host: str = "127.0.0.1"
    web_port: int = 8080
    rasa_url: str = "http://127.0.0.1:5005"
    rasa_secret: SecretStr = SecretStr("")
    log_level: str = "INFO"

    def web_url(self) -> str:
        """Where the web process answers on this machine."""
        host = self.web_host if self.web_host not in ("0.0.0.0", "::", "") else "127.0.0.1"  # noqa: S104 what is listened on everywhere is here too
        return f"http://{host}:{self.web_port}"
