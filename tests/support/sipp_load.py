"""Debian's sipp, for many calls a second from one process."""

from __future__ import annotations

import asyncio
import csv
import shutil
from dataclasses import dataclass
from pathlib import Path

SCENARIOS = Path(__file__).parent / "sipp"


@dataclass(frozen=True)
class Outcome:
    """How a run ended: `calls` begun, `good` went through the scenario, `failed` did not; `log` is the end of what sipp said."""

    calls: int
    good: int
    failed: int
    log: str


async def run(scenario: str, port: int, folder: Path, *, calls: int, per_second: int = 10, seconds: float = 60) -> Outcome:
    """Run `tests/support/sipp/{scenario}.xml` against 127.0.0.1:`port`."""
    program = shutil.which("sipp")
    if program is None:
        raise AssertionError("sipp is missing: apt-get install sip-tester")
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    statistics = folder / "stat.csv"
    process = await asyncio.create_subprocess_exec(
        program, f"127.0.0.1:{port}", "-sf", str(SCENARIOS / f"{scenario}.xml"), "-i", "127.0.0.1", "-m", str(calls), "-r", str(per_second),
        "-l", str(max(calls, 1)), "-nostdin", "-trace_stat", "-stf", str(statistics), "-fd", "1", "-timeout", f"{seconds:.0f}",
        "-trace_err", "-error_file", str(folder / "errors"),
        cwd=folder, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    output, _ = await asyncio.wait_for(process.communicate(), seconds + 10)
    with statistics.open(newline="") as file:
        last = list(csv.DictReader(file, delimiter=";"))[-1]
    errors = (folder / "errors").read_text(errors="replace") if (folder / "errors").exists() else ""
    good, failed = int(last["SuccessfulCall(C)"]), int(last["FailedCall(C)"])
    return Outcome(int(last["TotalCallCreated"]), good, failed, (output.decode(errors="replace")[-1500:] + errors[-1500:]))
