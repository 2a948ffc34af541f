"""Metrics on the current database, each beside a bare query on the same cube."""

import statistics
import time
from collections.abc import Callable

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


def fresh(name: str, kecamatan: str) -> metrics.Result:
    metrics._run.cache_clear()
    return metrics.run(name, Selection(kecamatan=(kecamatan,)))


def report() -> None:
    """Print one line a metric: milliseconds, and how many bare queries on the same cube it costs."""
    places = [str(code) for code in store.query("select code from kecamatan order by code")["code"]]
    bare = median_ms(lambda place: store.query(BARE, {"k": place}), places)
    print(f"bare query on the cube: {bare:.2f} ms")
    for name in metrics.names():
        cost = median_ms(lambda place, name=name: fresh(name, place), places)  # type: ignore[misc]
        print(f"{name:28} {cost:7.2f} ms  {cost / bare:5.1f} × bare")
    result = metrics.run("units_workers_output")
    drawn = median_ms(lambda _: CHARTS["lines"](result, "id"), places)
    said = median_ms(lambda _: findings.finding(result, "id"), places)
    print(f"a chart is built in {drawn:.1f} ms, a sentence in {said:.2f} ms")
