"""From a photo to what stands on the card; the model that sees letters is given (eye.py)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

from bot.conversation.reading import Unread
from bot.conversation.reading.nik import NikFacts, read_nik
from bot.ktp.boxes import Box
from bot.ktp.card import Ktp
from bot.ktp.digits import nik_in
from bot.ktp.eye import Eye
from bot.ktp.fields import Read, birth, fields, sex
from bot.ktp.layout import Value, values
from bot.ktp.sight import Sight, same_number, same_text, seen
from rules.regencies import provinces, regencies

if TYPE_CHECKING:
    from PIL.Image import Image

AGAIN = {"name": "name", "birth_place": "birth"}  # offered to the person, and borne out by nothing: the label
YOUNGEST = 0  # whose card it is must be old enough is for others to say


def read(content: bytes, today: date, eye: Eye) -> Ktp:
    """The card on a photo (JPEG or PNG). Turned by a quarter or a half only where no valid number is found.

    `today` tells the century of a birth date in the number.
    """
    whole = opened(content)
    best = Ktp()
    for sight in _turned(whole, eye):
        card = understood(sight, today)
        if facts(card.nik, today):
            return card
        best = max(best, card, key=lambda one: (bool(one.nik), len(one.confidence)))
    return best


def opened(content: bytes) -> Image:
    from PIL import Image

    return Image.open(BytesIO(content)).convert("RGB")


def _turned(whole: Image, eye: Eye) -> Iterator[Sight]:
    """As it came, then turned: first so that lines that run downwards lie level."""
    first = seen(whole, eye)
    downwards = first.downwards
    if not downwards:
        yield first
    for angle in (90, 270, 180) if downwards else (180, 90, 270):
        yield seen(whole.rotate(angle, expand=True), eye)
    if downwards:
        yield first


def understood(sight: Sight, today: date) -> Ktp:
    """What the lines of an upright picture say."""
    placed = values(sight.boxes)
    read = fields(placed)
    box, nik = number(placed.get("nik"), sight.boxes, read, today)
    told = facts(nik, today)
    if told:
        read = borne_out(told, sight.boxes, read)
    safe = told is not None and box is not None and _agree(told, read) and same_number(box, nik, sight)
    if safe:
        read = surer(placed, read, sight)
    texts = {field: one.text for field, one in read.items()}
    confidence = {field: round(one.confidence, 3) for field, one in read.items()}
    if box is not None:
        confidence["nik"] = round(box.score, 3)
    return Ktp(nik=nik, **texts, confidence=confidence, safe=safe)


def borne_out(told: NikFacts, boxes: Sequence[Box], read: dict[str, Read]) -> dict[str, Read]:
    """Where the label of the birth date or of the sex was not seen: the line that says what the number does.

    Nothing else on a card looks like them: it was issued at another date.
    """
    found = dict(read)
    for box in boxes:
        alone = Value((box,))
        day, which = birth(alone)[1], sex(alone)
        if "birth_date" not in read and day.text == told.birth_date.isoformat():
            found["birth_date"] = day
        if "sex" not in read and which.text == told.sex:
            found["sex"] = which
    return found


def surer(placed: Mapping[str, Value], read: dict[str, Read], sight: Sight) -> dict[str, Read]:
    """Name and place of birth count for nothing where a digit stands in them (a letter was misread), or where
    their lines say something else when looked at again.
    """
    doubted = {field: Read(one.text, 0.0) for field, one in read.items() if field in AGAIN}
    words = [field for field, one in doubted.items() if not any(map(str.isdigit, one.text))]
    same = {field for field in words if same_text(placed[AGAIN[field]], sight)}
    return {**read, **doubted, **{field: read[field] for field in same}}


def number(
    value: Value | None, boxes: Sequence[Box], read: dict[str, Read], today: date
) -> tuple[Box | None, str]:
    """The line right of its label, else any line of sixteen digits; one that fits the rest comes first."""
    beside = value.boxes if value else ()
    found = [(box, nik) for box in (*beside, *boxes) if (nik := nik_in(box.text))]
    for box, nik in found:
        told = facts(nik, today)
        if told and _agree(told, read):
            return box, nik
    return found[0] if found else (None, "")


def facts(nik: str, today: date) -> NikFacts | None:
    """What a number tells; None where it is not valid."""
    try:
        return read_nik(nik, regencies(), provinces(), today, youngest=YOUNGEST) if nik else None
    except Unread:
        return None


def _agree(told: NikFacts, read: dict[str, Read]) -> bool:
    """Do the number's date and sex stand on the card as well?"""
    day, sex = read.get("birth_date"), read.get("sex")
    return bool(day and sex and day.text == told.birth_date.isoformat() and sex.text == told.sex)
