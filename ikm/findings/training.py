"""What is said of training."""

from ikm.findings.growth import largest_part
from ikm.metrics import Result
from ikm.sentences import (
    MIN_BASE,
    Rule,
    Slots,
)
from ikm.text import number


def _training_programmes(result: Result, language: str) -> Slots | None:
    rows = result.rows
    exact = int((rows["participants_precision"] == "exact").sum())
    years = rows["start_date"].dt.year
    return {
        "programmes": number(len(rows), language),
        "exact": number(exact, language),
        "first": str(years.min()),
        "last": str(years.max()),
    }


def _training_yearly(result: Result, language: str) -> Slots | None:
    rows = result.rows
    total, women = rows["participants"].sum(), rows["women"].sum()
    if result.masked.to_numpy().any() or total < MIN_BASE:
        return None
    held = rows.loc[rows["events"] > 0, "year"]
    return {
        "events": number(rows["events"].sum(), language),
        "participants": number(total, language),
        "women": number(100 * women / total, language),
        "first": str(held.min()),
        "last": str(held.max()),
    }


def _training_by_branch(result: Result, language: str) -> Slots | None:
    return largest_part(result, "branch", "participants", language)


RULES: dict[str, Rule] = {
    "training_programmes": _training_programmes,
    "training_yearly": _training_yearly,
    "training_by_branch": _training_by_branch,
}
