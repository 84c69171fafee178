"""Numbers for Prometheus, one registry per application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from sanic import Blueprint, HTTPResponse, Request

from backend.services import backlog
from backend.web.parts import parts
from backend.web.work import in_view

if TYPE_CHECKING:
    from backend.web.hub import Hub

BUCKETS = (0.02, 0.05, 0.08, 0.12, 0.2, 0.3, 0.5, 1, 2, 5, 10, 20)
blueprint = Blueprint("metrics")


class Metrics:
    """Counters of this process."""

    def __init__(self, hub: Hub) -> None:
        self.registry = CollectorRegistry()
        self._turns = Counter("komotini_turns_total", "Chat turns by outcome", ["outcome"], registry=self.registry)
        self._turn_seconds = Histogram(
            "komotini_turn_seconds", "Seconds from a message's arrival to its stored answer", buckets=BUCKETS, registry=self.registry
        )
        self._requests = Counter("komotini_http_requests_total", "HTTP requests", ["route", "method", "status"], registry=self.registry)
        self._seconds = Histogram(
            "komotini_http_request_seconds", "Seconds per HTTP request", ["route"], buckets=BUCKETS, registry=self.registry
        )
        self._errors = Counter("komotini_errors_total", "Unforeseen errors (status 500)", registry=self.registry)
        self.outbox = Gauge("komotini_outbox_backlog", "Outgoing messages not yet sent", registry=self.registry)
        self.outbox_failed = Gauge("komotini_outbox_given_up", "Outgoing messages given up", registry=self.registry)
        self.erasures = Gauge("komotini_erasures_waiting", "Deleted conversations that Rasa still has to erase", registry=self.registry)
        streams = Gauge("komotini_open_streams", "Open WebSocket streams", registry=self.registry)
        streams.set_function(lambda: len(hub))
        for outcome in ("answered", "replayed", "unavailable"):
            self._turns.labels(outcome)

    def turn(self, outcome: str, seconds: float | None = None) -> None:
        """Count a turn: answered (with its time), replayed, unavailable."""
        self._turns.labels(outcome).inc()
        if seconds is not None:
            self._turn_seconds.observe(seconds)

    def request(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count a request by the route's pattern, never by its address: that may hold a token or a code."""
        self._requests.labels(route, method, str(status)).inc()
        self._seconds.labels(route).observe(seconds)
        if status == 500:
            self._errors.inc()


@blueprint.get("/metrics", name="show")
async def show(request: Request) -> HTTPResponse:
    """Counts and times in the Prometheus text format."""
    own = parts(request).metrics
    waiting = await in_view(request, backlog.count)
    own.outbox.set(waiting.outbox)
    own.outbox_failed.set(waiting.outbox_given_up)
    own.erasures.set(waiting.erasures)
    return HTTPResponse(generate_latest(own.registry), content_type=CONTENT_TYPE_LATEST)
