"""What the supervisor is told, without starting it."""

import configparser
import socket

import pytest

from backend.settings import Settings
from ops.secrets_file import ensure_secrets
from ops.stack import HIDDEN_FROM_RASA, Stack, busy_ports, connectable


@pytest.fixture
def settings(tmp_path):
    return Settings(data_dir=tmp_path, secret_key="k" * 40, rasa_secret="topsecret" * 4)


def parsed(settings, tmp_path):
    config = configparser.RawConfigParser()
    config.read_string(Stack(settings, tmp_path / "m.tar.gz", tmp_path / "s.env")._config())
    return config


def test_every_process_is_restarted_and_taken_down_with_its_children(settings, tmp_path):
    config = parsed(settings, tmp_path)
    programs = [section for section in config.sections() if section.startswith("program:")]
    assert programs == ["program:actions", "program:rasa", "program:web"]
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
