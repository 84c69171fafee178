"""What the phone line sends, as pydantic models."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, Field

Short = Annotated[str, Field(max_length=200)]
Confidence = Annotated[float, Field(ge=0, le=1.0001)]
Count = Annotated[int, Field(ge=0, le=1_000_000)]


class ModelBody(BaseModel):
    """`wer` in per cent."""

    name: Short
    wer: float | None = None
    sentence: Annotated[str, Field(max_length=1000)] = ""


class StatusBody(BaseModel):
    address: Short
    mode: Literal["speech", "keys"]
    model: ModelBody | None = None
    voice: Short = ""
    limit: Count
    calls: Count


class CallBody(BaseModel):
    line_id: Annotated[str, Field(min_length=1, max_length=200)]
    caller: str | None = ""
    called: str | None = ""
    started_at: AwareDatetime
    recogniser: str | None = ""
    voice: str | None = ""


class WordBody(BaseModel):
    word: Short
    start: float | None = None
    end: float | None = None
    confidence: Confidence | None = None


class TurnBody(BaseModel):
    seq: Count
    heard: Annotated[str, Field(max_length=4000)] | None = None
    words: Annotated[list[WordBody], Field(max_length=1000)] = []
    confidence: Confidence | None = None
    by: Literal["voice", "keys", "silence", "start"]
    understanding: dict[str, Any] | None = None
    said: Annotated[list[Annotated[str, Field(max_length=4000)]], Field(max_length=50)] = []
    barge_in: bool = False
    timings: dict[str, float | None] = {}
    at: AwareDatetime


class EndBody(BaseModel):
    how: Annotated[str, Field(max_length=40)]
    ended_at: AwareDatetime


class ResumeBody(BaseModel):
    code: Annotated[str, Field(max_length=40)]


class CallbackBody(BaseModel):
    call_id: Annotated[str, Field(max_length=40)] | None = None
    phone: Annotated[str, Field(max_length=200)] | None = None
    reason: Annotated[str, Field(max_length=4000)] = ""
    key: Annotated[str, Field(min_length=1, max_length=200)]


class ConsentBody(BaseModel):
    given: bool
