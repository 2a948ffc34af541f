"""What is said of training. An outcome is an association below level A, and nothing where its interval spans zero."""

import pandas as pd

from ikm import ledger, methods, metrics
from ikm.derive import MIN_BASE
from ikm.findings.growth import largest_part
from ikm.metrics import Result
from ikm.selection import Selection
from ikm.sentences import Rule, Slots, in_sentence
from ikm.text import join, missing, number, percent, say
from ikm.training import BEHAVIOUR, changed, in_unit, longest, primary_measure, primary_rows, verdict

BEFORE_TRAINING = 0


def _training_programmes(result: Result, language: str) -> Slots | None:
    rows = result.rows
    exact = int((rows["participants_precision"] == "exact").sum())
    years = rows["start_date"].dt.year
    followed, invented = _followed(result.version)
    events = events_measured(result.version)
    told, count = "some" if events else "none", number(events, language)
    return {
        "programmes": number(len(rows), language),
        "exact": number(exact, language),
        "first": str(years.min()),
        "last": str(years.max()),
        "outcomes": say(f"outcomes.{told}", language, events=count),
        "measured": say(f"outcomes.{told}_measured", language, events=count),
        "invented": say("outcomes.invented", language, events=number(followed, language))
        if invented and followed
        else "",
    }


def events_measured(version: str) -> int:
    """Events whose participants the city measured before and after, beyond a test; invented ones are none."""
    events, invented = _followed(version)
    return 0 if invented else events


def _followed(version: str) -> tuple[int, bool]:
    """Events whose participants were measured before and after, and whether they are invented."""
    result = metrics.run("training_effects_by_event", Selection(version=version))
    rows = result.rows
    outcomes = rows[(rows["kirkpatrick"] >= BEHAVIOUR) & rows["change_units"].notna()]
    return int(outcomes["event_id"].nunique()), result.is_sample


def _training_programmes_by(result: Result, language: str) -> Slots | None:
    rows = result.rows
    organisers, partners = (rows[rows["breakdown"] == name] for name in ("organiser", "partner"))
    # A joint programme is printed under all its organisers and counts for each of them.
    each = organisers.assign(organiser=organisers["part"].str.split("; ")).explode("organiser")
    held = each.groupby("organiser")["programmes"].sum()
    most = held[held == held.max()]
    if len(most) != 1:
        return None
    own = each[each["organiser"] == most.index[0]]
    with_others = own[own["part"] != own["organiser"]]
    joint = with_others["programmes"].sum()
    others = each[each["part"].isin(with_others["part"]) & (each["organiser"] != most.index[0])]["organiser"]
    names = join(sorted(set(others)), language)
    return {
        "organiser": str(most.index[0]),
        "count": number(most.iloc[0], language),
        "jointly": say("organisers.jointly", language, joint=number(joint, language), others=names) if joint else "",
        "programmes": number(organisers["programmes"].sum(), language),
        "alone": number(partners.loc[partners["part"].isna(), "programmes"].sum(), language),
    }


def _training_events(result: Result, language: str) -> Slots | None:
    rows = result.rows
    exact = int((rows["participants_precision"] == "exact").sum())
    return {
        "events": number(len(rows), language),
        "first": str(int(rows["year"].min())),
        "last": str(int(rows["year"].max())),
        "rosters": number(exact, language),
    }


def _training_yearly(result: Result, language: str) -> Slots | None:
    rows = result.rows
    total, linked = rows["participants"].sum(), rows["linked"].sum()
    if result.masked[["participants", "linked"]].to_numpy().any() or total < MIN_BASE:
        return None
    held = rows.loc[rows["events"] > 0, "year"]
    return {
        "events": number(rows["events"].sum(), language),
        "participants": number(total, language),
        "linked": number(100 * linked / total, language),
        "first": str(held.min()),
        "last": str(held.max()),
    }


def _training_by_branch(result: Result, language: str) -> Slots | None:
    return largest_part(result, "branch", "participants", language)


def _training_repeats(result: Result, language: str) -> Slots | None:
    rows = result.rows.set_index("times")["participants"]
    if result.masked["participants"].any() or rows.sum() < MIN_BASE:
        return None
    total = rows.sum()
    return {
        "share": number(100 * float(rows.get("once", 0)) / total, language),
        "total": number(total, language),
    }


def _reach(result: Result, language: str) -> Slots | None:
    """The share of all, where no part is hidden; and the parts reached most and least, where the two can be told."""
    rows = result.rows
    reached, active = rows["businesses_reached"].sum(), rows["businesses_active"].sum()
    if result.masked.to_numpy().any() or active < MIN_BASE:
        return None
    return {
        "year": str(int(rows["year_shown"].iloc[0])),
        "share": number(100 * reached / active, language, 1),
        "total": number(active, language),
        "order": _reach_order(result, language),
    }


def _reach_order(result: Result, language: str) -> str:
    """Of the parts with ten active or more those reached most and least, where their intervals do not meet."""
    rows = result.rows.dropna(subset=["reached_pct"])
    part = result.metric.grain[0]
    if rows.empty:
        return say("reach.alike", language)
    most, least = (rows.loc[each] for each in (rows["reached_pct"].idxmax(), rows["reached_pct"].idxmin()))
    if _interval(least)[1] >= _interval(most)[0]:
        return say("reach.alike", language)
    return say(
        "reach.order", language,
        most=ledger.name(part, most[part], language, result.version),
        most_share=number(most["reached_pct"], language, 1),
        least=ledger.name(part, least[part], language, result.version),
        least_share=number(least["reached_pct"], language, 1),
    )  # fmt: skip


