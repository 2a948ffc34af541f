"""A sector is a branch, a division or a five-digit code; here one stands beside others, its branch, and all of them.

The selection names the sectors: the first is pinned. What they are compared with is the selection without them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from ikm import ledger, metrics, store
from ikm.metrics import Metric, Result
from ikm.selection import FILTERS, MOST_SECTORS, Selection, level_of
from ikm.text import say

# All of the selection, in the column `sector` of rows that stand beside each other.
ALL = "semua"


def lifted(selection: Selection) -> Selection:
    """The selection without its sectors: place, size, owner and years stay."""
    return replace(selection, branches=(), divisions=(), kbli=())


def with_sectors(selection: Selection, sectors: Sequence[str]) -> Selection:
    """The selection with these sectors in place of its own; those of another level than the first are left out.

    Without any it stays as it is.
    """
    if not sectors:
        return selection
    alike = tuple(sector for sector in sectors if level_of(sector) == level_of(sectors[0]))
    level, base = level_of(sectors[0]), lifted(selection)
    if level == "cabang":
        return replace(base, branches=alike)
    return replace(base, divisions=alike) if level == "divisi" else replace(base, kbli=alike)


def named(selection: Selection) -> tuple[str, ...]:
    """The sectors of a selection at its finest level, or else its largest branch; the first is pinned."""
    chosen = selection.kbli or selection.divisions or selection.branches
    return chosen[:MOST_SECTORS] or (largest(selection),)


def first(selection: Selection) -> Selection:
    """The selection with its first sector alone."""
    return with_sectors(selection, named(selection)[:1])


def largest(selection: Selection) -> str:
    """The branch with the most active businesses in the last year of a selection; the first by name where none has."""
    rows = metrics.run("businesses_by_branch", selection).rows.dropna(subset=["branch", "businesses_active"])
    if len(rows):
        return str(rows.loc[rows["businesses_active"].idxmax(), "branch"])
    return str(store.query("select min(branch) as branch from branch", version=selection.version)["branch"].iloc[0])


def narrowed(selection: Selection) -> bool:
    """Whether filters other than sectors and years hold."""
    return bool(selection.kecamatan or selection.sizes or selection.owner_sex)


def sector_name(result: Result, sector: object, language: str) -> str:
    """What a reader sees for a sector of a result; the whole of a narrower selection is not all IKM."""
    if sector == ALL and narrowed(result.selection):
        return say("sector.whole_selected", language)
    return ledger.name("sector", sector, language, result.version)


def column_name(result: Result, column: str, language: str) -> str:
    """What a reader sees for a column. One that follows the filters beside others that do not (`own` in the header)
    has another name where they narrow it."""
    own: Mapping[str, str] = result.metric.chart.get("own", {})
    picked = any(getattr(result.selection, each.field) for each in FILTERS)
    return say(f"column.{own.get(column, column) if picked else column}", language)


def branch_of(sector: str, version: str | None) -> str | None:
    """The branch itself, or the one that a division or code lies in; None where it lies in several."""
    if level_of(sector) == "cabang":
        return sector
    return ledger.sectors(version or str(store.current_version())).get(sector)


def followed(metric: Metric, selection: Selection) -> Selection:
    """What a metric follows of a selection, its sectors named at the finest level that the metric knows."""
    known = [_known(metric, sector, selection.version) for sector in named(selection)]
    return with_sectors(selection.only(metric.follows), [sector for sector in dict.fromkeys(known) if sector])


def _known(metric: Metric, sector: str, version: str | None) -> str | None:
    """The sector itself, its division, or its branch."""
    if level_of(sector) in metric.follows:
        return sector
    if level_of(sector) == "kbli" and "divisi" in metric.follows:
        return sector[:2]
    return branch_of(sector, version)


def pinned(name: str, selection: Selection) -> Result:
    """One metric for the selection without its sectors, in which the branch of the first of them is `strong`."""
    shown = first(followed(metrics.metric(name), selection))
    result = metrics.run(name, lifted(shown))
    chart = {**result.metric.chart, "strong": branch_of(named(shown)[0], selection.version)}
    return replace(result, metric=replace(result.metric, chart=chart), selection=shown)


def asked(result: Result) -> Selection:
    """The selection that the rows of a result come from: where a branch or place is only pinned, all of them."""
    if "picked" in result.metric.chart:
        return replace(result.selection, kecamatan=())
    return (
        lifted(result.selection)
        if result.metric.grain[0] == "branch" and "strong" in result.metric.chart
        else result.selection
    )


def beside(name: str, selection: Selection) -> Result:
    """One metric for the sectors of a selection, the branch of the first and all, under each other with the column
    `sector` first.

    Every number is the one that the metric gives with that sector as its filter: nothing is computed here. The header's
    `[chart.beside]` says which rows are kept (`where`) and what is drawn. `n`, sources and status are the pinned
    sector's.
    """
    metric = metrics.metric(name)
    shown = followed(metric, selection)
    chosen = named(shown)
    branch = branch_of(chosen[0], selection.version)
    lined_up = dict.fromkeys([*chosen, *([branch] if branch else []), ALL])
    where = metric.chart.get("beside", {}).get("where", {})
    results = {sector: metrics.run(name, _narrowed(shown, sector)) for sector in lined_up}
    rows = [_kept(result, where, result.rows).assign(sector=sector) for sector, result in results.items()]
    masks = [_kept(result, where, result.masked).assign(sector=False) for sector, result in results.items()]
    order = ["sector", *(column for column in rows[0] if column != "sector")]
    return replace(
        results[chosen[0]],
        metric=_beside(metric, chosen, where),
        selection=shown,
        rows=pd.concat(rows, ignore_index=True)[order],
        masked=pd.concat(masks, ignore_index=True)[order],
    )


def _narrowed(selection: Selection, sector: str) -> Selection:
    return lifted(selection) if sector == ALL else with_sectors(selection, [sector])


def _kept(result: Result, where: Mapping[str, str], frame: pd.DataFrame) -> pd.DataFrame:
    kept = pd.Series(True, index=result.rows.index)
    for column, value in where.items():
        kept &= result.rows[column] == value
    return frame.loc[kept].drop(columns=list(where))


def _beside(metric: Metric, chosen: tuple[str, ...], where: Mapping[str, str]) -> Metric:
    own = metric.chart.get("beside", {})
    chart = {**metric.chart, **own, "strong": chosen[0], "chosen": chosen}
    grain = ("sector", *(column for column in metric.grain if column not in where))
    return replace(metric, grain=grain, unit=own.get("unit", metric.unit), chart=chart)
