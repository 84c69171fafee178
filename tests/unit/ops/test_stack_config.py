"""What the supervisor is told, without starting it."""

import configparser
import socket

import pytest

from backend.settings import Settings
from ops import line as phone
from ops.secrets_file import ensure_secrets
from ops.stack import HIDDEN_FROM_RASA, Stack, StackFailed, busy_ports, connectable
from voice.evaluation import ModelBroken
from voice.settings import VoiceSettings


@pytest.fixture
def settings(tmp_path):
    return Settings(data_dir=tmp_path, secret_key="k" * 40, rasa_secret="topsecret" * 4)


def parsed(settings, tmp_path, line=None):
    config = configparser.RawConfigParser()
    config.read_string(Stack(settings, tmp_path / "m.tar.gz", tmp_path / "s.env", line)._config())
    return config


def test_every_process_is_restarted_and_taken_down_with_its_children(settings, tmp_path):
    config = parsed(settings, tmp_path, VoiceSettings(sip="127.0.0.1:5080"))
    programs = [section for section in config.sections() if section.startswith("program:")]
    assert programs == ["program:actions", "program:rasa", "program:web", "program:voice"]
    for program in programs:
        assert config[program]["autorestart"] == "true"
        assert config[program]["stopasgroup"] == config[program]["killasgroup"] == "true"


def test_no_secret_stands_in_the_configuration_or_a_command_line(settings, tmp_path):
    stack = Stack(settings, tmp_path / "m.tar.gz", tmp_path / "s.env")
    assert "topsecret" not in stack._config()
    assert "k" * 40 not in stack._config()


def test_rasa_is_not_given_what_it_does_not_need(settings, tmp_path):
    command = parsed(settings, tmp_path)["program:rasa"]["command"]
    for name in HIDDEN_FROM_RASA:
        assert f"--unset={name}" in command


@pytest.mark.parametrize(("model", "mend"), [("/nonexistent", "KOMOTINI_VOICE_MODEL names it"), ("", "make voice-model-official")])
def test_a_broken_model_is_told_with_what_to_do(model, mend):
    told = phone.what_to_do(VoiceSettings(model=model), ModelBroken("there is no model folder /nonexistent"))
    assert told.startswith("There is no model folder /nonexistent. ") and mend in told


@pytest.mark.parametrize("line", [None, VoiceSettings(sip="", audiosocket="")])
def test_a_house_without_a_line_has_no_process_for_it(settings, tmp_path, line):
    assert "program:voice" not in parsed(settings, tmp_path, line).sections()
    assert "voice" not in Stack(settings, tmp_path / "m", tmp_path / "s", line)._checks()


def test_the_line_gets_its_settings_but_no_key_of_the_house(settings, tmp_path):
    line = VoiceSettings(sip="127.0.0.1:5999", silence=3.0, registrar_password="hush")
    stack = Stack(settings, tmp_path / "m.tar.gz", tmp_path / "s.env", line)
    environment = stack.environment()
    assert environment["KOMOTINI_VOICE_SIP"] == "127.0.0.1:5999" and environment["KOMOTINI_VOICE_SILENCE"] == "3.0"
    assert "hush" not in environment.values() and "hush" not in stack._config()
    command = parsed(settings, tmp_path, line)["program:voice"]["command"]
    for name in phone.HIDDEN:
        assert f"--unset={name}" in command
    assert command.endswith("-m voice")


def test_the_line_s_busy_ports_are_found(settings):
    with socket.socket(type=socket.SOCK_DGRAM) as sip, socket.socket() as health:
        sip.bind(("127.0.0.1", 0))
        health.bind(("127.0.0.1", 0))
        health.listen()
        line = VoiceSettings(sip=f"127.0.0.1:{sip.getsockname()[1]}", health_port=health.getsockname()[1])
        busy = busy_ports(settings, line)
    assert ("KOMOTINI_VOICE_SIP", sip_port(line)) in busy
    assert ("KOMOTINI_VOICE_HEALTH_PORT", line.health_port) in busy
    assert busy_ports(settings, line).count(("KOMOTINI_VOICE_SIP", sip_port(line))) == 0


