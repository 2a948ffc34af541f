"""A finished figure, whatever its medium: finding, subtitle, chart, caption, table; screen and exports share it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

import plotly.graph_objects as go

from ikm import caption, charts, findings, ledger, metrics
from ikm.metrics import Result
from ikm.selection import FIELD_OF_KEY, Selection
from ikm.text import HIDDEN, cell, join, say

Chart = Callable[[Result, str], go.Figure | str]


@dataclass(frozen=True)
class Figure:
    """One metric for one selection in one language. `chart` is a plotly figure, or HTML where a table is the picture,
    or None where nothing can be shown; the title then is the metric's, and `empty` says why. Shared: never changed.
    """

    result: Result
    language: str
    chart: go.Figure | str | None
    title: str
    subtitle: str
    caption: str

    @property
    def name(self) -> str:
        return self.result.metric.name

    @property
    def empty(self) -> str:
        """Why nothing is shown, and which filters to loosen."""
        if self.result.status == "refused":
            return say(f"refused.{self.result.reason}", self.language)
        chosen, metric = self.result.selection, self.result.metric
        narrowed = [key for key, field in FIELD_OF_KEY.items() if key in metric.follows and getattr(chosen, field)]
        words = [say(f"filter.{key}", self.language) for key in narrowed]
        loosen = f" {say('figure.loosen', self.language, filters=join(words, self.language))}" if words else ""
        return say("figure.empty", self.language) + loosen


@lru_cache(maxsize=600)
def figure(metric: str, chart: str, selection: Selection, language: str, shown_as: str = "indeks") -> Figure:
    """The figure of a metric for a selection, on the version it names; `chart` is a name in `charts.CHARTS`.

    A metric that has a view of its own for `shown_as` is drawn as panels of that view's columns; where the base is too
    small for an index, its levels are.
    """
    result = metrics.run(metric, selection)
    views = result.metric.chart.get("views", {})
    indexed = result.metric.chart.get("columns", [])
    small = bool(views) and result.rows[indexed].isna().all(axis=None)
    if columns := views.get("tingkat" if small and shown_as == "indeks" else shown_as):
        unit = "percent" if shown_as == "tumbuh" else "several"
        chart, result = "panels", replace(result, metric=replace(result.metric, unit=unit, chart={"columns": columns}))
    note = f" · {say('caption.small_base', language)}" if small else ""
    return Figure(
        result=result,
        language=language,
        chart=charts.CHARTS[chart](result, language) if result.status == "ok" else None,
        title=findings.finding(result, language).text,
        subtitle=caption.subtitle(result, language),
        caption=caption.caption(result, language) + note,
    )


def cells(result: Result, language: str) -> list[list[str]]:
    """The rows as the reader sees them: names for codes, the language's own numbers, x for what is hidden."""
    return [[_words(result, row, column, language) for column in result.rows] for row in result.rows.index]


def heads(result: Result, language: str) -> list[str]:
    """The names of the columns of `cells`."""
    return [say(f"column.{column}", language) for column in result.rows]


def _words(result: Result, row: object, column: str, language: str) -> str:
    value = result.rows.at[row, column]
    if result.masked.at[row, column]:
        return HIDDEN
    if column in ledger.CODED:
        return ledger.name(column, value, language, result.version)
    return cell(column, value, language, result.metric.as_published)
