"""What stands on the sheet, as data. How it is drawn and what the answers mean is not known here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Box:
    """A box to tick and what it stands for."""

    label: str
    ticked: bool = False


@dataclass(frozen=True)
class Line:
    """One field: a value, or boxes to tick; without both it is dotted, to be filled in by hand.

    A `half` line shares its row with the half line beside it; `rows` is how many a long value may take.
    """

    label: str
    value: str = ""
    boxes: tuple[Box, ...] = ()
    half: bool = False
    rows: int = 1


@dataclass(frozen=True)
class Section:
    """Fields under one heading, in the order of the form."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Signature:
    """Where somebody signs: in what role, and the name below the line ("" is written by hand)."""

    caption: str
    name: str = ""


@dataclass(frozen=True)
class Sheet:
    """`form` is the official code; `reported` local; `qr` the number or a link with it."""

    title: str
    form: str
    number: str
    reported: datetime
    qr: str
    sections: tuple[Section, ...]
    times: tuple[Line, ...]
    documents: tuple[Box, ...]
    signatures: tuple[Signature, ...]
    note: str
