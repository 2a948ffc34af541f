"""Which row is the header, and which field each column holds. Headers are found, not assumed."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from etl.errors import FileRefused
from etl.mapping import FileMapping
from etl.reference import Rows

Grid = Sequence[Sequence[str]]

# A licence export of one month came without its header row; these are the columns of the real export.
LICENCE_COLUMNS = (
    "No.",
    "Id Permohonan Izin",
    "Nama Perusahaan",
    "Nib",
    "Day of Tanggal Terbit Oss",
    "Uraian Status Penanaman Modal",
    "Propinsi",
    "Kab Kota",
    "Id Proyek",
    "Kd Resiko",
    "Kbli",
    "Day of Tgl Izin",
    "Uraian Jenis Perizinan",
    "Nama Dokumen",
    "Uraian Kewenangan",
    "Uraian Status Respon",
    "Kewenangan",
    "kl_sektor",
)
WORKERS = r"(?:JUMLAH|JML|TOTAL)?(?:TENAGAKERJA|TK|TKI)"
MEN, WOMEN = ("LAKILAKI", "PRIA", "LK", "L"), ("PEREMPUAN", "WANITA", "PR", "W")
LEAST_MATCHES = 2


@dataclass(frozen=True)
class Header:
    """`row` counts from 0, -1 where the file has none; `height` is 2 where two merged rows make the header."""

    row: int
    height: int
    names: tuple[str, ...]
    columns: Mapping[str, int]

    @property
    def end(self) -> int:
        """Number of rows up to and with the header."""
        return self.row + self.height if self.height else 0


def key(text: str) -> str:
    """Header text without case, punctuation, spaces and line breaks."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).upper() if letter.isalnum())


def aliases(kind: str, reads: Collection[str], tables: Mapping[str, Rows]) -> dict[str, str]:
    """Header key → field, for one kind: the general headers, then those of the kind, which win."""
    known = {key(field): field for field in reads}
    for row in tables["column_aliases"]:
        if " " not in row["canonical"]:
            known |= {key(header): row["canonical"] for header in [row["canonical"], *row["seen_headers"].split("|")]}
    for row in tables["fields"]:
        if row["kind"] == kind and " + " not in row["field"]:
            known |= {key(header): row["field"] for header in [row["field"], *row["headers_seen"].split("|")] if header}
    return known


def find(grid: Grid, mapping: FileMapping, known: Mapping[str, str]) -> Header:
    """The header among the first rows. Raises FileRefused when none is there or a mapped header is not printed."""
    given = _given(mapping, known)
    found = max(
        (_read(grid, row, height, known, given, mapping.sex_letters) for row in range(len(grid)) for height in (1, 2)),
        key=lambda header: (len(header.columns), -header.height, -header.row),
        default=None,
    )
    if found is None or len(found.columns) < LEAST_MATCHES:
        found = _positional(grid, mapping, known, given)
    absent = [header for header_key, header in given.values() if header_key not in {key(name) for name in found.names}]
    if absent:
        raise FileRefused("header_absent", header=absent[0])
    return found


def _given(mapping: FileMapping, known: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    fields = {*known.values()}
    for name in mapping.columns:
        if name not in fields:
            raise FileRefused("mapping_unknown_field", field=name)
    return {name: (key(header), header) for name, header in mapping.columns.items()}


def _positional(
    grid: Grid, mapping: FileMapping, known: Mapping[str, str], given: Mapping[str, tuple[str, str]]
) -> Header:
    widest = max((sum(1 for cell in row if cell) for row in grid), default=0)
    if mapping.kind != "oss_licence" or widest < 10 or max(map(len, grid)) < len(LICENCE_COLUMNS):
        raise FileRefused("no_header")
    return Header(-1, 0, LICENCE_COLUMNS, _columns([LICENCE_COLUMNS], known, given, mapping.sex_letters))


def _read(
    grid: Grid, row: int, height: int, known: Mapping[str, str], given: Mapping[str, tuple[str, str]], letters: str
) -> Header:
    if height == 1:
        names = tuple(grid[row])
        return Header(row, 1, names, _columns([names], known, given, letters))
    if row + 1 >= len(grid) or not _is_child(grid[row], grid[row + 1]):
        return Header(row, 2, (), {})
    width = max(len(grid[row]), len(grid[row + 1]))
    parents, children = _padded(grid[row], width), _padded(grid[row + 1], width)
    spread = [parents[column] or (_parent(parents, column) if children[column] else "") for column in range(width)]
    together = [f"{parent} {child}".strip() for parent, child in zip(spread, children, strict=True)]
    alone = [child or parent for parent, child in zip(parents, children, strict=True)]
    return Header(row, 2, tuple(together), _columns([together, alone], known, given, letters))


def _padded(cells: Sequence[str], width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))]


def _parent(parents: Sequence[str], column: int) -> str:
    """The text of a merged cell stands in its leftmost column only."""
    return next((parents[left] for left in range(column, -1, -1) if parents[left]), "")


def _is_child(above: Sequence[str], below: Sequence[str]) -> bool:
    """The lower of two header rows names columns only under cells that are merged to the right, and holds no number."""
    width = max(len(above), len(below))
    parents, children = _padded(above, width), _padded(below, width)
    named = [column for column in range(width) if children[column]]
    under_blank = [column for column in named if not parents[column]]
    merged = {column for column in range(width - 1) if parents[column] and not parents[column + 1]}
    return (
        bool(under_blank)
        and all(not parents[column] or column in merged for column in named)
        and all(re.search(r"[^\W\d]", children[column]) for column in named)
        and sum(1 for parent in parents if parent) > len(under_blank)
    )


def _columns(
    readings: Sequence[Sequence[str]], known: Mapping[str, str], given: Mapping[str, tuple[str, str]], letters: str
) -> dict[str, int]:
    """Field → column. The mapping's headers come first; of two columns for one field the left one is taken."""
    columns: dict[str, int] = {}
    for name, (header_key, _) in given.items():
        for reading in readings:
            places = [column for column, header in enumerate(reading) if key(header) == header_key]
            if places:
                columns.setdefault(name, places[0])
    taken = set(columns.values())
    for reading in readings:
        keys = [key(header) for header in reading]
        for column, name in enumerate(keys):
            field = known.get(name) or _workers(name, keys, letters)
            if field and field not in columns and column not in taken:
                columns[field] = column
                taken.add(column)
    return columns


def _workers(name: str, keys: Sequence[str], letters: str) -> str | None:
    """Men, women or all workers under one heading. 'P' is Pria beside W, Perempuan beside L: the pair is read."""
    found = re.fullmatch(rf"{WORKERS}(LAKILAKI|PEREMPUAN|PRIA|WANITA|LK|PR|JUMLAH|TOTAL|[LPW])?", name)
    if not found:
        return None
    part = found[1]
    if part in (None, "JUMLAH", "TOTAL"):
        return "tk_total"
    if part != "P":
        return "tk_l" if part in MEN else "tk_p"
    siblings = {other[len(name) - 1 :] for other in keys if other.startswith(name[:-1])}
    pair = "PW" if siblings & {"W", "WANITA"} else "LP" if siblings & {"L", "LK", "LAKILAKI"} else letters
    return {"PW": "tk_l", "LP": "tk_p"}.get(pair)


def sex_letters(header: Header, mapping: FileMapping) -> str:
    """The pair of letters a sex column uses: its own header says so (L/P, P/W), else the mapping."""
    column = header.columns.get("jenis_kelamin")
    printed = key(header.names[column]) if column is not None and column < len(header.names) else ""
    return printed if printed in ("LP", "PW") else mapping.sex_letters