def _interval(row: "pd.Series") -> tuple[float, float]:
    return methods.wilson_interval(int(row["businesses_reached"]), int(row["businesses_active"]))


def _training_level(result: Result, language: str) -> Slots | None:
    """The highest level that a measure reaches, and which measures do."""
    rows = result.rows
    top = rows["level"].min()
    measures = rows.loc[rows["level"] == top, "measure"]
    names = [ledger.name("measure", each, language, result.version) for each in measures]
    return {
        "level": str(top),
        "words": say(f"level.{top}", language),
        "measures": join([in_sentence(name) for name in names], language),
    }


def _training_effects(result: Result, language: str) -> Slots | None:
    """One measure speaks, the first of `PRIMARY` that was followed up, after its longest wave: with many measures one
    in twenty would differ from nothing by chance alone."""
    row = primary(result)
    if row is None:
        return None
    told = verdict(row["low_units"], row["high_units"])
    return {
        "measure": ledger.name("measure", row["measure"], language, result.version),
        "wave": ledger.name("wave", row["wave"], language, result.version),
        "verdict": say(f"effect.{told}", language, **changed(row, language)),
        "n": number(row["n"], language),
    }


def primary(result: Result) -> "pd.Series | None":
    """The row of the measure that a sentence may speak of; None where it was followed up nowhere or is hidden."""
    told = ["change_units", "low_units", "high_units", "detectable_units"]
    rows = primary_rows(result.rows.dropna(subset=told))
    return None if rows.empty else rows.iloc[0]


def _training_effects_by_event(result: Result, language: str) -> Slots | None:
    """Of the events that were followed up on the primary measure, how many can be told apart from zero."""
    found = primary(result)
    if found is None:
        return None
    rows = result.rows.dropna(subset=["change_units", "low_units", "high_units"])
    rows = rows[(rows["measure"] == found["measure"]) & (rows["wave"] == found["wave"])]
    clear = (rows["low_units"] > 0) | (rows["high_units"] < 0)
    return {
        "measure": ledger.name("measure", found["measure"], language, result.version),
        "wave": ledger.name("wave", found["wave"], language, result.version),
        "events": number(len(rows), language),
        "unclear": number((~clear).sum(), language),
        "detectable": in_unit(rows["detectable_units"].min(), found["effect_unit"], language, signed=False),
    }


def _training_certificates(result: Result, language: str) -> Slots | None:
    """Kinds whose intervals before and after do not meet; all others cannot be told apart."""
    rows = result.rows.dropna(subset=["before_high_pct", "after_low_pct"])
    if rows.empty:
        return None
    rows = rows[rows["wave"] == longest(rows["wave"])]
    more = rows[rows["after_low_pct"] > rows["before_high_pct"]]
    kinds = [in_sentence(ledger.name("measure", each, language, result.version)) for each in more["measure"]]
    told = say("certificates.more", language, kinds=join(kinds, language)) if kinds else ""
    return {
        "wave": ledger.name("wave", rows["wave"].iloc[0], language, result.version),
        "verdict": told or say("certificates.unclear", language),
    }


def _training_did(result: Result, language: str) -> Slots | None:
    """The whole for the first measure; before it the years before: where one of them lies off zero, no effect."""
    rows = result.rows.dropna(subset=["att_pct", "low_pct", "high_pct"])
    measure = primary_measure(rows["measure"])
    rows = rows[rows["measure"] == measure]
    whole = rows[rows["statistic"] == "simple"]
    if whole.empty:
        return None
    earlier = rows[(rows["statistic"] == "event") & (rows["key"] < BEFORE_TRAINING)]
    att, low, high = (percent(whole[f"{name}_pct"].iloc[0], language, signed=True) for name in ("att", "low", "high"))
    return {
        "measure": ledger.name("measure", measure, language, result.version),
        "verdict": say(f"did.{_did_verdict(whole.iloc[0], earlier)}", language, att=att, low=low, high=high),
        "n": "" if missing(whole["n_treated"].iloc[0]) else number(whole["n_treated"].iloc[0], language),
    }


def _did_verdict(whole: "pd.Series", earlier: pd.DataFrame) -> str:
    told = verdict(whole["low_pct"], whole["high_pct"])
    apart = (earlier["low_pct"] > 0) | (earlier["high_pct"] < 0)
    return "trends_differ" if told != "unclear" and apart.any() else told


RULES: dict[str, Rule] = {
    "training_programmes": _training_programmes,
    "training_programmes_by": _training_programmes_by,
    "training_events": _training_events,
    "training_yearly": _training_yearly,
    "training_by_branch": _training_by_branch,
    "training_repeats": _training_repeats,
    "training_reach_by_branch": _reach,
    "training_reach_by_kecamatan": _reach,
    "training_reach_by_size": _reach,
    "training_reach_by_owner": _reach,
    "training_level": _training_level,
    "training_effects": _training_effects,
    "training_effects_by_event": _training_effects_by_event,
    "training_certificates": _training_certificates,
    "training_did": _training_did,
}
