"""What stands on a card, in words. How it is drawn is not known here."""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversation.words import Words
from rules.programme import Programme
from rules.records import Membership

UNASKED = 4  # digits of a KPJ that stand on a card
PATH = "/kartu"


@dataclass(frozen=True)
class Line:
    """A label and what it says; `bold` where one looks first, `rows` how many it may take."""

    label: str
    value: str
    bold: bool = False
    rows: int = 1


@dataclass(frozen=True)
class Face:
    """`link` is what the QR holds; `note` says what the card is not."""

    title: str
    place: str
    name: str
    lines: tuple[Line, ...]
    note: str
    link: str


def face_of(membership: Membership, name: str, programme: Programme | None, words: Words, link: str) -> Face:
    """The card of a membership. `words` are those of "cards"; `programme` None where none pays for it."""
    formats = words.language.formats
    return Face(
        words("face.title"),
        programme.name[words.language.code] if programme else words("face.no_programme"),
        name,
        (
            Line(words("face.kpj"), masked(membership.kpj), bold=True),
            Line(words("face.from"), formats.date(membership.paid_from)),
            Line(words("face.until"), formats.date(membership.paid_until), bold=True),
            Line(words("face.package"), packed(membership, words), rows=3),
            Line(words("face.payer"), Words(words.language, "check")(f"payer.{membership.payer}")),
        ),
        words("face.note"),
        link,
    )


def masked(kpj: str) -> str:
    """The last four digits of a KPJ: *******4321. Of a shorter one nothing."""
    hidden = len(kpj) - UNASKED if len(kpj) > 2 * UNASKED else len(kpj)
    return "*" * hidden + kpj[hidden:]


def packed(membership: Membership, words: Words) -> str:
    """JKK, JKM and JHT in plain words."""
    return ", ".join(words(f"face.{part}") for part in membership.package)


def link_of(public_url: str, token: str) -> str:
    """Where the QR leads: a public page that says no more than whether the card is good today."""
    return f"{public_url.rstrip('/')}{PATH}/{token}"
