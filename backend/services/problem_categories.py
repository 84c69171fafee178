"""The categories of problems, from `content/problem_categories.yml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from backend.errors import InvalidInput
from backend.services import content


@dataclass(frozen=True)
class Attribute:
    """A question that Open311 asks for a category. `datatype`: string, number, singlevaluelist… as GeoReport v2 names them.

    `values`: (key, Greek name) of a list, else empty.
    """

    code: str
    label: str
    datatype: str
    required: bool = False
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ProblemCategory:
    """`code` is the ASCII key (also Open311's service_code); `value` what the dialogue calls it."""

    code: str
    value: str
    label: str
    label_en: str
    description: str
    department: str
    keywords: tuple[str, ...]
    attributes: tuple[Attribute, ...] = ()
    expected_days: int | None = None

    def attribute_label(self, code: str) -> str:
        return next((attribute.label for attribute in self.attributes if attribute.code == code), code)


@lru_cache
def categories() -> Mapping[str, ProblemCategory]:
    """All categories by code, in the order of the file."""
    return {row["code"]: _category(row) for row in content.read("problem_categories")["categories"]}


def category_of(code_or_value: str) -> ProblemCategory:
    """By code (`lighting`) or by value (`φωτισμός`). Raises `InvalidInput`."""
    known = categories()
    found = known.get(code_or_value) or next((one for one in known.values() if one.value == code_or_value), None)
    if found is None:
        raise InvalidInput("Δεν υπάρχει τέτοια κατηγορία προβλήματος.", field="category")
    return found


def _category(row: dict[str, object]) -> ProblemCategory:
    values = {**row, "keywords": tuple(row.get("keywords") or ()), "attributes": tuple(map(_attribute, row.get("attributes") or ()))}  # type: ignore[arg-type, call-overload]
    return ProblemCategory(**values)  # type: ignore[arg-type]


def _attribute(row: dict[str, object]) -> Attribute:
    values = row.get("values") or {}
    assert isinstance(values, dict)
    return Attribute(**{**row, "values": tuple(values.items())})  # type: ignore[arg-type]
