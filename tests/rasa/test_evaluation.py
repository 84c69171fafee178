"""Reading test files and counting what is right."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from nlu.evaluation import BadTestFile, Example, Result, measure, read_examples, write_results

SERVICES = {"request_certificate": "certificates", "verify_certificate": "certificates", "report_problem": "problems"}


def test_reads_quoted_and_bare_json(tmp_path: Path) -> None:
    path = tmp_path / "test.tsv"
    path.write_text(
        'text\tintent\tentities\nένα\tgreet\t"[{""entity"": ""area"", ""value"": ""Μέση""}]"\n'
        'δύο\taffirm\t[{"entity": "days", "value": 3}]\nτρία\tdeny\t\nτέσσερα\tdeny\n',
        encoding="utf-8",
    )
    assert [example.entities for example in read_examples(path)] == [[("area", "Μέση")], [("days", "3")], [], []]


def test_the_entities_column_may_be_missing(tmp_path: Path) -> None:
    path = tmp_path / "test.tsv"
    path.write_text("intent\ttext\ngreet\tγεια\n", encoding="utf-8-sig")
    (example,) = read_examples(path)
    assert example == Example("γεια", "greet", None)
    assert measure([Result(example, "greet", 1.0, [("area", "Μέση")], 1.0)], {}).entity_f1 is None


@pytest.mark.parametrize("content", ["", "a\tb\n1\t2\n", "text\tintent\n", "text\tintent\tentities\nα\tβ\t{no json\n", "text\tintent\nα\n"])
def test_bad_files_are_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "bad.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BadTestFile):
        read_examples(path)


def test_numbers() -> None:
    def result(intent: str, predicted: str, truth: list[tuple[str, str]], got: list[tuple[str, str]], ms: float) -> Result:
        return Result(Example("κείμενο", intent, truth), predicted, 0.9, got, ms)

    numbers = measure(
        [
            result("request_certificate", "request_certificate", [("certificate_type", "γάμου")], [("certificate_type", "ΓΑΜΟΥ")], 1),
            result("request_certificate", "verify_certificate", [], [("area", "Μέση")], 2),
            result("report_problem", "nlu_fallback", [("street", "Ορφέως"), ("street", "Ερμού")], [("street", "Ορφέως")], 3),
            result("unheard_of", "report_problem", [], [], 4),
        ],
        SERVICES,
    )
    assert (numbers.intent_accuracy, numbers.service_accuracy) == (0.25, 0.5)
    assert numbers.entity_f1 == pytest.approx(2 * 2 / (2 * 2 + 1 + 1), abs=1e-4)
    assert set(json.loads(numbers.line())) == {"n", "intent_accuracy", "service_accuracy", "entity_f1", "p50_ms", "p95_ms"}


def test_results_keep_order_and_any_text(tmp_path: Path) -> None:
    texts = ['με "εισαγωγικά"', "tab\tκαι\nγραμμή", "απλό"]
    write_results(tmp_path / "out.tsv", [Result(Example(text, "greet", None), "greet", 0.5, [("area", "Μέση")], 1.0) for text in texts])
    with (tmp_path / "out.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert [row["text"] for row in rows] == texts
    assert list(rows[0]) == ["text", "intent", "predicted", "confidence", "entities", "predicted_entities"]
    assert json.loads(rows[0]["predicted_entities"]) == [{"entity": "area", "value": "Μέση"}]
