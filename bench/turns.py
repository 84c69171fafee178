"""Chat turns through the public API against a running house: latency of one user, then the throughput of fifty.

``python -m bench.turns --url http://127.0.0.1:8080``. Time is from sending a message to having its whole answer, over loopback, with the
widget's own calls (POST …/messages with an Idempotency-Key). The load is bounded by `--seconds` and stops by itself.
"""

from __future__ import annotations

import argparse
import asyncio
import time
import uuid
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx

from bench.report import percentile, show

# One citizen's way through the three services: understanding, a form with two slots at once, a digression, a correction, a guide answer.
SCRIPT = (
    "καλημέρα σας",
    "δεν ανάβει ο στύλος στην Ορφέως 12",
    "όχι, Ορφέως 14",
    "άκυρο",
    "ναι",
    "τι χαρτιά θέλει η μόνιμη κατοικία;",
    "πώς μεταφέρω τα εκλογικά μου δικαιώματα εδώ;",
    "μπορείτε να το ξαναπείτε;",
    "ευχαριστώ πολύ",
)


@dataclass
class Tally:
    times: list[float] = field(default_factory=list)
    errors: int = 0


async def start_session(client: httpx.AsyncClient) -> tuple[str, dict[str, str]]:
    answer = await client.post("/api/chat/sessions", json={"language": "el"})
    answer.raise_for_status()
    body = answer.json()
    return body["session_id"], {"Authorization": f"Bearer {body['token']}"}


async def say(client: httpx.AsyncClient, session: str, headers: dict[str, str], text: str, tally: Tally) -> None:
    started = time.perf_counter()
    try:
        answer = await client.post(
            f"/api/chat/sessions/{session}/messages", json={"text": text}, headers={**headers, "Idempotency-Key": str(uuid.uuid4())}
        )
        good = answer.status_code == 200 and bool(answer.json()["messages"])
    except httpx.HTTPError:
        good = False
    if good:
        tally.times.append((time.perf_counter() - started) * 1000)
    else:
        tally.errors += 1


async def citizen(client: httpx.AsyncClient, tally: Tally, until: float) -> None:
    session, headers = await start_session(client)
    turn = 0
    while time.perf_counter() < until:
        await say(client, session, headers, SCRIPT[turn % len(SCRIPT)], tally)
        turn += 1


async def measure(url: str, users: int, seconds: float) -> dict[str, object]:
    if urlsplit(url).hostname not in ("127.0.0.1", "localhost", "::1"):
        raise SystemExit("the load goes to this machine only")
    tally = Tally()
    async with httpx.AsyncClient(base_url=url, timeout=60, limits=httpx.Limits(max_connections=users + 5)) as client:
        started = time.perf_counter()
        await asyncio.gather(*(citizen(client, tally, started + seconds) for _ in range(users)))
        passed = time.perf_counter() - started
    return {
        "sessions": users,
        "messages": len(tally.times),
        "messages/s": len(tally.times) / passed,
        "p50 ms": percentile(tally.times, 0.5),
        "p95 ms": percentile(tally.times, 0.95),
        "errors": tally.errors,
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--url", default="http://127.0.0.1:8080")
    parser.add_argument("--users", type=int, nargs="+", default=[1, 50])
    parser.add_argument("--seconds", type=float, default=30)
    options = parser.parse_args()
    rows = [asyncio.run(measure(options.url, users, options.seconds)) for users in options.users]
    show("chat turns through the web API", rows)


if __name__ == "__main__":
    main()
