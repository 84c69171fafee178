"""When the model is trained again, and when not."""

import pytest

from ops import training


@pytest.fixture
def sources(tmp_path, monkeypatch):
    monkeypatch.setattr(training, "ROOT", tmp_path)
    (tmp_path / "nlu" / "components").mkdir(parents=True)
    (tmp_path / "config.yml").write_text("language: el")
    (tmp_path / "nlu" / "guide.yml").write_text("nlu: []")
    (tmp_path / "nlu" / "components" / "tokenizer.py").write_text("x = 1")
    return tmp_path


@pytest.mark.parametrize("changed", ["config.yml", "nlu/guide.yml", "nlu/components/tokenizer.py"])
def test_any_source_changes_the_fingerprint(sources, changed):
    before = training.fingerprint()
    (sources / changed).write_text("something else")
    assert training.fingerprint() != before


def test_other_files_do_not(sources):
    before = training.fingerprint()
    (sources / "README.md").write_text("hello")
    assert training.fingerprint() == before


def test_the_stages_of_rasas_log_are_recognised():
    assert (
        training.stage_of("INFO  rasa.engine.training.hooks  - Starting to train component 'HybridIntentClassifier'.")
        == "HybridIntentClassifier"
    )
    assert training.stage_of("anything else") is None
