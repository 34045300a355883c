"""What a coordinator writes without having picked anything: the number of a line, whole lines, a NIK.

Only guesses what is meant; nothing is read or checked here.
"""

from __future__ import annotations

import re

from bot.conversation.keywords import folded

ROW = re.compile(r"(?:baris|brs|line|row) ?(?:ke ?-? ?|no\.? ?)?([1-9][0-9]{0,5})")
# So many digits, with what people put between them, may be a NIK that lacks one or two.
NIK = re.compile(r"(?<![0-9])[0-9](?:[ .'’-]?[0-9]){13,17}(?![0-9])")
# The same with an O or an l where a digit should be: what most of it is are digits all the same.
LETTERED = re.compile(r"(?<![0-9A-Za-z])[0-9OoIl|](?:[ .'’-]?[0-9OoIl|]){13,17}(?![0-9A-Za-z])")
MOSTLY = 10  # digits of such a one
ROUNDED = re.compile(r"[0-9][.,][0-9]+E\+?1[0-9]", re.IGNORECASE)  # as Excel shows it
LABEL = re.compile(r"^nik[ .:]*", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]{3}")


def row_of(text: str) -> str:
    """ "baris 7" is "7"; all else ""."""
    found = ROW.fullmatch(folded(text))
    return found[1] if found else ""


def lines_of(text: str) -> str:
    """The text where it seems to hold people, each with a NIK and a name, else ""."""
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    if nik_of(text):
        return ""
    numbers = sum(without_niks(line) != line for line in lines)
    return "\n".join(lines) if numbers and (numbers > 1 or WORD.search(without_niks(text))) else ""


def holds_nik(text: str) -> bool:
    """Could a NIK be in it? A name alone is no list yet."""
    return without_niks(text) != text or bool(ROUNDED.search(text))


def without_niks(text: str) -> str:
    """What is left where all that may be meant for a NIK is taken out."""
    return LETTERED.sub(lambda found: "" if _mostly_digits(found[0]) else found[0], NIK.sub("", text))


def _mostly_digits(text: str) -> bool:
    return sum(sign.isdigit() for sign in text) >= MOSTLY


def nik_of(text: str) -> str:
    """The NIK where the text seems to be one and nothing else, else ""."""
    alone = LABEL.sub("", text.strip())
    return alone if NIK.fullmatch(alone) else ""


def lettered(text: str) -> bool:
    """Is it a NIK alone, with a letter among its digits? Nobody guesses which digit was meant."""
    alone = LABEL.sub("", text.strip())
    meant = bool(LETTERED.fullmatch(alone)) and _mostly_digits(alone)
    return meant and not NIK.fullmatch(alone)
