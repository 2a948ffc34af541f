"""What the reader picked: a frozen value that travels as the page's URL and becomes SQL conditions.

Codes and keys, never labels, are in the URL, so that a link survives a change of wording and of language.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace

RULERS = {"permenperin": "size_ministry", "bps": "size_bps", "oss": "size_oss"}
DEFAULT_RULER = "permenperin"
SIZES = ("mikro", "kecil", "menengah")
VIEW_KEYS = ("bahasa", "sorot", "banding", "tampil", "kode", "slide")


@dataclass(frozen=True)
class Filter:
    """One list filter: key in the URL, field of a Selection, what a value looks like, column of the cube."""

    key: str
    field: str
    pattern: str
    column: str


FILTERS = (
    Filter("cabang", "branches", r"[^,]{1,60}", "branch"),
    Filter("divisi", "divisions", r"[1-3]\d", "division"),
    Filter("kbli", "kbli", r"\d{5}", "kbli"),
    Filter("kec", "kecamatan", r"74\.71\.\d\d", "kecamatan_code"),
    Filter("skala", "sizes", "|".join(SIZES), ""),
    Filter("jk", "owner_sex", "[LP]", "owner_sex"),
)
FIELD_OF_KEY = {each.key: each.field for each in FILTERS} | {
    "tahun": "years",
    "penggaris": "size_ruler",
    "versi": "version",
}


@dataclass(frozen=True)
class Selection:
    """Everything that numbers depend on. `years` is a closed range; an empty tuple or None means no restriction."""

    years: tuple[int, int] | None = None
    branches: tuple[str, ...] = ()
    divisions: tuple[str, ...] = ()
    kbli: tuple[str, ...] = ()
    kecamatan: tuple[str, ...] = ()
    size_ruler: str = DEFAULT_RULER
    sizes: tuple[str, ...] = ()
    owner_sex: tuple[str, ...] = ()
    version: str | None = None

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> "Selection":
        """The selection a URL stands for; what it does not know is left out (`ignored` names it)."""
        return _read(query)[0]

    def to_query(self) -> dict[str, str]:
        """The shortest URL parameters that `from_query` reads back to the same selection."""
        query = {each.key: ",".join(getattr(self, each.field)) for each in FILTERS if getattr(self, each.field)}
        if self.years:
            query["tahun"] = "-".join(str(year) for year in dict.fromkeys(self.years))
        if self.size_ruler != DEFAULT_RULER:
            query["penggaris"] = self.size_ruler
        if self.version:
            query["versi"] = self.version
        return query

    def only(self, keys: Iterable[str]) -> "Selection":
        """The same selection with every part that is not named by a URL key in `keys` lifted.

        The version stays, and the ruler with the sizes it measures.
        """
        kept = {FIELD_OF_KEY[key] for key in keys} | {"version"}
        kept |= {"size_ruler"} if "sizes" in kept and self.sizes else set()
        blank = Selection()
        return replace(
            self, **{field.name: getattr(blank, field.name) for field in fields(self) if field.name not in kept}
        )


def ignored(query: Mapping[str, str]) -> list[str]:
    """Parameters, or single values of them, that a URL names and the product does not know: `key=value` each."""
    return _read(query)[1]


def _read(query: Mapping[str, str]) -> tuple[Selection, list[str]]:
    found: dict[str, object] = {}
    unknown = []
    known = {each.key: each for each in FILTERS}
    for key, text in query.items():
        if key in known:
            values = list(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
            good = [value for value in values if re.fullmatch(known[key].pattern, value)]
            found[known[key].field] = tuple(good)
            unknown += [f"{key}={value}" for value in values if value not in good]
        elif key == "tahun" and (years := _years(text)):
            found["years"] = years
        elif key == "penggaris" and text in RULERS:
            found["size_ruler"] = text
        elif key == "versi" and re.fullmatch(r"\d{8}T\d{6}Z-[0-9a-f]{8}", text):
            found["version"] = text
        elif key not in VIEW_KEYS:
            unknown.append(f"{key}={text}")
    return Selection(**found), unknown  # type: ignore[arg-type]  # each value was built for its field above


def _years(text: str) -> tuple[int, int] | None:
    match = re.fullmatch(r"((?:19|20)\d\d)(?:-((?:19|20)\d\d))?", text)
    if not match:
        return None
    first, last = int(match[1]), int(match[2] or match[1])
    return (min(first, last), max(first, last))


def conditions(selection: Selection, sizes: bool = True) -> tuple[str, dict[str, object]]:
    """A SQL condition on the columns of `cube_year`, and the parameters it binds. `sizes=False` leaves the size out."""
    clauses: list[str] = []
    parameters: dict[str, object] = {}
    for each in FILTERS:
        values = getattr(selection, each.field)
        if not values or (each.field == "sizes" and not sizes):
            continue
        column = each.column or RULERS[selection.size_ruler]
        names = [f"{each.key}_{position}" for position in range(len(values))]
        parameters |= dict(zip(names, values, strict=True))
        clauses.append(f"{column} in ({', '.join('$' + name for name in names)})")
    return " and ".join(clauses) or "true", parameters
