"""Every setting, read from the environment (prefix ``KOMOTINI_``) or from ``var/settings.env``.

An unknown ``KOMOTINI_…`` variable is refused at start, so that a typing mistake is not silently ignored.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Settings of actions and web. Secrets are generated into ``var/settings.env`` on the first ``make run``."""

    model_config = SettingsConfigDict(
        hide_input_in_errors=True,
        env_prefix="KOMOTINI_",
        env_file=os.environ.get("KOMOTINI_SETTINGS_FILE", ROOT / "var" / "settings.env"),
        extra="ignore",
    )

    mode: Literal["development", "production"] = Field("development", description="development writes mail and SMS to the outbox folder")
    data_dir: Path = Field(ROOT / "var", description="database, uploads, issued PDF files, outbox, logs, models")
    database_url: str = Field("", description="SQLAlchemy address; empty: SQLite file komotini.db in the data folder")
    secret_key: SecretStr = Field(SecretStr(""), description="key of PINs, tokens and codes; at least 32 characters")
    web_host: str = Field("127.0.0.1", description="address that the web process listens on")
    web_port: int = Field(8080, description="the only public HTTP port")
    public_url: str = Field("", description="address that citizens see, used in links and QR codes; empty: from host and port")
    rasa_url: str = Field("http://127.0.0.1:5005", description="address of the Rasa server (loopback)")
    actions_url: str = Field("http://127.0.0.1:5055", description="address of the action server (loopback)")
    tracker_url: str = Field("", description="SQLAlchemy address of Rasa's tracker store; empty: SQLite file tracker.db in the data folder")
    rasa_secret: SecretStr = Field(SecretStr(""), description="shared secret of the web process and Rasa's own channels")
    rasa_timeout_seconds: float = Field(20.0, description="how long the chat relay waits for one turn")
    jurisdiction_id: str = Field("komotini.gr", description="Open311 jurisdiction")
    smtp_url: str = Field("", description="smtp://user:password@host:port of outgoing mail (production)")
    mail_from: str = Field("noreply@komotini.gr", description="sender of outgoing mail")
    sms_url: str = Field("", description="HTTP address that takes {to, text} as JSON (production)")
    one_time_code_minutes: int = Field(10, description="life of a one-time code")
    identification_minutes: int = Field(30, description="how long an identified conversation stays at level L2")
    max_upload_mb: int = Field(10, description="largest upload")
    working_hours: str = Field("Mon-Fri 08:00-14:30", description="when a person can be reached")
    voice_resume_minutes: int = Field(60, ge=1, description="how long after a call its conversation can be resumed by its six digits")
    voice_keep_audio_days: int = Field(30, ge=0, description="days after which the recording of a call is deleted")
    trusted_proxies: int = Field(0, description="number of reverse proxies in front of the web process whose X-Forwarded-For is believed")
    rate_limit_storage: str = Field("memory://", description="where rate limits are counted; redis://… when several web processes run")
    rate_session_address: str = Field("600/minute", description="new chat sessions per address")
    rate_message_session: str = Field("1500/minute", description="messages per chat session")
    rate_message_address: str = Field("6000/minute", description="messages per address")
    rate_upload_session: str = Field("30/minute;200/hour", description="uploads per chat session")
    rate_upload_address: str = Field("300/minute", description="uploads per address")
    rate_email_session: str = Field("5/hour", description="transcripts by e-mail per chat session")
    rate_email_address: str = Field("60/hour", description="transcripts by e-mail per address")
    rate_pin_address: str = Field("60/minute;600/hour", description="tries of case code and PIN per address")
    rate_verify_address: str = Field("120/minute", description="look-ups of verification codes per address")
    rate_sign_in_address: str = Field("20/minute;200/hour", description="tries to sign in to the staff console per address")
    rate_open311_key: str = Field("300/minute", description="requests filed per Open311 key")
    rate_open311_address: str = Field("1200/minute", description="Open311 calls per address")
    log_level: str = Field("INFO", description="DEBUG, INFO, WARNING or ERROR")

    @model_validator(mode="after")
    def _fill(self) -> Settings:
        if not self.database_url:
            self.database_url = f"sqlite:///{self.data_dir / 'komotini.db'}"
        if not self.tracker_url:
            self.tracker_url = f"sqlite:///{self.data_dir / 'tracker.db'}"
        if not self.public_url:
            self.public_url = f"http://{self.web_host}:{self.web_port}"
        return self

    @model_validator(mode="after")
    def _refuse_unknown(self) -> Settings:
        known = {f"KOMOTINI_{name.upper()}" for name in type(self).model_fields} | {"KOMOTINI_SETTINGS_FILE"}
        # Those of the phone line are the line's own to judge (voice/settings.py).
        ours = (name for name in os.environ if name.startswith("KOMOTINI_") and not name.startswith("KOMOTINI_VOICE_"))
        unknown = sorted(name for name in ours if name not in known)
        if unknown:
            raise ValueError(f"unknown settings in the environment: {', '.join(unknown)} (docs/settings.md lists them)")
        return self


@lru_cache
def get_settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()  # type: ignore[call-arg]
