"""`make run` as an operator uses it: up, told, down, up again, stopped from elsewhere; never a process left behind."""

import os
import shutil
import signal
import subprocess

import httpx
import psutil
import pytest

from ops.paths import APP_PYTHON, ROOT
from ops.stack import mark_of, marked_processes
from ops.trial import free_phone_port, free_port


class Run:
    """A running `ops.run`, its output read line by line."""

    def __init__(self, environment):
        self.process = subprocess.Popen(
            [str(APP_PYTHON), "-m", "ops.run"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self.lines = []

    def until(self, text):
        for line in self.process.stdout:
            self.lines.append(line)
            if text in line:
                return self
        pytest.fail(f"it ended before saying {text!r}:\n{''.join(self.lines)}")

    @property
    def output(self):
        return "".join(self.lines)

    def ended(self):
        self.lines.append(self.process.stdout.read())
        self.process.wait()
        return self.output


@pytest.fixture
def installation(tmp_path, model):
    """Environment of an installation of its own, with the model already trained."""
    (tmp_path / "models").mkdir()
    shutil.copy(model, tmp_path / "models" / model.name)
    environment = {key: value for key, value in os.environ.items() if not key.startswith("KOMOTINI_")}
    environment |= {
        "KOMOTINI_DATA_DIR": str(tmp_path),
        "KOMOTINI_SETTINGS_FILE": str(tmp_path / "settings.env"),
        "KOMOTINI_WEB_PORT": str(free_port()),
        "KOMOTINI_RASA_URL": f"http://127.0.0.1:{free_port()}",
        "KOMOTINI_ACTIONS_URL": f"http://127.0.0.1:{free_port()}",
        "KOMOTINI_VOICE_SIP": f"127.0.0.1:{free_phone_port()}",
        "KOMOTINI_VOICE_HEALTH_PORT": str(free_port()),
        "COLUMNS": "140",
    }
    yield environment
    for process in marked_processes(mark_of(tmp_path)):
        process.kill()


def test_up_down_up_and_stopped_from_elsewhere(installation, tmp_path):
    url = f"http://127.0.0.1:{installation['KOMOTINI_WEB_PORT']}"

    first = Run(installation).until("up after")
    assert f"{url}/staff/" in first.output
    assert f"sip:line@{installation['KOMOTINI_VOICE_SIP']}" in first.output and "ποσοστό σφάλματος λέξεων" in first.output
    assert "First sign-in       admin / " in first.output
    assert httpx.get(f"{url}/ready").status_code == 200
    assert "Κομοτην" in httpx.get(url).text
    names = {process.name() for process in marked_processes(mark_of(tmp_path))}
    assert names, "the processes must carry the installation's mark"

    second = Run(installation)
    assert "is taken. Is the assistant already running" in second.ended()
    assert httpx.get(f"{url}/health").status_code == 200, "a refused second start must not harm the first"

    first.process.send_signal(signal.SIGINT)
    assert "stopped" in first.ended()
    assert first.process.returncode == 0
    assert list(marked_processes(mark_of(tmp_path))) == []

    third = Run(installation).until("up after")
    assert "First sign-in" not in third.output, "the first password is shown once"
    assert "nothing changed since it was trained" in third.output
    stop = subprocess.run([str(APP_PYTHON), "-m", "ops.stop"], cwd=ROOT, env=installation, capture_output=True, text=True)
    assert stop.stdout.strip() == "stopped"
    third.ended()
    assert list(marked_processes(mark_of(tmp_path))) == []
    again = subprocess.run([str(APP_PYTHON), "-m", "ops.stop"], cwd=ROOT, env=installation, capture_output=True, text=True)
    assert again.stdout.strip() == "nothing was running"


def test_a_broken_model_is_said_and_the_line_works_by_keys(installation, tmp_path):
    (tmp_path / "model").mkdir()
    run = Run(installation | {"KOMOTINI_VOICE_MODEL": str(tmp_path / "model")}).until("up after")
    told = " ".join(run.output.replace("│", " ").split())  # the panel breaks long lines
    assert "works by keys" in told and "is no Vosk model" in told, run.output
    assert httpx.get(f"http://127.0.0.1:{installation['KOMOTINI_VOICE_HEALTH_PORT']}/health").json()["mode"] == "keys"
    run.process.send_signal(signal.SIGINT)
    run.ended()


def test_what_a_hard_kill_left_behind_is_ended_by_stop(installation, tmp_path):
    run = Run(installation).until("up after")
    run.process.kill()
    run.process.wait()
    left = list(marked_processes(mark_of(tmp_path)))
    assert left, "a hard kill can't take the children along"
    subprocess.run([str(APP_PYTHON), "-m", "ops.stop"], cwd=ROOT, env=installation, check=True, capture_output=True)
    assert not any(psutil.pid_exists(process.pid) and process.is_running() for process in left)
