# The commands of the house. Each makes what it needs first; `make help` lists them.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BOOT = $(PYTHON) ops/bootstrap.py
TEST ?=
OUT ?=
.DEFAULT_GOAL := help
.PHONY: run stop test test-line coqui check train bench eval-nlu call load-content licences reference requirements setup help

run: ## start everything (environments, database, content, model, processes) and print the addresses
	@exec $(BOOT) run

stop: ## end every process that `make run` started
	@$(BOOT) stop

test: ## unit, integration (SQLite, PostgreSQL), Rasa, end to end in Chromium and whole transactions by real calls
	@$(BOOT) test $(ARGS)

test-line: ## the phone line's tests: real calls by baresip and sipp, Coqui's code, on a machine that does nothing else
	@$(BOOT) test tests/integration/voice tests/unit/voice tests/e2e/phone

check: ## ruff, mypy, import-linter, rasa data validate, docs against code
	@$(BOOT) check

train: ## train the model now, whether or not something changed
	@$(BOOT) train --force

bench: ## measure turns, load, memory, understanding, guide; prints tables and JSON lines
	@$(BOOT) bench $(ARGS)

eval-nlu: ## measure understanding: TEST=file.tsv [OUT=file.tsv] | CV=5 (cross-validation); REPORT=folder for tables and a picture
	@$(BOOT) eval_nlu $(if $(TEST),--test "$(TEST)") $(if $(CV),--cv "$(CV)") $(if $(OUT),--out "$(OUT)") $(if $(REPORT),--report "$(REPORT)")

explain: ## why a sentence is understood as it is: TEXT="…"
	@$(BOOT) explain --text "$(TEXT)"

compare-nlu: ## our pipeline and stock Rasa on the same sentences in one run [TEST=file.tsv]
	@$(BOOT) compare_nlu $(if $(TEST),--test "$(TEST)")

call: ## call the running phone line: WAV=a.wav[,b.wav] | SAY="…|…" [VOICE=el+f2] [KEYS=123#] [TO=sip:…] [OUT=folder]
	@$(BOOT) call $(if $(WAV),--wav "$(WAV)") $(if $(SAY),--say "$(SAY)") $(if $(VOICE),--voice "$(VOICE)") $(if $(KEYS),--keys "$(KEYS)") $(if $(TO),--to "$(TO)") $(if $(OUT),--out "$(OUT)")

eval-speech: ## measure hearing: TEST=folder of WAV + .txt [OUT=file.tsv] [MODEL=folder]
	@$(BOOT) eval_speech $(if $(TEST),--test "$(TEST)") $(if $(OUT),--out "$(OUT)") $(if $(MODEL),--model "$(MODEL)")

voice-model: ## make the Greek telephone model anew [SPEECH=folder of recordings]; an hour and a quarter on two free cores
	@$(BOOT) voice_model $(if $(SPEECH),--speech "$(SPEECH)") $(ARGS)

voice-model-official: ## fetch vosk-model-el-gr-0.7 (1.1 GB) [URL=…] [SHA256=…]
	@$(BOOT) voice_model --official $(if $(URL),--url "$(URL)") $(if $(SHA256),--sha256 "$(SHA256)")

load-content: ## load content into the database; SAMPLE=0 leaves the made-up demo citizens out
	@$(BOOT) load_content $(if $(SAMPLE),--sample $(SAMPLE))

licences: ## the licences of everything that is used
	@$(BOOT) licences

coqui: ## the optional Coqui voice: VOICE=folder, or URL=… SHA256=…
	@$(BOOT) coqui $(if $(VOICE),--voice "$(VOICE)") $(if $(URL),--url "$(URL)") $(if $(SHA256),--sha256 "$(SHA256)")

reference: ## write docs/reference.md and docs/settings.md from the code
	@$(BOOT) reference

requirements: ## compile requirements/*.in to hashed *.txt, without registry addresses
	@$(BOOT) requirements

setup: ## only make the environments
	@$(BOOT) setup

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 22
