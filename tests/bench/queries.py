"""Metrics on the current database, each beside a bare query on the same cube."""

import re
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

from ikm import findings, metrics, store
from ikm.charts import CHARTS
from ikm.selection import Selection

RUNS = 40
BARE = """select year, sum(businesses_active), sum(workers), sum(output_idr)
    from cube_year where kecamatan_code = $k group by year"""


def median_ms(work: Callable[[str], object], arguments: list[str]) -> float:
    """Median milliseconds of `work` over `RUNS` calls, the arguments in turn; one call first is not counted."""
    work(arguments[0])
    taken = []
    for run in range(RUNS):
        start = time.perf_counter()
        work(arguments[run % len(arguments)])
        taken.append(1000 * (time.perf_counter() - start))
    return statistics.median(taken)


CACHED = (metrics._run, metrics._workspace, metrics._active)
PAGES = Path(__file__).parent.parent.parent / "pages"


def fresh(name: str, kecamatan: str) -> metrics.Result:
    for each in CACHED:
        each.cache_clear()
    return metrics.run(name, Selection(kecamatan=(kecamatan,)))


def filter_change_ms(names: list[str], kecamatan: str) -> float:
    """Milliseconds inside the engine when the figures of one page follow a new filter."""
    spent = 0.0

    def timed(work: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            nonlocal spent
            start = time.perf_counter()
            result = work(*arguments, **named)
            spent += 1000 * (time.perf_counter() - start)
            return result

        return call

    for each in CACHED:
        each.cache_clear()
    with mock.patch.object(store, "query", timed(store.query)):
        for name in names:
            metrics.run(name, Selection(kecamatan=(kecamatan,)))
    return spent


def pages() -> dict[str, list[str]]:
    """The city metrics of each page, which follow its filters."""
    found = {}
    for file in [PAGES.parent / "dashboard.py", *sorted(PAGES.glob("*.py"))]:
        shown = re.findall(r'view\.show\("(\w+)"', file.read_text(encoding="utf-8"))
        followed = [name for name in shown if "kec" in metrics.metric(name).follows]
        found |= {file.stem: followed} if followed else {}
    return found


def report() -> None:
    """Print one line a metric: milliseconds, and how many bare queries on the same cube it costs."""
    places = [str(code) for code in store.query("select code from kecamatan order by code")["code"]]
    bare = median_ms(lambda place: store.query(BARE, {"k": place}), places)
    print(f"bare query on the cube: {bare:.2f} ms")
    for name in metrics.names():
        cost = median_ms(lambda place, name=name: fresh(name, place), places)  # type: ignore[misc]
        print(f"{name:28} {cost:7.2f} ms  {cost / bare:5.1f} × bare")
    for page, names in pages().items():
        changes = [filter_change_ms(names, place) for place in places]
        print(f"a filter change on {page}: {statistics.median(changes):.0f} ms in the engine for {len(names)} figures")
    result = metrics.run("units_workers_output")
    drawn = median_ms(lambda _: CHARTS["lines"](result, "id"), places)
    said = median_ms(lambda _: findings.finding(result, "id"), places)
    print(f"a chart is built in {drawn:.1f} ms, a sentence in {said:.2f} ms")
