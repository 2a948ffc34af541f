"""Small tables as plain HTML: they print, they are read aloud, and they cost nothing on a rerun."""

from collections.abc import Sequence
from html import escape


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[bool]) -> str:
    """Rows of finished words under their heads; `numeric` says which columns are aligned as numbers."""
    classes = [" class=number" if number else "" for number in numeric]
    head = "".join(f"<th{kind}>{escape(word)}</th>" for word, kind in zip(heads, classes, strict=True))
    body = "".join(
        "<tr>" + "".join(f"<td{kind}>{escape(cell)}</td>" for cell, kind in zip(row, classes, strict=True)) + "</tr>"
        for row in rows
    )
    return f'<div class="ikm-table"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def pairs(rows: Sequence[tuple[str, str]]) -> str:
    """Label and text, one below the other."""
    body = "".join(f"<dt>{escape(label)}</dt><dd>{escape(words)}</dd>" for label, words in rows)
    return f'<dl class="ikm-definition">{body}</dl>'
