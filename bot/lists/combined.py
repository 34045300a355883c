"""One line of text in which a person stands with all that belongs to them, parted by anything or by nothing.

It finds what is what and reads nothing: a NIK that is too short is still the NIK.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.conversation.reading.name_words import DEGREES, bare
from bot.conversation.reading.plain import plain
from bot.lists import headings
from bot.lists.cells import Cell
from bot.lists.remarks import remarked
from bot.lists.words import ACCOUNT, DEAD, LEFT, NEXT, SEXES

LENGTH, SHORTEST, LONGEST = 16, 12, 20  # digits of a NIK, and of what is meant for one
DIGIT = "[0-9]"
NONE = "-"  # what stands behind a label that nothing follows
_ROW_NUMBER = re.compile(
    r"^\s*(?:no\.? ?)?[0-9]{1,4}\s*[.)\]:;\-]\s*(?![0-9]{1,3}[.\-/ ])"
    r"|^\s*[0-9]{1,3}\s+(?=[^\W\d_]|[0-9]{13})",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^[\s*•\-–>#✓√]+")
_LABEL = re.compile(
    r"(?:(?<=^)|(?<=[\s,;|/(]))(?P<label>(?:n\.?i\.?k\.?|no\.? ?(?:ktp|nik)\.?)(?: [a-z/]+){0,3}"
    r"|no\.? ?(?:hp|wa|telp?|telepon|kk)\.?"
    r"|nama(?: lengkap| ibu kandung)?|t\.?t\.?l\.?|(?:tempat[ ,/]*)?(?:tgl|tanggal)\.? ?lahir|tempat lahir"
    r"|lahir|jenis kelamin|j\.?k\.?|alamat|pekerjaan|kerja|hp|wa|telp|penghasilan|dusun|banjar|desa"
    r"|kelurahan|rt/rw|rt|rw|kk)\s*[:=]\s*",
    re.IGNORECASE,
)
_SOLID = re.compile(rf"(?<![0-9A-Za-z+])[0-9OoIl|]{{{SHORTEST},{LONGEST}}}(?![0-9A-Za-z])")
_GLUED = re.compile(r"(?<![0-9])[0-9]{16}(?![0-9])")
_GROUPED = re.compile(r"(?<![0-9+])[0-9]{2,6}(?:[ .\-][0-9OoIl]{2,6}){1,7}(?![0-9])")
_EXPONENT = re.compile(r"(?<![0-9])[1-9][.,][0-9]{1,15} ?[eE]\+?1[56](?![0-9])")
_PHONE = re.compile(r"(?<![0-9])(?:\+? ?62|0|(?=8))[ \-.]?[2-9][0-9]{1,3}(?:[ \-.]?[0-9]{2,5}){2,4}(?![0-9])")
_DAY = re.compile(
    r"(?<![0-9])(?:[0-9]{1,2} ?[-/. ] ?(?:[0-9]{1,2}|[a-z]{3,9}) ?[-/. ,] ?(?:[0-9]{4}|[0-9]{2})"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2})(?![0-9])",
    re.IGNORECASE,
)
# A whole day, no part of a longer row of groups: "17-08-1965 0852 1234" is no number of sixteen digits.
_BORN = re.compile(
    r"(?:(?<![0-9])(?<![0-9][ .\-])|(?<=[0-9] )(?=[0-9]{1,2} ?[-/]))"
    r"(?:0?[1-9]|[12][0-9]|3[01]) ?[-/. ] ?(?:0?[1-9]|1[0-2]) ?[-/. ] ?(?:19|20)[0-9]{2}(?![0-9])"
)
_PARTS = re.compile(r"\s*[,;|\t\n]\s*|\s+[-–—:/]+\s+|\s{2,}|\s*[()]\s*")
_ALM = re.compile(r"\( *(alm\w*\.?) *\)", re.IGNORECASE)
_WHOLE = re.compile(rf"(?<![0-9+]){DIGIT}{{{LENGTH}}}(?![0-9])")
_OWN_NIK = re.compile(rf"\s*(?:{DIGIT}{{{LENGTH}}}(?![0-9])|(?:[^;|,]|,(?=[0-9]))*)")
_FAMILY = re.compile(r"\bkk\b", re.IGNORECASE)
_NUMBER = re.compile(r"\s*[0-9]{1,3}\b")
# What follows a label is no longer than that.
_ENDS = {
    "rt": _NUMBER, "rw": _NUMBER, "rt_rw": re.compile(r"\s*[0-9]{1,3}(?:\s*/\s*[0-9]{1,3})?\b"),
    "phone": re.compile(rf"\s*{_PHONE.pattern}(?:\s*[/,&]\s*{_PHONE.pattern})?"),
    "birth": re.compile(rf"\s*{_DAY.pattern}", re.IGNORECASE),
    "unit": re.compile(r"[^,;|]+"), "village": re.compile(r"[^,;|]+"),
    "kk": re.compile(r"\s*[0-9](?:[ .\-]?[0-9]){9,19}(?![0-9])"),
}  # fmt: skip
_BRACKETS = {1: "(", 2: ")"}
_ADDRESS = re.compile(
    r"\b(?:jl|jln|jalan|gg|gang|rt|rw|no|blok|komp|komplek|dusun|desa|kel|kelurahan|kec|banjar|br|lingk)\b",
    re.I,
)
_WIDE = re.compile(r"\s*[\t\n]\s*| {2,}")
_EDGES = " \t,;|-–—:/.=_"


def apart(text: str) -> tuple[str, str]:
    """The NIK in a text and what stands around it; ("", text) where there is none."""
    line = plain(text)
    found = _nik(line)
    if found is None:
        return "", text
    rest = f"{line[: found.start()]} {line[found.end() :]}"
    return found[0], " ".join(rest.split()).strip(_EDGES)


def fields_of(text: str) -> dict[str, Cell]:
    """What a line holds by field: nik, name, birth, sex, phone, birth_place, address, work ..."""
    line = plain(_WIDE.sub(" ; ", text.strip()))
    line = _ROW_NUMBER.sub("", _BULLET.sub("", line), count=1)
    line = _ALM.sub("\1\\1\2", line)  # stays with the name, until that is read
    labelled, line = _labelled(line)
    found: dict[str, Cell] = dict(labelled)
    for field, finder in (("nik", _nik), ("birth", _DAY.search), ("phone", _PHONE.search)):
        match = finder(line) if field not in found else None
        if match:
            found[field] = match[0].strip()
            # The place of birth stands before the day, so where the day was is kept in mind.
            mark = " ; \0 ; " if field == "birth" else " ; "
            line = line[: match.start()] + mark + line[match.end() :]
        if field == "nik" and "nik" in found:
            found["nik"], line = _with_second(found["nik"], line)
    _name_parts(found, [part.strip(_EDGES).translate(_BRACKETS) for part in _PARTS.split(line)])
    return found


def _labelled(line: str) -> tuple[dict[str, Cell], str]:
    """ "Nama: Siti NIK: 6371...": each label takes what follows it; and what is left of the line.

    A number that may be a NIK is nothing that another label takes along: it is left, as are a name behind
    "RT: 03" and what else can't be what the label says.
    """
    labels = list(_LABEL.finditer(line))
    ends = [label.start() for label in labels[1:]] + [len(line)] * bool(labels)
    found: dict[str, Cell] = {}
    left = [line[: labels[0].start()] if labels else line]
    for label, end in zip(labels, ends, strict=True):
        field = _field_of_label(label["label"])
        value, more = _own_part(field, line[label.end() : end])
        left.append(more)
        if field and field not in found and value:
            found[field] = value
    return found, " ; ".join(filter(None, left))


def _field_of_label(label: str) -> str:
    """ "NIK a.n. Siti" is that of the person, "NIK Suami" and "NIK KK" are not."""
    field = headings.field(label)
    if field == "OTHER_NIK":
        return "kk" if _FAMILY.search(label) else "nik"
    return field


def _own_part(field: str, text: str) -> tuple[str, str]:
    """What follows a label, as far as it can be what the label says; and the rest."""
    if field == "nik":
        own = _OWN_NIK.match(text)
        value = own[0].strip(_EDGES) if own else ""
        return value or NONE, text[own.end() :] if own else ""
    if field.isupper():
        return text.strip(_EDGES), ""
    numbers = ""
    while field != "kk" and (match := _nik(text) if field != "phone" else _WHOLE.search(text)):
        numbers += f" ; {match[0]}"
        before, text = text[: match.start()].strip(_EDGES), text[match.end() :]
        if before:
            value, more = _own_part(field, before)
            return value, f"{more}{numbers} ; {text}"
    own = _ENDS[field].match(text) if field in _ENDS else None
    value, more = (own[0], text[own.end() :]) if own else (text, "")
    return value.strip(_EDGES), more + numbers


def _nik(line: str) -> re.Match[str] | None:
    """Sixteen digits in a row before all else, then in groups, then what is nearly so."""
    solid = [match for match in _SOLID.finditer(line) if _could_be(match[0])]
    if whole := next((match for match in solid if len(match[0]) == LENGTH), None):
        return whole
    groups = _groups(line)
    grouped = (match for match in groups if _count(match[0]) == LENGTH)
    nearly = (match for match in groups if LENGTH - 2 <= _count(match[0]) <= LENGTH + 2)
    return (
        next(grouped, None) or _GLUED.search(line) or _EXPONENT.search(line)
        or next(iter(solid), None) or next((match for match in nearly if _could_be(match[0])), None)
    )  # fmt: skip


def _groups(line: str) -> list[re.Match[str]]:
    """The numbers in groups, none of them with a day in it."""
    return list(_GROUPED.finditer(_BORN.sub(lambda day: "x" * len(day[0]), line)))


def _with_second(nik: Cell, line: str) -> tuple[Cell, str]:
    """A second number as long may be that of the family card or of another person, also where a digit of it
    is missing: both are given, and nobody guesses.
    """
    for match in (*_SOLID.finditer(line), *_groups(line)):
        whole = _count(match[0]) == LENGTH and match[0] != nik
        if whole or (match.re is _SOLID and _is_second(match[0], line[: match.start()])):
            return f"{nik} {match[0]}", line[: match.start()] + " ; " + line[match.end() :]
    return nik, line


def _is_second(text: str, before: str) -> bool:
    """Nearly as long as a NIK, and no number of an account."""
    return _count(text) >= SHORTEST and _could_be(text) and not ACCOUNT.search(before)


def _could_be(text: str) -> bool:
    """Mostly digits, and no telephone number."""
    digits = _count(text)
    phone = text.startswith(("0", "62", "8")) and digits <= 14
    return digits >= SHORTEST - 2 and digits * 4 >= len(text) * 3 and not phone


def _count(text: str) -> int:
    return sum(sign.isdigit() for sign in text)


def _name_parts(found: dict[str, Cell], parts: list[str]) -> None:
    """The words that are left: the name comes first, the place of birth before the day, then address and
    work.
    """
    before = ""
    for part in _with_degrees(parts):
        if part == "\0":
            if before and found.get("name") != before:
                found["birth_place"] = before
                _forget(found, before)
            continue
        if "name" in found and NEXT.match(part):
            found["name"] = f"{found['name']} {part}"  # a second person; nobody gets a line for two
            continue
        field = _field_of_words(part, found)
        if field and field not in found:
            found[field] = part
            before = part


def _forget(found: dict[str, Cell], value: str) -> None:
    for field in ("work", "address"):
        if found.get(field) == value:
            del found[field]


def _field_of_words(part: str, found: dict[str, Cell]) -> str:
    if part.lower() in SEXES:
        return "sex"
    if not any(sign.isalpha() for sign in part):
        return ""
    title = headings.field(part)
    of_person = title == "OTHER_PERSON" and " " in part  # "ANAK AGUNG RAI" is a name
    with_place = title == "unit" and len(part.split()) > 2  # "Dusun Melati DEWI SARTIKA", for places.py
    if title and ("name" in found or not (of_person or with_place or remarked(part))):
        return ""
    if "name" in found and (DEAD.search(part) or LEFT.search(part)):
        return "note"
    if _ADDRESS.search(part) and "name" in found:
        return "address"
    return "name" if "name" not in found else "work"


def _with_degrees(parts: list[str]) -> Iterator[str]:
    """A degree behind a comma stays with the name before it."""
    held = ""
    for part in parts:
        if held and part and all(bare(word) in DEGREES for word in part.split()):
            held += f", {part}"
        elif part:
            if held:
                yield held
            held = part
    if held:
        yield held
