"""Cards of programmes as HTML: a part of a page, or a file of its own that prints one card a sheet."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

from ikm.programmes import Card
from ikm.text import say

STYLE = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")


def file_name(cards: Sequence[Card]) -> str:
    """`ikm-kendari-kartu-<start>.html`, or `-semua` for several; with DATA-CONTOH where something is invented."""
    mark = f"-{say('sample.file', 'id')}" if any(each.is_sample for each in cards) else ""
    which = f"{cards[0].start:%Y-%m-%d}" if len(cards) == 1 else "semua"
    return f"ikm-kendari{mark}-kartu-{which}.html"


def content(cards: Sequence[Card], language: str) -> bytes:
    """A file that needs nothing else, in UTF-8."""
    title = escape(say("section.cards", language))
    body = "\n".join(article(each, language) for each in cards)
    head = f'<meta charset="utf-8"><title>{title}</title><style>{STYLE}</style>'
    return f'<!doctype html><html lang="{language}"><head>{head}</head><body>{body}</body></html>'.encode()


def article(card: Card, language: str) -> str:
    """One card; its words escaped."""
    mark = f'<span class="ikm-mark">{escape(say("sample.mark", language))}</span>' if card.is_sample else ""
    level = f'<div class="ikm-level">{card.evidence}<small>{escape(say("card_of.evidence", language))}</small></div>'
    sections = "".join(
        f"<h4>{escape(label)}</h4><ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"
        for label, lines in card.sections
    )
    return (
        f'<article class="ikm-programme"><div class="ikm-card-head"><div><h3>{escape(card.title)}</h3>'
        f"<p>{mark} {escape(card.subtitle)}</p></div>{level}</div>{sections}"
        f"<footer>{escape(card.caption)}</footer></article>"
    )
