"""From a bare Python to both environments. Standard library only, since nothing is installed yet.

``python ops/bootstrap.py COMMAND [ARGS…]`` makes sure that ``.venv`` (Python 3.11+) and, where the command needs it, ``.venv-rasa``
(Python 3.10) hold what ``requirements/*.txt`` say, and then runs ``python -m ops.COMMAND`` in ``.venv``. Each environment
remembers which requirement files it has taken in, so a second start costs nothing, whichever command comes in between.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APP = ROOT / ".venv"
RASA = ROOT / ".venv-rasa"
NEEDED_GB = 6.0  # both environments, a model, the database; measured 4.1
NEEDS_RASA = {"run", "test", "train", "bench", "check", "eval_nlu", "explain", "compare_nlu", "setup"}
NEEDS_DEV = {"eval_speech", "voice_model", "coqui", "test", "bench", "check", "licences", "setup", "call"}


class SetupError(Exception):
    """Something only the operator can mend; the text says what to do."""


def say(text):
    # On the error channel: what a command prints on its output (eval-nlu's one line) stays alone there.
    print(text, file=sys.stderr, flush=True)


def version_of(python):
    """`(major, minor)` of an interpreter, or None where it doesn't start."""
    try:
        code = "import sys; print(sys.version_info[0], sys.version_info[1])"
        out = subprocess.run([str(python), "-c", code], capture_output=True, text=True, timeout=30, cwd="/")
        return tuple(int(part) for part in out.stdout.split()) if out.returncode == 0 else None
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None


def pyenv_pythons(minor):
    """Interpreters that pyenv has built, newest first; its shims are passed over, since they follow .python-version files."""
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    return sorted(root.glob(f"versions/3.{minor}.*/bin/python3.{minor}"), reverse=True)


def find_python(minors, uv=None):
    """Path of the first interpreter of the wanted minor versions; None where there is none."""
    for minor in minors:
        candidates = [sys.executable, *pyenv_pythons(minor), shutil.which(f"python3.{minor}")]
        for candidate in candidates:
            if candidate and version_of(candidate) == (3, minor):
                return str(candidate)
    if uv:
        for minor in minors:
            for call in (["python", "find", f"3.{minor}"], ["python", "install", f"3.{minor}"], ["python", "find", f"3.{minor}"]):
                out = subprocess.run([str(uv), *call], capture_output=True, text=True, cwd="/")
                found = out.stdout.strip()
                if call[1] == "find" and out.returncode == 0 and version_of(found) == (3, minor):
                    return found
    return None


def check_disk():
    free = shutil.disk_usage(ROOT).free / 1e9
    if free < NEEDED_GB and not (APP.exists() and RASA.exists()):
        raise SetupError(f"The disk of {ROOT} has {free:.1f} GB free; {NEEDED_GB:.0f} GB are needed. Free some space and run this again.")


def stamps_of(files):
    """A line for each requirement file: its name and what it says, as a hash."""
    return {f"{file.stem} {hashlib.sha256(file.read_bytes()).hexdigest()}" for file in files}


def taken_in(env):
    """The stamps of the files that `env` was brought up to; none where it has no Python."""
    mark = env / ".requirements"
    return set(mark.read_text().splitlines()) if mark.exists() and (env / "bin" / "python").exists() else set()


def remember(env, stamps):
    """Note `stamps`; another version of the same file is forgotten, other files stay noted."""
    names = {stamp.split(" ")[0] for stamp in stamps}
    kept = {stamp for stamp in taken_in(env) if stamp.split(" ")[0] not in names}
    (env / ".requirements").write_text("\n".join(sorted(kept | stamps)) + "\n")


def call(command, what):
    """Run a command quietly; on failure show the end of what it said."""
    out = subprocess.run([str(part) for part in command], capture_output=True, text=True, cwd=ROOT)
    if out.returncode != 0:
        tail = "\n".join((out.stdout + out.stderr).strip().splitlines()[-15:])
        if "No space left on device" in tail:
            raise SetupError(f"The disk is full while {what}. Free some space and run this again.")
        raise SetupError(f"It failed while {what}:\n{tail}")


