"""``make reference``: docs/reference.md and docs/settings.md, written from the code itself. A test compares them with the code."""

from __future__ import annotations

import functools
import inspect
import os
import re
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import yaml

from ops.paths import ROOT

NOTE = "<!-- Written by `make reference`; a test fails when it is out of date. -->\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; bars inside a cell are escaped."""
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    for row in rows:
        lines.append(f"| {' | '.join(cell.replace('|', chr(92) + '|').replace(chr(10), ' ') for cell in row)} |")
    return "\n".join(lines) + "\n"


def first_sentence(text: str | None) -> str:
    """The first sentence of a docstring, on one line."""
    flat = " ".join((text or "").split("\n\n")[0].split())
    return re.split(r"(?<=[.:]) ", flat)[0].rstrip(".:")


def commands() -> list[tuple[str, str]]:
    """(make command, what it does), from the Makefile."""
    return re.findall(r"^([a-z-]+):.*?## (.*)$", (ROOT / "Makefile").read_text(), re.M)


MODEL_SETTINGS = {
    "KOMOTINI_VOICE_MODEL_URL": "where `make voice-model-official` fetches the model; empty: from its publisher (environment only)",
    "KOMOTINI_VOICE_MODEL_SHA256": "the SHA-256 that the fetched archive must have; empty: see voice-model.md (environment only)",
}
"""Read by one command alone, so no fields of the settings."""


def settings_table() -> list[tuple[str, str, str]]:
    """(variable, default, meaning) of every setting. Paths are told relative to the project."""
    from backend.settings import Settings
    from voice.settings import VoiceSettings

    rows = []
    for settings, prefix in ((Settings, "KOMOTINI_"), (VoiceSettings, "KOMOTINI_VOICE_")):
        for name, field in settings.model_fields.items():
            default = field.default
            if hasattr(default, "get_secret_value"):
                default = "made on the first start" if name in ("secret_key", "rasa_secret") else ""
            shown = str(default).replace(f"{ROOT}/", "")
            rows.append((f"`{prefix}{name.upper()}`", f"`{shown}`" if shown else "", field.description or ""))
    rows += [(f"`{name}`", "", meaning) for name, meaning in MODEL_SETTINGS.items()]
    return list({row[0]: row for row in rows}.values())


def domain() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    return loaded


def intents() -> list[tuple[str, str, str]]:
    """(intent, service, a training sentence) in the order of the domain."""
    examples: dict[str, tuple[str, str]] = {}
    for path in sorted((ROOT / "nlu").glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8")).get("nlu", []):
            if "intent" in block:
                first = block["examples"].splitlines()[0].removeprefix("- ")
                plain = re.sub(r"\[([^\]]+)\](?:\{[^}]*\}|\([^)]*\))", r"\1", first)
                examples.setdefault(block["intent"], (path.stem, plain))
    names = [next(iter(item)) if isinstance(item, dict) else item for item in domain()["intents"]]
    return [(f"`{name}`", *examples.get(name, ("", ""))) for name in names]


def actions() -> list[tuple[str, str]]:
    """(action, what it does) of every custom action."""
    from actions.__main__ import make_executor

    rows = []
    for name, run in sorted(make_executor().actions.items()):
        owner = getattr(run, "__self__", None)
        rows.append((f"`{name}`", first_sentence(inspect.getdoc(type(owner)) if owner is not None else run.__doc__)))
    return rows


def web_application() -> Any:
    """The web application without its database ever being opened."""
    from backend.database import Database
    from backend.settings import Settings
    from backend.web.app import create_app

    settings = Settings(data_dir=Path(tempfile.gettempdir()), secret_key="x" * 40, rasa_secret="x" * 40)  # type: ignore[arg-type]
    return create_app(settings, Database(settings), background=False)


def endpoints(app: Any) -> list[tuple[str, str, str]]:
    """(methods, path, what it is) of every route."""
    rows = []
    for route in app.router.routes:
        path = "/" + re.sub(r"<(\w+)(:[^>]*)?>", r"{\1}", route.path)
        methods = " ".join(sorted(method for method in route.methods if method not in ("HEAD", "OPTIONS"))) or "WS"
        rows.append((methods, f"`{path}`", first_sentence(_doc(route.handler)) or _words(route.name)))
    return sorted(set(rows), key=lambda row: (row[1], row[0]))


def _doc(handler: Any) -> str | None:
    """The docstring of the function itself, also when it comes wrapped in functools.partial (a WebSocket's does)."""
    while isinstance(handler, functools.partial):
        handler = handler.func if not handler.args or not callable(handler.args[0]) else handler.args[0]
    return inspect.getdoc(handler)


def _words(name: str) -> str:
    return " ".join(name.split(".")[1:]).replace("_", " ")


def metrics(app: Any) -> list[tuple[str, str]]:
    """(metric, meaning) of everything at /metrics."""
    return sorted((f"`{family.name}`", family.documentation) for family in app.ctx.parts.metrics.registry.collect())


def reference() -> str:
    """The text of docs/reference.md."""
    app = web_application()
    loaded = domain()
    forms = [(f"`{name}`", ", ".join(f"`{slot}`" for slot in form.get("required_slots", []))) for name, form in loaded["forms"].items()]
    entities = ", ".join(f"`{next(iter(item)) if isinstance(item, dict) else item}`" for item in loaded["entities"])
    parts = [
        "# Reference\n", NOTE,
        "## Commands\n", table(("command", "does"), [(f"`make {name}`", text) for name, text in commands()]),
        "## Settings\n\nThey have [a page of their own](settings.md).\n",
        "## Intents\n", table(("intent", "service", "for instance"), intents()),
        "## Entities\n", f"{entities}.\n",
        "## Forms and their slots\n", table(("form", "slots, in the order in which they are asked for"), forms),
        "## Actions\n", table(("action", "does"), actions()),
        "## Endpoints\n\n`/docs` of a running house describes the public ones in full (OpenAPI).\n",
        table(("", "path", "what it is"), endpoints(app)),
        "## Metrics\n", table(("metric", "meaning"), metrics(app)),
    ]  # fmt: skip
    return "\n".join(parts)


def settings_page() -> str:
    """The text of docs/settings.md."""
    intro = (
        "Each is an environment variable or a line of `var/settings.env`, which the first `make run` makes (with fresh secrets,\n"
        "readable by its owner only). `KOMOTINI_SETTINGS_FILE` names another file. An unknown `KOMOTINI_…` variable is refused at start.\n"
    )
    return "\n".join(["# Settings\n", NOTE, intro, table(("variable", "default", "meaning"), settings_table())])


def pages() -> dict[Path, str]:
    """Each generated page and what should stand in it."""
    for name in [name for name in os.environ if name.startswith("KOMOTINI_")]:
        del os.environ[name]  # the defaults are documented, not what this shell happens to hold
    return {ROOT / "docs" / "reference.md": reference(), ROOT / "docs" / "settings.md": settings_page()}


def main() -> None:
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
