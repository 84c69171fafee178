"""Starts the Rasa server as this house wants it: ``python -m connectors.server --model FILE --port N``.

The stock command line would take the server's token as an argument, where every user of the machine can read it; here it
comes from the environment (``KOMOTINI_RASA_SECRET``). The same secret opens our channels.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", required=True)
    parser.add_argument("--port", type=int, default=5005)
    parser.add_argument("--interface", default="127.0.0.1")
    parser.add_argument("--endpoints", default="endpoints.yml")
    parser.add_argument("--credentials", default="credentials.yml")
    return parser.parse_args()


def keep_citizens_out_of_the_log() -> None:
    """Silence what is below INFO: Rasa's debug events hold every message, entity and slot.

    Rasa's own command line sets up structlog; a program that starts the server without it gets structlog's default, which prints
    everything. The level is decided when a logger is made, so a debug event costs nothing but a call.
    """
    import structlog

    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.KeyValueRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=True,
    )


def main() -> None:
    options = arguments()
    secret = os.environ.get("KOMOTINI_RASA_SECRET", "")
    if len(secret) < 16:
        sys.exit("KOMOTINI_RASA_SECRET is missing or too short (16 characters at least)")
    # Imported late: a wrong argument is told at once, not after TensorFlow has been loaded.
    from rasa.core.run import serve_application
    from rasa.core.utils import AvailableEndpoints
    from rasa.utils.common import configure_logging_and_warnings

    configure_logging_and_warnings(log_level=logging.INFO, warn_only_once=True, filter_repeated_logs=True)
    keep_citizens_out_of_the_log()
    serve_application(
        model_path=options.model,
        interface=options.interface,
        port=options.port,
        credentials=options.credentials,
        endpoints=AvailableEndpoints.read_endpoints(options.endpoints),
        auth_token=secret,
        enable_api=True,
    )


if __name__ == "__main__":
    main()