def make_app(python):
    """The small start: an environment with uv and rich, so that the rest can show its progress."""
    if version_of(APP / "bin" / "python") is None:
        say("[1/3] creating .venv …")
        shutil.rmtree(APP, ignore_errors=True)
        probe = subprocess.run([python, "-c", "import ensurepip, venv"], capture_output=True)
        if probe.returncode != 0:
            raise SetupError("This Python can't make environments: apt-get install python3-venv, then run this again.")
        call([python, "-m", "venv", APP], "creating .venv")
    if not (APP / "bin" / "uv").exists():
        pip = [APP / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        call(
            [*pip, "--require-hashes", "-r", ROOT / "requirements" / "tools.txt"],
            "installing uv and rich (is the package registry reachable?)",
        )


def install(env, names, label):
    """Bring `env` to exactly what the requirement files say, with hashes checked."""
    paths = [ROOT / "requirements" / f"{name}.txt" for name in names]
    stamps = stamps_of(paths)
    # A -nodeps file goes in by itself and without what its packages ask for.
    alone = [path for path in paths if path.stem.endswith("-nodeps")]
    files = [path for path in paths if path not in alone]
    if stamps <= taken_in(env):
        return
    started = time.monotonic()
    command = [APP / "bin" / "uv", "pip", "install", "--python", env / "bin" / "python", "--require-hashes"]
    for file in files:
        command += ["-r", file]
    with progress(f"{label}: installing packages"):
        try:
            call(command, f"installing {label}")
        except SetupError as error:
            if "disk is full" in str(error):
                raise
            # uv reads no pip settings: a house whose registry is a mirror is reached through pip alone.
            pip = [env / "bin" / "python", "-m", "pip", "install", "--quiet", "--require-hashes"]
            call([*pip, *(part for file in files for part in ("-r", file))], f"installing {label}")
        for file in alone:
            call([*command[: -2 * len(files)], "--no-deps", "-r", file], f"installing {label}")
    remember(env, stamps)
    say(f"  {label} ready ({time.monotonic() - started:.0f} s)")


class progress:
    """A spinner with the time passed, by rich in `.venv`, in a process of its own; plain lines where there is no terminal."""

    def __init__(self, text):
        self.text = text
        self.process = None

    def __enter__(self):
        code = (
            "import sys, rich.progress as p, rich.console as c\n"
            "columns = p.SpinnerColumn(), p.TextColumn('{task.description}'), p.TimeElapsedColumn()\n"
            "with p.Progress(*columns, transient=True, console=c.Console(stderr=True)) as bar:\n"
            "  bar.add_task(sys.argv[1],total=None); sys.stdin.read()\n"
        )
        if sys.stderr.isatty():
            self.process = subprocess.Popen([APP / "bin" / "python", "-c", code, self.text], stdin=subprocess.PIPE)
        else:
            say(f"  {self.text} …")
        return self

    def __exit__(self, *_):
        if self.process:
            self.process.stdin.close()
            self.process.wait()


def prepare(command):
    check_disk()
    app_python = find_python([11, 12, 13])
    if app_python is None:
        raise SetupError("Python 3.11 is missing: apt-get install python3.11 python3.11-venv (or pyenv install 3.11), then run this again.")
    make_app(app_python)
    install(
        APP,
        ["tools", "app", "voice", *(["dev"] if command in NEEDS_DEV else []), "voice-nodeps"],
        "application environment (.venv)",
    )
    if command in NEEDS_RASA:
        if version_of(RASA / "bin" / "python") != (3, 10):
            rasa_python = find_python([10], APP / "bin" / "uv")
            if rasa_python is None:
                raise SetupError(
                    "Python 3.10 is missing (Rasa needs it): pyenv install 3.10, or uv python install 3.10, then run this again."
                )
            shutil.rmtree(RASA, ignore_errors=True)
            # --seed: pip is there too, for the way around uv.
            call([APP / "bin" / "uv", "venv", "--seed", "--python", rasa_python, RASA], "creating .venv-rasa")
        install(RASA, ["rasa", "rasa-dev"] if command in NEEDS_DEV else ["rasa"], "Rasa environment (.venv-rasa)")


def main():
    command, arguments = (sys.argv[1:2] or ["run"])[0], sys.argv[2:]
    try:
        prepare(command)
    except SetupError as error:
        sys.exit(f"✗ {error}")
    except KeyboardInterrupt:
        sys.exit("✗ stopped")
    except OSError as error:
        sys.exit(f"✗ {error.strerror or error}: {error.filename or ROOT}")
    if command == "setup":
        return
    python = str(APP / "bin" / "python")
    os.chdir(ROOT)
    os.execv(python, [python, "-m", f"ops.{command}", *arguments])  # noqa: S606


if __name__ == "__main__":
    main()
