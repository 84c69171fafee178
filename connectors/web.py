"""Rasa's channel for the web process; all it does is what every channel of this house does."""

from __future__ import annotations

from connectors.door import DoorChannel


class WebChannel(DoorChannel):
    """The channel ``web``: typed text and the widget's buttons."""

    channel = "web"
