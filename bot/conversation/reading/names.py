"""Reads a person's name as it stands on a KTP. It does not know whose it is and mends no spelling."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.conversation.reading.name_words import (
    ANSWERS,
    DEGREES,
    IF_OWN,
    LEADS,
    NEVER,
    OWN,
    RELATIVES,
    SENTENCE,
    SURE_DEGREES,
    TAILS,
    TITLES,
    bare,
)
from bot.conversation.reading.plain import LONGEST, one_line
from bot.conversation.reading.unread import Unread

SHORTEST, MOST = 2, 60  # letters; at most 60 with spaces by Permendagri 73/2022 article 4

_DECORATION = re.compile(r"[*_~\"“”<>\[\]{}|^`=+•:;!]+|[^\x00-\x7f\w]+")
_ATAS_NAMA = re.compile(r"(?i)^(?:atas nama|a ?/ ?n|a\. ?n\.)(?![a-z])")
_ASIDE = re.compile(r"\(([^()]*)\)")
_DOTTED = re.compile(r"(?i)^((?:k\. ?h|hj|h|drs|dra|dr|ir|prof|ust|bpk|tn|ny|nn|sdr|alm|almh)\.)(?=[^\s.])")
_SPACED_KH = re.compile(r"(?i)^k(?:\. ?| )h\.? ")
_NAME = re.compile(r"[^\W\d_][^\W\d_ '.\-]*(?:[ '.\-]+[^\W\d_]+)*[.']?")


@dataclass(frozen=True)
class NameRead:
    """A name in upper case, and the titles and degrees that were left out of it, as typed."""

    value: str
    titles: tuple[str, ...]


def read_name(text: str) -> NameRead:
    """The name in `text` in upper case, without titles, degrees and words such as "nama saya".

    One word is a whole name. Apostrophes, dots and hyphens are kept as typed, the spelling too. Raises
    Unread: name_digits, name_short, name_long, name_unread (no Latin letters, or two names), name_sentence.
    """
    line = _ATAS_NAMA.sub("", " ".join(_DECORATION.sub(" ", one_line(text)).split()))
    if len(line) > LONGEST:
        raise Unread("name_long")
    _refuse_sentence(line)
    if re.search(r"\d", line):
        raise Unread("name_digits")
    titles: list[str] = []
    name = _without_aside(line, titles)
    name = _without_degrees(name, titles)
    name = _without_ends(name, titles)
    _refuse_sentence(name)
    return NameRead(_checked(name), tuple(titles))


def _refuse_sentence(line: str) -> None:
    words = [word for part in line.split() if (word := bare(part))]
    known = sum(word in SENTENCE for word in words)
    asked = "?" in line and known >= 1 and len(words) >= 3
    if asked or known >= 3 or _names_nobody(words):
        raise Unread("name_sentence")


def _names_nobody(words: list[str]) -> bool:
    """Is there a word that no name has, or none that could be one? A lone "Anak" or "Sama" is an answer."""
    if any(word in NEVER for word in words):
        return True
    said = any(word in SENTENCE | ANSWERS for word in words)
    return said and all(word in SENTENCE | ANSWERS | TITLES | OWN | RELATIVES for word in words)


def _without_aside(line: str, titles: list[str]) -> str:
    """ "(alm)" or a nickname in brackets."""
    titles.extend(aside for aside in _ASIDE.findall(line) if bare(aside))
    return " ".join(_ASIDE.sub(" ", line).replace("?", " ").split())


def _without_degrees(line: str, titles: list[str]) -> str:
    """Degrees stand after a comma."""
    name, *after = (part.strip() for part in line.split(","))
    while not name and after:
        name = after.pop(0)
    for part in after:
        _refuse_second_name(part)
        titles.extend([part] if bare(part) and not _polite(part) else [])
    return name


def _refuse_second_name(part: str) -> None:
    words = [bare(word) for word in part.split()]
    if bare(part) not in DEGREES and any(word and word not in DEGREES | TITLES | TAILS for word in words):
        raise Unread("name_unread")


def _polite(part: str) -> bool:
    return all(bare(word) in TAILS for word in part.split())


def _without_ends(name: str, titles: list[str]) -> str:
    """Without the words before and after it; "nama istri saya" is taken off, "Anak Agung" is not."""
    words = _split_titles(name)
    after_nama = False
    while words and _leads(words, after_nama):
        after_nama = after_nama or bare(words[0]).startswith(("nama", "ngaran"))
        if bare(words[0]) in TITLES and not after_nama:
            titles.append(words[0])
        words = _split_titles(" ".join(words[1:]))
    while len(words) > 1 and (_trails(words[-1]) or _is_degree(words[-1])):
        titles.extend([words[-1]] if _is_degree(words[-1]) else [])
        words.pop()
    return " ".join(words).strip(" -'")


def _split_titles(name: str) -> list[str]:
    """The words, with a title that is glued to the name set apart: "H.Ahmad" -> "H.", "Ahmad"."""
    name = _SPACED_KH.sub("KH. ", name.lstrip(" .-'/?"))
    return _DOTTED.sub(r"\1 ", name).split()


def _leads(words: list[str], after_nama: bool) -> bool:
    word = bare(words[0])
    if word in IF_OWN:
        return len(words) > 1 and bare(words[1]) in OWN
    return not word or word in LEADS or word in TITLES or (after_nama and word in RELATIVES)


def _trails(word: str) -> bool:
    return not bare(word) or bare(word) in TAILS


def _is_degree(word: str) -> bool:
    """Without a comma a degree is known by its dot and three letters: "S.Pd", but not the initial "S."."""
    return "." in word and bare(word) in SURE_DEGREES


def _checked(name: str) -> str:
    letters = sum(letter.isalpha() for letter in name)
    if not letters or not _NAME.fullmatch(name) or any(_foreign(letter) for letter in name):
        raise Unread("name_unread")
    if letters < SHORTEST:
        raise Unread("name_short")
    if len(name.upper()) > MOST:
        raise Unread("name_long")
    return name.upper()


def _foreign(letter: str) -> bool:
    """Not one of the Latin letters, the accented ones included, that a KTP is printed with."""
    return letter.isalpha() and not (ord(letter) < 0x250 or 0x1E00 <= ord(letter) < 0x1F00)
