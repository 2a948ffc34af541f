"""What the reader picked: a frozen value that travels as the page's URL and becomes SQL conditions.

Codes and keys, never labels, are in the URL, so that a link survives a change of wording and of language. A `Selection`
is what numbers depend on; an `Address` is that, and how the page looks at it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace

from ikm.text import LANGUAGES

RULERS = {"permenperin": "size_ministry", "bps": "size_bps", "oss": "size_oss"}
DEFAULT_RULER = "permenperin"
SIZES = ("mikro", "kecil", "menengah")
MODES = ("indeks", "tingkat", "tumbuh")
VIEW_KEYS = ("bahasa", "sorot", "banding", "tampil", "kode", "slide")
# One sector is pinned on every chart, and two more may stand beside it: with its branch and all, five lines.
MOST_SECTORS = 3
EVERYTHING = "semua"


@dataclass(frozen=True)
class Filter:
    """One list filter: key in the URL, field of a Selection, what a value looks like, column of the cube."""

    key: str
    field: str
    pattern: str
    column: str


FILTERS = (
    Filter("cabang", "branches", r"[^,;]{1,60}", "branch"),
    Filter("divisi", "divisions", r"[1-3]\d", "division"),
    Filter("kbli", "kbli", r"\d{5}", "kbli"),
    Filter("kec", "kecamatan", r"74\.71\.\d\d", "kecamatan_code"),
    Filter("skala", "sizes", "|".join(SIZES), ""),
    Filter("jk", "owner_sex", "[LP]", "owner_sex"),
)
COMPARED_KEYS = (*(each.key for each in FILTERS), "penggaris")
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


@dataclass(frozen=True)
class Address:
    """All that a URL holds. `highlight`: sectors, the first of them pinned; `compared`: the list filters of a second
    selection, which shares years and version with the first; `shown_as`: index, level or growth.
    """

    selection: Selection = Selection()
    highlight: tuple[str, ...] = ()
    compared: Selection | None = None
    shown_as: str = MODES[0]
    language: str = LANGUAGES[0]

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> "Address":
        """The address a URL stands for; what it does not know is left out (`ignored` names what numbers depend on)."""
        compared = query.get("banding", "")
        return cls(
            selection=Selection.from_query(query),
            highlight=_sectors(query.get("sorot", "")),
            compared=_expanded(compared)[0] if compared else None,
            shown_as=query["tampil"] if query.get("tampil") in MODES else MODES[0],
            language=query["bahasa"] if query.get("bahasa") in LANGUAGES else LANGUAGES[0],
        )

    def to_query(self, explicit: bool = False) -> dict[str, str]:
        """The shortest URL parameters that `from_query` reads back to the same address.

        `explicit` writes out the defaults too: a link that is sent shall say the same when they have changed.
        """
        query = self.selection.to_query()
        if self.highlight:
            query["sorot"] = ",".join(self.highlight)
        if self.compared is not None:
            query["banding"] = _compact(self.compared)
        if explicit or self.shown_as != MODES[0]:
            query["tampil"] = self.shown_as
        if explicit or self.language != LANGUAGES[0]:
            query["bahasa"] = self.language
        return query


def only_lists(selection: Selection) -> Selection:
    """The list filters of a selection, with the ruler of its sizes."""
    return replace(selection, years=None, version=None)


def _sectors(text: str) -> tuple[str, ...]:
    """Branches, divisions and codes, as `level_of` tells them apart."""
    values = dict.fromkeys(part.strip() for part in text.split(",") if re.fullmatch(r"[^,;]{1,60}", part.strip()))
    return tuple(values)[:MOST_SECTORS]


def level_of(sector: str) -> str:
    """The URL key that a sector is a value of: `kbli` for five digits, `divisi` for two, else `cabang`."""
    return "kbli" if re.fullmatch(r"\d{5}", sector) else "divisi" if re.fullmatch(r"\d{2}", sector) else "cabang"


def _compact(selection: Selection) -> str:
    """`cabang:Pangan;kec:74.71.08,74.71.01`, or `semua` for no restriction."""
    return ";".join(f"{key}:{text}" for key, text in only_lists(selection).to_query().items()) or EVERYTHING


def _expanded(text: str) -> tuple[Selection, list[str]]:
    """The selection that `_compact` wrote, and what is not known of it."""
    if text == EVERYTHING:
        return Selection(), []
    parts = [part for part in text.split(";") if part]
    named = [part for part in parts if part.split(":")[0] in COMPARED_KEYS and ":" in part]
    found, unknown = _read(dict(part.split(":", 1) for part in named))
    return found, [f"banding={part}" for part in [*unknown, *(part for part in parts if part not in named)]]


def ignored(query: Mapping[str, str]) -> list[str]:
    """Parameters, or single values of them, that a URL names and the product does not know: `key=value` each."""
    return _read(query)[1] + _expanded(query.get("banding", ""))[1]


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


def conditions(selection: Selection) -> tuple[str, dict[str, object]]:
    """A SQL condition on the columns of `cube_year`, and the parameters it binds."""
    clauses: list[str] = []
    parameters: dict[str, object] = {}
    for each in FILTERS:
        values = getattr(selection, each.field)
        if not values:
            continue
        column = each.column or RULERS[selection.size_ruler]
        names = [f"{each.key}_{position}" for position in range(len(values))]
        parameters |= dict(zip(names, values, strict=True))
        clauses.append(f"{column} in ({', '.join('$' + name for name in names)})")
    return " and ".join(clauses) or "true", parameters
