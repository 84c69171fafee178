"""`make run` where it can't: one line that says what to do, and nothing left running."""

import os
import socket
import subprocess

from ops.paths import APP_PYTHON, ROOT


def start(tmp_path, **settings):
    environment = {key: value for key, value in os.environ.items() if not key.startswith("KOMOTINI_")}
    environment |= {"KOMOTINI_DATA_DIR": str(tmp_path), "KOMOTINI_SETTINGS_FILE": str(tmp_path / "settings.env"), **settings}
    return subprocess.run([str(APP_PYTHON), "-m", "ops.run"], cwd=ROOT, env=environment, capture_output=True, text=True)


def test_a_taken_port(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = start(tmp_path, KOMOTINI_WEB_PORT=str(port))
    assert done.returncode == 1
    assert done.stderr.strip() == (
        f"✗ Port {port} is taken. Is the assistant already running (make stop ends it)? Or choose another: KOMOTINI_WEB_PORT=… make run"
    )
    assert not (tmp_path / "run" / "run.pid").exists()


def test_a_setting_that_does_not_exist(tmp_path):
    done = start(tmp_path, KOMOTINI_WEB_PROT="8081")
    assert done.returncode == 1
    assert done.stderr.strip().splitlines() == ["✗ unknown settings in the environment: KOMOTINI_WEB_PROT (docs/settings.md lists them)"]


def test_a_value_that_is_no_port(tmp_path):
    done = start(tmp_path, KOMOTINI_WEB_PORT="eighty")
    assert done.returncode == 1
    assert done.stderr.strip().splitlines() == [
        "✗ KOMOTINI_WEB_PORT: Input should be a valid integer, unable to parse string as an integer"
    ]


def test_the_line_s_settings_are_judged_too(tmp_path):
    done = start(tmp_path, KOMOTINI_VOICE_SILENSE="5")
    assert done.stderr.strip().splitlines() == [
        "✗ unknown settings in the environment: KOMOTINI_VOICE_SILENSE (docs/settings.md lists them)"
    ]
    done = start(tmp_path, KOMOTINI_VOICE_CALLS="many")
    assert done.stderr.strip().splitlines() == [
        "✗ KOMOTINI_VOICE_CALLS: Input should be a valid integer, unable to parse string as an integer"
    ]
    for name in ("KOMOTINI_VOICE_SIP", "KOMOTINI_VOICE_AUDIOSOCKET"):
        done = start(tmp_path, **{name: "nonsense"})
        assert done.returncode == 1 and done.stderr.strip() == f"✗ {name}: must be host:port"
    done = start(tmp_path, KOMOTINI_VOICE_TRANSFER_TO="person")
    assert done.returncode == 1 and done.stderr.strip() == "✗ KOMOTINI_VOICE_TRANSFER_TO: 'person' is not of the form name=sip:…"
