"""The docs say what the code does: generated pages are current, links lead somewhere, nothing is left without a word."""

import json
import re
import subprocess
import sys

import pytest

from ops.line import OF_THE_MODEL
from ops.paths import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


@pytest.fixture(scope="module")
def generated():
    # In a process of its own: it clears the settings of the environment and builds a web application.
    code = "import json\nfrom ops.reference import pages\nprint(json.dumps({p.name: t for p, t in pages().items()}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("name", ["reference.md", "settings.md"])
def test_generated_pages_are_current(generated, name):
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == generated[name], "run `make reference`"


def test_nothing_is_left_without_a_word(generated):
    for line in generated["reference.md"].splitlines() + generated["settings.md"].splitlines():
        if line.startswith("| ") and "| variable |" not in line and not line.startswith("|  | path"):
            last = line.strip(" |").rsplit(" | ", 1)
            assert len(last) == 2 and last[1].strip(), line


def test_settings_of_one_command_are_in_the_table_too(generated):
    assert OF_THE_MODEL and all(f"`{name}`" in generated["settings.md"] for name in OF_THE_MODEL)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_and_pictures_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_every_make_command_in_the_docs_exists():
    known = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
    for page in PAGES:
        for command in re.findall(r"`make ([a-z-]+)", page.read_text(encoding="utf-8")):
            assert command in known, f"{page.name}: make {command}"


def test_the_docs_speak_of_no_machine_and_no_registry():
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        assert not re.search(r"/(root|work|home)/\w|pypi\.org|npmjs\.(com|org)|deb\.debian\.org", text), page.name
