# The commands of the README. Everything runs in .venv, made from requirements.txt with any Python from 3.11 on.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test bench shots

run: .venv/ready
	$(BIN)/python -m etl
	$(BIN)/streamlit run dashboard.py

test: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n 3

bench: .venv/ready
	$(BIN)/python -m tests.bench

shots: .venv/ready
	$(BIN)/python -m tests.browser.shots

.venv/ready: requirements.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes -r requirements.txt
	touch .venv/ready
