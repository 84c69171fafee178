"""The server's log never holds what a citizen wrote."""

import structlog

from connectors.server import keep_citizens_out_of_the_log


def test_debug_events_are_not_printed_and_warnings_are(capsys):
    before = structlog.get_config()
    try:
        keep_citizens_out_of_the_log()
        logger = structlog.get_logger()
        logger.debug("processor.message.parse", parse_data_text="με λένε Μαρία")
        logger.warning("processor.slow")
    finally:
        structlog.configure(**before)
    printed = capsys.readouterr().out
    assert "Μαρία" not in printed
    assert "processor.slow" in printed
