"""Metrics and whole pages on the current database, each beside a bare query on the same cube."""

import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

from streamlit.logger import set_log_level
from streamlit.testing.v1 import AppTest

from ikm import figure, findings, metrics, relations, store
from ikm.charts import CHARTS
from ikm.page import filters
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


PROJECT = Path(__file__).parent.parent.parent
# Pages whose figures follow the filters.
PAGES = ("summary", "growth", "crises", "sectors")
# One reader after another picks each value of these, which nobody has picked since the page was opened.
PICKED = ("kec", "cabang", "jk")


def fresh(name: str, kecamatan: str) -> metrics.Result:
    for each in (metrics._run, relations._workspace, metrics._active):
        each.cache_clear()
    return metrics.run(name, Selection(kecamatan=(kecamatan,)))


def filter_changes(page: str) -> Iterator[tuple[str, float, float, float]]:
    """Each filter changed on a page that is open. Milliseconds inside the engine for all statements of the page
    together: one after another, and at their first asking, while the page is made; of CPU for the whole rerun.
    """
    for each in (figure.figure, figure.drawn_from, metrics._run, metrics._active, relations._workspace):
        each.cache_clear()
    app = AppTest.from_file(str(PROJECT / "dashboard.py"), default_timeout=60)
    if page != "summary":
        app.switch_page(f"pages/{page}.py")
    app.run()
    asked: list[tuple[store.Workspace, str, Any]] = []
    ask, spent = store.Workspace._ask, 0.0

    def timed(space: store.Workspace, sql: str, values: Any) -> Any:
        nonlocal spent
        start = time.perf_counter()
        result = ask(space, sql, values)
        spent += 1000 * (time.perf_counter() - start)
        asked.append((space, sql, values))
        return result

    for key in PICKED:
        for value in filters.options(key, str(store.current_version())):
            asked, spent, start = [], 0.0, time.process_time()
            with mock.patch.object(store.Workspace, "_ask", timed):
                app.multiselect(key=key).set_value([value]).run()
            cpu = 1000 * (time.process_time() - start)
            if app.exception:
                raise RuntimeError(app.exception[0].message)
            yield key, _again(asked), spent, cpu
        app.multiselect(key=key).set_value([]).run()


def _again(asked: list[tuple[store.Workspace, str, Any]]) -> float:
    """Milliseconds for the same statements, one after another."""
    for space, sql, _ in asked:
        if sql.startswith("create temp table "):
            space._cursor.execute(f"drop table {sql.split()[3]}")
    start = time.perf_counter()
    for space, sql, values in asked:
        space._ask(sql, values)
    return 1000 * (time.perf_counter() - start)


def _spread(taken: list[float]) -> str:
    return f"{statistics.median(taken):.1f} ms (at most {max(taken):.1f})"


def report() -> None:
    """Print one line a metric: milliseconds, and how many bare queries on the same cube it costs."""
    places = [str(code) for code in store.query("select code from kecamatan order by code")["code"]]
    bare = median_ms(lambda place: store.query(BARE, {"k": place}), places)
    print(f"bare query on the cube: {bare:.2f} ms")
    for name in metrics.names():
        cost = median_ms(lambda place, name=name: fresh(name, place), places)  # type: ignore[misc]
        print(f"{name:28} {cost:7.2f} ms  {cost / bare:5.1f} × bare")
    set_log_level("error")  # without a browser streamlit warns of a missing context at every page
    for page in PAGES:
        changes = list(filter_changes(page))
        again, first, cpu = ([change[place] for change in changes] for place in (1, 2, 3))
        print(
            f"a filter change on {page}, {len(changes)} of them: {_spread(again)} in the engine "
            f"({statistics.median(again) / bare:.0f} × bare), {_spread(first)} while the page is made, "
            f"{statistics.median(cpu):.0f} ms of CPU in all"
        )
    result = metrics.run("units_workers_output")
    drawn = median_ms(lambda _: CHARTS["lines"](result, "id"), places)
    said = median_ms(lambda _: findings.finding(result, "id"), places)
    print(f"a chart is built in {drawn:.1f} ms, a sentence in {said:.2f} ms")
