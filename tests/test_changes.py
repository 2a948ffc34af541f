"""What a new version changes: cells that differ, are new, or are gone."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from ikm import changes, metrics, store
from ikm.changes import Change
from ikm.metrics import Result


def other(result: Result, **columns: list[float | None]) -> Result:
    rows = result.rows.copy()
    for column, values in columns.items():
        rows[column] = pd.Series(values, dtype=float)
    return replace(result, rows=rows)


@pytest.fixture
def active(tiny: Path) -> Result:  # noqa: ARG001  # the city is its current database
    return metrics.run("businesses_yearly")


def test_nothing_changes_between_a_version_and_itself(tiny: Path) -> None:
    version = str(store.current_version())
    assert changes.between(tiny, version, tiny, version) == []


def test_a_revised_value_is_found_with_both_its_values(active: Result) -> None:
    revised = other(active, businesses_active=[9, 10, 12, 11, 10])
    assert changes.compare(active, revised) == [Change("businesses_yearly", 2020, "businesses_active", 10, 12)]


def test_a_new_year_and_a_lost_value_are_changes(active: Result) -> None:
    shorter = replace(active, rows=active.rows.iloc[:4])
    assert [(each.key, each.before, each.after) for each in changes.compare(shorter, active)] == [
        (2022, None, 13),
        (2022, None, 10),
    ]
    lost = other(active, businesses_active=[9, None, 10, 11, 10])
    assert changes.compare(active, lost) == [Change("businesses_yearly", 2019, "businesses_active", 10, None)]


def test_another_city_changes_its_own_figures_and_no_published_one(tiny: Path, sample_home: Path) -> None:
    found = changes.between(tiny, store.versions(tiny)[-1], sample_home, store.versions(sample_home)[-1])
    touched = {each.metric for each in found}
    assert "businesses_yearly" in touched
    assert not touched & {"province_register", "imk_growth", "nominal_and_real_1998", "training_programmes"}


def test_a_row_with_several_keys_is_matched_by_all_of_them(tiny: Path) -> None:  # noqa: ARG001
    result = metrics.run("survival_by_cohort")
    revised = other(result, at_risk=[None, None, None, 4])
    assert changes.compare(result, revised) == [Change("survival_by_cohort", ("covid", 1), "at_risk", 3, 4)]
