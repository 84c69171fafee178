"""The action server: ``python -m actions --port 5055``. Listens on loopback only, in one process."""

from __future__ import annotations

import argparse
import importlib
import logging
import os
import pkgutil
from typing import Any

from rasa_sdk import Action
from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.utils import all_subclasses

import actions
from actions.forms import ServiceForm


class Executor(ActionExecutor):  # type: ignore[misc]
    """The SDK's executor without its demand for a domain: Rasa sends none (selective domain), and no action here reads it."""

    def update_and_return_domain(self, payload: dict[str, Any], action_name: str) -> dict[str, Any]:
        return {}


def make_executor() -> ActionExecutor:
    """An executor with every action of this package."""
    for module in pkgutil.iter_modules(actions.__path__, "actions."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    executor = Executor()
    for action in all_subclasses(Action):
        if action.__module__.startswith("actions.") and action is not ServiceForm:
            executor.register_action(action)
    return executor


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default=os.environ.get("SANIC_HOST", "127.0.0.1"))
    parser.add_argument("--port", type=int, default=5055)
    parser.add_argument("--log-level", default="INFO")
    arguments = parser.parse_args()
    logging.basicConfig(level=arguments.log_level.upper(), format="%(asctime)s %(levelname)s %(name)s %(message)s")
    app = create_app(make_executor(), cors_origins=None)
    app.run(host=arguments.host, port=arguments.port, single_process=True, access_log=False, motd=False)


if __name__ == "__main__":
    main()
