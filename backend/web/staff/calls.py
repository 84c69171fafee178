"""Telephone calls: the list with the state of the line, one call, its recording."""

from __future__ import annotations

from sanic import Blueprint, HTTPResponse, Request

from backend.services import call_list, call_recordings, line_status
from backend.services.call_list import CallFilter
from backend.services.call_views import LOW_CONFIDENCE, how_label
from backend.services.staff import StaffSessionView
from backend.web.bodies import path_text
from backend.web.ranges import ranged
from backend.web.staff import filters, pages, words
from backend.web.staff.access import shows
from backend.web.work import in_view, in_work

blueprint = Blueprint("staff_calls")
FIELDS = ("caller", "how", "unsure", "since", "until")
BY_WORDS = {"voice": "με τη φωνή", "keys": "με τα πλήκτρα", "silence": "σιωπή", "start": "αρχή της κλήσης"}
TIMES = (
    ("speech_ms", "Ομιλία"),
    ("wait_ms", "Αναμονή"),
    ("recogniser_ms", "Αναγνώριση"),
    ("dialogue_ms", "Διάλογος"),
    ("first_sound_ms", "Ως τον πρώτο ήχο"),
)


@shows(blueprint, "/calls", "calls")
async def show_list(request: Request, session: StaffSessionView) -> HTTPResponse:
    """The calls, filtered and in pages, and how the line is doing."""
    values = filters.given(request, FIELDS)
    wanted = CallFilter(
        caller=values["caller"],
        how=values["how"],
        unsure_only=values["unsure"] == "1",
        since=filters.day_start(values["since"]),
        until=filters.day_start(values["until"], after=True),
        page=filters.page_number(request),
    )
    found = await in_view(request, call_list.list_calls, session.user, wanted)
    return pages.page(
        request,
        session,
        "calls",
        found=found,
        line=await in_view(request, line_status.line),
        values=values,
        hows={how: how_label(how, True) for how in found.hows},
        duration=words.duration,
        since_words=words.seconds,
        narrowed=any(values.values()),
        warning=filters.wrong_day(values["since"], values["until"]),
        to=filters.address("/staff/calls", values),
    )


@shows(blueprint, "/calls/<call_id:str>", "call")
async def show_call(request: Request, session: StaffSessionView, call_id: str) -> HTTPResponse:
    """One call: what was heard and how surely, what was said, how long it took."""
    call = await in_work(request, call_list.look, session.user, path_text(call_id))
    return pages.page(
        request, session, "call", call=call, low=LOW_CONFIDENCE, by_words=BY_WORDS, times=TIMES, duration=words.duration,
        intents=words.INTENTS, can_ring=words.can_ring,
    )  # fmt: skip


@shows(blueprint, "/calls/<call_id:str>/audio.wav", "call_audio")
async def audio(request: Request, session: StaffSessionView, call_id: str) -> HTTPResponse:
    """The recording of a call, where the caller agreed to it."""
    sound = await in_work(request, call_recordings.play, session.user, path_text(call_id))
    headers = {"cache-control": "private, no-store", "content-security-policy": "default-src 'none'; media-src 'self'; sandbox"}
    return ranged(sound, request.headers.get("range"), content_type="audio/wav", headers=headers)
