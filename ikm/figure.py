"""A finished figure, whatever its medium: finding, subtitle, chart, caption, table; screen and exports share it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

import pandas as pd
import plotly.graph_objects as go

from ikm import caption, charts, findings, ledger, maps, metrics, sector_charts, sectors
from ikm.metrics import Result
from ikm.selection import FIELD_OF_KEY, MODES, Selection
from ikm.text import HIDDEN, cell, join, missing, say

Chart = Callable[[Result, str], go.Figure | str]


@dataclass(frozen=True)
class Figure:
    """One metric for one selection in one language. `chart` is a plotly figure, or HTML where a table is the picture,
    or None where nothing can be shown; the title then is the metric's, and `empty` says why. `drawn_as` and `shown_as`
    are the chart and the view that were asked for (the default view where there is one only). Shared: never changed.
    """

    result: Result
    language: str
    chart: go.Figure | str | None
    title: str
    subtitle: str
    caption: str
    drawn_as: str
    shown_as: str

    @property
    def name(self) -> str:
        return self.result.metric.name

    @property
    def empty(self) -> str:
        """Why nothing is shown."""
        if self.result.status == "refused":
            return say(f"refused.{self.result.reason}", self.language)
        if not _all_hidden(self.result):
            return say("figure.empty", self.language)
        people = "participants" in self.result.metric.protect
        return say("figure.hidden_people" if people else "figure.hidden", self.language)

    @property
    def advice(self) -> str:
        """Which filters to loosen where nothing is shown; for the screen, on paper nobody can."""
        chosen, metric = self.result.selection, self.result.metric
        narrowing = [key for key in FIELD_OF_KEY if key != "penggaris" and key in metric.follows]
        narrowed = [key for key in narrowing if getattr(chosen, FIELD_OF_KEY[key])]
        if self.result.status == "refused" or not narrowed:
            return ""
        words = [say(f"filter.{key}", self.language) for key in narrowed]
        return say("figure.loosen", self.language, filters=join(words, self.language))


@lru_cache(maxsize=600)
def figure(metric: str, chart: str, selection: Selection, language: str, shown_as: str = "indeks") -> Figure:
    """The figure of a metric for a selection, on the version it names; `chart` is a name in `charts.CHARTS`.

    A metric that has a view of its own for `shown_as` is drawn as panels of that view's columns; where the base is too
    small for an index, its levels are.
    """
    result = drawn_from(metric, chart, selection)
    asked = chart
    views = result.metric.chart.get("views", {})
    indexed = result.metric.chart.get("columns", [])
    small = bool(views) and _main(result)[indexed].isna().all(axis=None)
    if columns := views.get("tingkat" if small and shown_as == "indeks" else shown_as):
        unit = "percent" if shown_as == "tumbuh" else "several"
        drawn = {key: value for key, value in result.metric.chart.items() if key in ("strong", "chosen", "own")}
        result = replace(result, metric=replace(result.metric, unit=unit, chart={**drawn, "columns": columns}))
        chart = chart if chart in charts.BESIDE else "panels"
    notes = [say("caption.small_base", language)] if small else []
    notes += [maps.note(result, language)] if chart in charts.MAPS else []
    return Figure(
        result=result,
        language=language,
        chart=charts.CHARTS[chart](result, language) if result.status == "ok" and not _all_hidden(result) else None,
        title=findings.finding(result, language).text,
        subtitle=caption.subtitle(result, language),
        caption=" · ".join([caption.caption(result, language), *notes]),
        drawn_as=asked,
        shown_as=shown_as if views else MODES[0],
    )


@lru_cache(maxsize=600)
def drawn_from(metric: str, chart: str, selection: Selection) -> Result:
    """The rows that a chart draws: of the selection, or of its sectors beside all, or of all with its sector pinned,
    or of every place with its own picked.
    """
    if chart in charts.BESIDE:
        return sectors.beside(metric, selection)
    if chart in charts.PLACED:
        return maps.placed(metric, selection, mapped=chart in charts.MAPS)
    return sectors.pinned(metric, selection) if chart in charts.PINNED else metrics.run(metric, selection)


def _all_hidden(result: Result) -> bool:
    """Whether nothing that would be drawn may be seen, some of it because it is hidden."""
    chart = result.metric.chart
    drawn = [column for column in (*chart.get("columns", ()), chart.get("ours")) if column in result.rows]
    # What follows no filter beside it says nothing of the selection.
    drawn = [column for column in drawn if column in chart.get("own", drawn)]
    drawn = drawn or [column for column in result.metric.protect if column in result.rows]
    rows = result.rows
    if "sector" in rows:
        rows = rows[rows["sector"].isin(sector_charts.drawn_sectors(result))]
        rows = rows[rows["ruler"] == result.selection.size_ruler] if "ruler" in rows else rows
    return bool(result.masked.to_numpy().any() and drawn and rows[drawn].isna().all(axis=None))


def _main(result: Result) -> pd.DataFrame:
    """The rows of the selection itself, where others stand beside it."""
    rows = result.rows
    return rows[rows["sector"] == result.metric.chart["strong"]] if "sector" in rows else rows


def cells(result: Result, language: str) -> list[list[str]]:
    """The rows as the reader sees them: names for codes, the language's own numbers, x for what is hidden, and for what
    is made from it."""
    columns = [_words(result, column, language) for column in result.rows]
    return [list(row) for row in zip(*columns, strict=True)]


def heads(result: Result, language: str) -> list[str]:
    """The names of the columns of `cells`."""
    return [head(column, language) for column in result.rows]


def head(column: str, language: str) -> str:
    """The name of a column in a table, where an index stands beside the level that it is made from."""
    name = say(f"column.{column}", language)
    return f"{name} ({say('unit.index', language)})" if column.endswith("_index") else name


def _words(result: Result, column: str, language: str) -> list[str]:
    """The words of one column."""

    def words(value: object) -> str:
        if column in ledger.CODED:
            return ledger.name(column, value, language, result.version)
        if column == "metric" and not missing(value):
            return metrics.metric(str(value)).title[language]
        return cell(column, value, language, result.metric.as_published)

    marked = zip(result.rows[column], result.hidden(column), strict=True)
    return [HIDDEN if hidden else words(value) for value, hidden in marked]
