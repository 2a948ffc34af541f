"""The claim check in words and as a table: each claim against every figure, and what may be concluded by rule."""

from dataclasses import dataclass
from functools import lru_cache
from html import escape

import pandas as pd

from ikm import ledger, store
from ikm.metrics import Result
from ikm.text import day, join, missing, percent, say

SIGNS = {"supports": "▲", "contradicts": "▼", "cannot_tell": "?", "no_data": "–", "context": "○"}
JUDGED = ("IKM", "IMK")


@dataclass(frozen=True)
class Row:
    """One line of the table: an indicator of an area and a universe, with a cell for each crisis."""

    name: str
    area: str
    universe: str
    cells: dict[str, pd.Series]


def table(result: Result, language: str) -> str:
    """The claims as said, the conclusion for each crisis, and the evidence below each other, as HTML."""
    crises = {each.crisis: each.name[language] for each in ledger.crises(result.version)}
    lines = rows(result, language)
    head = "".join(f"<th>{escape(name)}</th>" for name in crises.values())
    judged = [_line(row, crises, language) for row in lines if row.universe in JUDGED]
    context = [_line(row, crises, language) for row in lines if row.universe not in JUDGED]
    divider = (
        f'<tr class="ikm-context"><th colspan="{len(crises) + 1}">{escape(say("claim.context", language))}</th></tr>'
    )
    said = "".join(f"<li>{escape(words)}</li>" for words in quotes(language, result.version))
    concluded = "".join(f"<li>{escape(words)}</li>" for words in conclusions(result, language))
    return (
        f'<div class="ikm-claim"><p>{escape(say("claim.said", language))}</p><ul>{said}</ul>'
        f"<p><b>{escape(say('claim.concluded', language))}</b></p><ul>{concluded}</ul></div>"
        f'<div class="ikm-evidence"><table><thead><tr><th>{escape(say("claim.evidence", language))}</th>{head}'
        "</tr></thead>"
        f"<tbody>{''.join(judged)}{divider}{''.join(context)}</tbody></table></div>"
    )


def rows(result: Result, language: str) -> list[Row]:
    """The evidence in its order, with the names of indicator and area."""
    names = _names(result.version).set_index("evidence")
    found: dict[str, dict[str, pd.Series]] = {}
    for _, cell in result.rows.iterrows():
        found.setdefault(cell["evidence"], {})[cell["crisis"]] = cell
    return [
        Row(
            names.at[evidence, f"name_{language}"],
            names.at[evidence, f"area_{language}"],
            names.at[evidence, "universe"],
            cells,
        )
        for evidence, cells in found.items()
    ]


def conclusions(result: Result, language: str) -> list[str]:
    """One sentence a crisis, by rule from the cells on IKM and IMK: true for what, contradicted by what, or open."""
    return [
        say(f"claim.{kind}", language, crisis=crisis, supports=supports, contradicts=contradicts)
        for crisis, kind, supports, contradicts in judged(result, language)
    ]


def judged(result: Result, language: str) -> list[tuple[str, str, str, str]]:
    """Per crisis its name, the kind of conclusion, and the figures that support and contradict the claim."""
    lines = [row for row in rows(result, language) if row.universe in JUDGED]
    found = []
    for each in ledger.crises(result.version):
        by_verdict = {
            verdict: [
                _named(row, row.cells[each.crisis], language)
                for row in lines
                if judgement(row.cells.get(each.crisis)) == verdict
            ]
            for verdict in ("supports", "contradicts")
        }
        pros, cons = by_verdict["supports"], by_verdict["contradicts"]
        kind = "mixed" if pros and cons else "only_supports" if pros else "only_contradicts" if cons else "open"
        found.append((each.name[language], kind, join(pros, language), join(cons, language)))
    return found


def quotes(language: str, version: str) -> list[str]:
    """Each time the claim was made: its words, the office, the day."""
    said = store.query("select * from claim order by said_on", version=version)
    return [
        f"{row[f'words_{language}']} — {row[f'said_by_{language}']}, {day(row['said_on'].date(), language)}"
        for row in said.to_dict("records")
    ]


@lru_cache(maxsize=8)
def _names(version: str) -> pd.DataFrame:
    return store.query(
        "select distinct evidence, name_id, name_en, area_id, area_en, universe from claim_evidence", version=version
    )


def judgement(cell: pd.Series | None) -> str:
    """What a cell says of the claim; `no_data` where there is no cell."""
    return "no_data" if cell is None else str(cell["verdict"])


def _named(row: Row, cell: pd.Series, language: str) -> str:
    """`Produksi · IMK Indonesia (−17,6%)`: BPS counts another universe than the register, which goes without saying."""
    return say(
        f"claim.named_{row.universe}", language, name=row.name, area=row.area, figure=figure_words(cell, language)
    )


def verdict_words(cell: pd.Series | None, language: str) -> str:
    """`▲ mendukung`."""
    verdict = judgement(cell)
    return f"{SIGNS[verdict]} {say(f'verdict.{verdict}', language)}"


def figure_words(cell: pd.Series, language: str) -> str:
    """`+3,4%` or points; empty where there is no figure."""
    if missing(cell["figure_pct"]):
        return ""
    if cell["measure"] == "points":
        return say("claim.points", language, points=_signed_points(cell["figure_pct"], language))
    return percent(cell["figure_pct"], language, signed=True)


def _signed_points(points: float, language: str) -> str:
    return percent(points, language, 2, signed=True).removesuffix("%")


def _line(row: Row, crises: dict[str, str], language: str) -> str:
    place = f"{row.area} · {say(f'universe.{row.universe}', language)}"
    head = f"<th>{escape(row.name)}<br><span>{escape(place)}</span></th>"
    cells = "".join(_cell(row.cells.get(crisis), language) for crisis in crises)
    kind = "" if row.universe in JUDGED else ' class="ikm-context"'
    return f"<tr{kind}>{head}{cells}</tr>"


def _cell(cell: pd.Series | None, language: str) -> str:
    """Verdict, figure or the reason for none, period and grade; a link to the figure that shows the series."""
    parts = [f"<b>{escape(verdict_words(cell, language))}</b>"]
    if cell is not None and not missing(cell["metric"]):
        figure = figure_words(cell, language)
        parts[0] += f" {escape(figure)}"
        parts += [] if figure else [escape(say(f"why.{cell['why']}", language))]
        parts.append(f'<span><a href="#f-{cell["metric"]}">{escape(origin(cell, language))}</a></span>')
    return f'<td class="ikm-{judgement(cell)}">{"<br>".join(parts)}</td>'


def origin(cell: pd.Series, language: str) -> str:
    """Periods and grade of a figure."""
    periods = "–".join(str(cell[name]) for name in ("from_period", "to_period") if not missing(cell[name]))
    if missing(cell["grade"]) or missing(cell["figure_pct"]):
        return periods
    return f"{periods} · {say('caption.grade', language, grades=cell['grade'])}"
