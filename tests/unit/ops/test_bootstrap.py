"""The first seconds of `make run` on a machine that lacks something: one clear line each."""

import collections
import os
import shutil
import subprocess
import sys

import pytest

from ops import bootstrap
from ops.paths import ROOT

Usage = collections.namedtuple("Usage", "total used free")


def test_too_little_disk_is_said_before_anything_is_installed(monkeypatch, tmp_path):
    monkeypatch.setattr(bootstrap, "APP", tmp_path / "none")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(10, 9, 1e9))
    with pytest.raises(bootstrap.SetupError, match=r"has 1\.0 GB free; 6 GB are needed"):
        bootstrap.check_disk()


def test_enough_disk_passes(monkeypatch, tmp_path):
    monkeypatch.setattr(bootstrap, "APP", tmp_path / "none")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(10, 9, 7e9))
    bootstrap.check_disk()


def test_a_full_disk_while_installing_is_named(monkeypatch):
    command = [sys.executable, "-c", "import sys; sys.exit('OSError: [Errno 28] No space left on device')"]
    with pytest.raises(bootstrap.SetupError, match=r"^The disk is full while installing the application"):
        bootstrap.call(command, "installing the application")


def test_any_other_failure_shows_the_end_of_what_was_said():
    command = [sys.executable, "-c", "print('one'); raise SystemExit('two')"]
    with pytest.raises(bootstrap.SetupError) as caught:
        bootstrap.call(command, "trying")
    assert str(caught.value) == "It failed while trying:\none\ntwo"


def test_a_missing_python_is_said_in_one_line(tmp_path, monkeypatch):
    monkeypatch.setattr(bootstrap, "find_python", lambda minors, uv=None: None)
    monkeypatch.setattr(bootstrap, "check_disk", lambda: None)
    monkeypatch.setattr(sys, "argv", ["bootstrap.py", "run"])
    with pytest.raises(SystemExit) as caught:
        bootstrap.main()
    assert str(caught.value).startswith("✗ Python 3.11 is missing: apt-get install python3.11")
    assert "\n" not in str(caught.value)


def test_the_missing_old_python_of_rasa_too(tmp_path, monkeypatch):
    monkeypatch.setattr(bootstrap, "find_python", lambda minors, uv=None: sys.executable if minors[0] == 11 else None)
    monkeypatch.setattr(bootstrap, "check_disk", lambda: None)
    monkeypatch.setattr(bootstrap, "make_app", lambda python: None)
    monkeypatch.setattr(bootstrap, "install", lambda *arguments: None)
    monkeypatch.setattr(bootstrap, "RASA", tmp_path / "none")
    with pytest.raises(bootstrap.SetupError, match=r"^Python 3\.10 is missing \(Rasa needs it\): pyenv install 3\.10"):
        bootstrap.prepare("run")


def test_an_interpreter_that_does_not_start_is_none(tmp_path):
    broken = tmp_path / "python3.10"
    broken.write_text("#!/bin/sh\nexit 127\n")
    broken.chmod(0o755)
    assert bootstrap.version_of(broken) is None
    assert bootstrap.version_of(tmp_path / "nothing") is None
    assert bootstrap.version_of(sys.executable) == sys.version_info[:2]


def test_pyenv_interpreters_are_found_past_the_shims(tmp_path, monkeypatch):
    real = tmp_path / "versions" / "3.10.13" / "bin" / "python3.10"
    real.parent.mkdir(parents=True)
    real.write_text("")
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    assert bootstrap.pyenv_pythons(10) == [real]


@pytest.fixture
def environment(tmp_path):
    (tmp_path / "env" / "bin").mkdir(parents=True)
    (tmp_path / "env" / "bin" / "python").write_text("")
    for name in ("app", "dev"):
        (tmp_path / f"{name}.txt").write_text(f"{name} one")
    return tmp_path / "env"


def test_run_after_test_after_run_installs_nothing_twice(environment, tmp_path):
    small, all_ = (bootstrap.stamps_of([tmp_path / f"{name}.txt" for name in names]) for names in (("app",), ("app", "dev")))
    assert bootstrap.taken_in(environment) == set()
    bootstrap.remember(environment, small)
    assert small <= bootstrap.taken_in(environment) and not all_ <= bootstrap.taken_in(environment)
    bootstrap.remember(environment, all_)
    bootstrap.remember(environment, small)
    assert all_ <= bootstrap.taken_in(environment)


def test_changed_requirements_are_installed_again(environment, tmp_path):
    before = bootstrap.stamps_of([tmp_path / "app.txt"])
    bootstrap.remember(environment, before)
    (tmp_path / "app.txt").write_text("app two")
    after = bootstrap.stamps_of([tmp_path / "app.txt"])
    assert not after <= bootstrap.taken_in(environment)
    bootstrap.remember(environment, after)
    assert after <= bootstrap.taken_in(environment) and not before <= bootstrap.taken_in(environment)


def test_an_environment_without_python_has_taken_in_nothing(environment, tmp_path):
    bootstrap.remember(environment, bootstrap.stamps_of([tmp_path / "app.txt"]))
    (environment / "bin" / "python").unlink()
    assert bootstrap.taken_in(environment) == set()


def test_make_help_names_every_command():
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, env={"PATH": os.environ["PATH"]}).stdout
    for command in ("run", "stop", "test", "check", "train", "bench", "eval-nlu", "load-content", "licences"):
        assert f"\n{command} " in f"\n{shown}", command


def test_requirement_files_carry_no_registry_address():
    for file in (ROOT / "requirements").glob("*.txt"):
        text = file.read_text()
        assert "://" not in text and "index-url" not in text and "find-links" not in text, file.name
        assert "--hash=sha256:" in text, file.name