def sip_port(line):
    return int(line.sip.rpartition(":")[2])


def test_a_mistyped_setting_of_the_line_is_named(monkeypatch):
    monkeypatch.setenv("KOMOTINI_VOICE_SILENCE", "5")
    monkeypatch.setenv("KOMOTINI_VOICE_MODEL_URL", "https://example.gr/model.zip")
    assert phone.unknown_names() == []
    monkeypatch.setenv("KOMOTINI_VOICE_SILENSE", "5")
    assert phone.unknown_names() == ["KOMOTINI_VOICE_SILENSE"]


def test_the_house_leaves_the_line_s_settings_to_the_line(monkeypatch, tmp_path):
    monkeypatch.setenv("KOMOTINI_VOICE_SIP", "127.0.0.1:5999")
    assert Settings(data_dir=tmp_path, secret_key="k" * 40, rasa_secret="r" * 40).web_port == 8080


class Supervisor:
    """Says that every process of `dead` has been given up."""

    def __init__(self, dead):
        self.supervisor = self
        self.dead = dead

    def getAllProcessInfo(self):
        return [{"name": name, "statename": "FATAL"} for name in self.dead]


def test_a_line_that_does_not_start_leaves_the_house_running(settings, tmp_path, monkeypatch):
    stack = Stack(settings, tmp_path / "m", tmp_path / "s", VoiceSettings(sip="127.0.0.1:5999"))
    monkeypatch.setattr(stack, "control", lambda: Supervisor(["voice"]))
    monkeypatch.setattr(stack, "_answers", lambda url, headers: "5056" not in url)
    stack.wait_ready()
    assert stack.without == {"voice"}


def test_anything_else_that_does_not_start_ends_it(settings, tmp_path, monkeypatch):
    stack = Stack(settings, tmp_path / "m", tmp_path / "s", VoiceSettings(sip="127.0.0.1:5999"))
    monkeypatch.setattr(stack, "control", lambda: Supervisor(["web"]))
    monkeypatch.setattr(stack, "_answers", lambda url, headers: False)
    with pytest.raises(StackFailed, match="web does not start"):
        stack.wait_ready()


def test_a_taken_port_is_found(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        settings = Settings(data_dir=tmp_path, secret_key="k" * 40, rasa_secret="r" * 40, web_port=port)
        assert ("KOMOTINI_WEB_PORT", port) in busy_ports(settings)


@pytest.mark.parametrize(("host", "reached"), [("0.0.0.0", "127.0.0.1"), ("::", "127.0.0.1"), ("10.1.2.3", "10.1.2.3")])
def test_a_listener_everywhere_is_asked_on_the_loopback(host, reached):
    assert connectable(host) == reached


def test_secrets_are_made_once_and_for_the_owner_only(tmp_path, monkeypatch):
    monkeypatch.delenv("KOMOTINI_SECRET_KEY", raising=False)
    monkeypatch.delenv("KOMOTINI_RASA_SECRET", raising=False)
    path = tmp_path / "var" / "settings.env"
    ensure_secrets(path)
    first = path.read_text()
    ensure_secrets(path)
    assert path.read_text() == first
    assert path.stat().st_mode & 0o777 == 0o600
    values = dict(line.split("=", 1) for line in first.splitlines() if "=" in line)
    assert len(values["KOMOTINI_SECRET_KEY"]) >= 64 and values["KOMOTINI_SECRET_KEY"] != values["KOMOTINI_RASA_SECRET"]


def test_secrets_are_added_to_a_file_that_the_operator_began(tmp_path, monkeypatch):
    monkeypatch.delenv("KOMOTINI_SECRET_KEY", raising=False)
    monkeypatch.delenv("KOMOTINI_RASA_SECRET", raising=False)
    path = tmp_path / "settings.env"
    path.write_text("KOMOTINI_WEB_PORT=9090\nKOMOTINI_RASA_SECRET=mine")
    ensure_secrets(path)
    lines = path.read_text().splitlines()
    assert lines[:2] == ["KOMOTINI_WEB_PORT=9090", "KOMOTINI_RASA_SECRET=mine"]
    assert lines[2].startswith("KOMOTINI_SECRET_KEY=") and len(lines) == 3
