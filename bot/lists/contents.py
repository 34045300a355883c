"""Which column holds what where no title says it: by what stands in the cells. It reads no line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.lists.cells import Cell, Row, cleaned, text_of
from bot.lists.limits import WIDEST
from bot.lists.readers import WOMEN
from bot.lists.words import SEXES
from rules.regencies import regencies

Columns = dict[str, tuple[int, ...]]

_NIK = re.compile(
    r"[^0-9A-Za-z]*[1-9OoIl|](?:[ .\-']?[0-9OoIl|]){11,19}[^0-9A-Za-z]*|[1-9][.,][0-9]+ ?[eE]\+?1[56]"
)
_PHONE = re.compile(r"[^0-9A-Za-z]*(?:\+?62|0)[ \-.]?[2-9](?:[ .\-]?[0-9]){6,12}")
_DAY = re.compile(r"[0-9]{1,4}[ \-/.]{1,3}(?:[0-9]{1,2}|[A-Za-z]{3,9})[ \-/.,]{1,3}[0-9]{2,4}")
_PLACE_DAY = re.compile(r"[A-Za-z .'()]{3,40}[,/ \-]{1,3}" + _DAY.pattern)
_WORDS = re.compile(r"[^\W\d_][^\d_:;=@#]*")
_BOTH = re.compile(r"[A-Za-z]{2}.*[0-9]{13}|[0-9]{13}.*[A-Za-z]{2}", re.DOTALL)
_MOST = 60  # signs of a name
BY_KIND = (("sex", "sex"), ("birth", "day"), ("place_birth", "place_day"), ("phone", "phone"))
PHONES, PHONES_OF_62 = range(8 * 10**8, 10**12), range(628 * 10**9, 629 * 10**10)
FEWEST = 10**12  # a number that may be meant for a NIK
LENGTH = 16  # digits of a NIK
MOST_LISTS = (4, 3, 2)  # side by side: more do not fit onto paper
HALF = 0.5  # so much like family cards that nobody can say that it is none
KK_YEARS = range(4, 40)  # since 2004 a family card has a number by the day of its issue


@dataclass
class _Column:
    """What was counted in one column."""

    kinds: Counter[str] = field(default_factory=Counter)
    words: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)

    def add(self, kind: str, cell: Cell) -> None:
        """One cell more."""
        self.kinds[kind] += 1
        if kind == "words":
            self.words.append(text_of(cell).upper())
        elif kind == "nik":
            self.numbers.append(re.sub("[^0-9]", "", text_of(cell)))

    @property
    def filled(self) -> int:
        return self.kinds.total()

    def share(self, kind: str) -> float:
        return self.kinds[kind] / max(1, self.filled)

    @property
    def mostly(self) -> str:
        """The kind of most of its cells."""
        return self.kinds.most_common(1)[0][0]


def completed(columns: Mapping[str, tuple[int, ...]], rows: Sequence[Row], *, titled: bool) -> Columns:
    """The columns with those added that their contents tell; without titles also days, telephones and the
    like.
    """
    made = dict(columns)
    counted = _counted(rows)
    _settle_nik(made, counted)
    if "name" not in made and "HEAD_NAME" in made:
        made["name"] = made.pop("HEAD_NAME")
    if "name" not in made and "nik" in made:
        _add(made, "name", _best_name(made, counted))
    if not titled and made:
        for name, kind in BY_KIND:
            _add(made, name, _best(made, counted, kind))
        _add(made, "birth_place", _best_place(made, counted))
    return made


def side_by_side(rows: Sequence[Row]) -> tuple[range, ...]:
    """The columns of each list, where several without titles stand side by side: columns of the same kinds
    come again, with a name and a NIK in each. () where there is but one. A second number that is a family
    card's makes no second list.
    """
    counted = _counted(rows)
    filled = sorted(counted)
    for several in MOST_LISTS:
        size, left = divmod(len(filled), several)
        parts = [filled[at : at + size] for at in range(0, len(filled), size)] if size and not left else []
        if parts and _alike([[counted[at] for at in part] for part in parts]):
            begins = [0, *(part[0] for part in parts[1:])]
            return tuple(map(range, begins, [*begins[1:], WIDEST]))
    return ()


def _alike(parts: Sequence[Sequence[_Column]]) -> bool:
    """Have all the same kinds of columns, each a name and a NIK of its own?"""
    kinds = {tuple(column.mostly for column in part) for part in parts}
    if len(kinds) > 1 or not {"words", "nik"}.issubset(*kinds):
        return False
    of_people = (min(_like_kk(one.numbers) for one in part if one.mostly == "nik") for part in parts)
    return all(like < HALF for like in of_people)


def _counted(rows: Sequence[Row]) -> dict[int, _Column]:
    counted: dict[int, _Column] = {}
    for row in rows:
        for at, cell in enumerate(row):
            if cell != "" and (kind := kind_of(cell := cleaned(cell))):
                counted.setdefault(at, _Column()).add(kind, cell)
    return counted


def kind_of(cell: Cell) -> str:
    """nik, phone, day, place_day, sex, words, both (a name and a NIK), other; "" where nothing stands."""
    if isinstance(cell, date):
        return "day"
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return _kind_of_number(cell)
    return _kind_of_text(text_of(cell))


def _kind_of_number(value: float) -> str:
    """A telephone has lost its first 0, or begins with 62."""
    whole = int(value)
    if whole in PHONES or whole in PHONES_OF_62:
        return "phone"
    return "nik" if whole >= FEWEST else "other"


def _kind_of_text(text: str) -> str:
    if not text or len(text) > 200:
        return "other" if text else ""
    if text.lower() in SEXES:
        return "sex"
    for kind, pattern in (("phone", _PHONE), ("nik", _NIK), ("day", _DAY), ("place_day", _PLACE_DAY)):
        if pattern.fullmatch(text):
            return kind
    if _WORDS.fullmatch(text) and len(text) <= _MOST:
        return "words"
    return "both" if _BOTH.search(text) else "other"


def _settle_nik(columns: Columns, counted: Mapping[int, _Column]) -> None:
    """Of the columns with such a title those with numbers in them; else one without a title that looks so."""
    titled = [at for at in columns.get("nik", ()) if at in counted and counted[at].kinds["nik"]]
    if titled:
        columns["nik"] = tuple(titled)
        return
    taken = _taken(columns)
    looking = [at for at, column in counted.items() if at not in taken and column.share("nik") >= 0.5]
    if not looking:
        return
    best = min(looking, key=lambda at: (_like_kk(counted[at].numbers), -counted[at].kinds["nik"], at))
    columns["nik"] = (best,)
    others = tuple(at for at in looking if at != best)
    if others and "kk" not in columns:
        columns["kk"] = others


def _like_kk(numbers: Sequence[str]) -> float:
    """How much a column looks like family cards: repeated, no day above 40, days of issue since 2004."""
    whole = [number for number in numbers if len(number) == LENGTH]
    if not whole:
        return 0.0
    women = sum(int(number[6:8]) > WOMEN for number in whole) / len(whole)
    issued = sum(int(number[10:12]) in KK_YEARS for number in whole) / len(whole)
    return issued - women + 1 - len(set(whole)) / len(whole)


def _taken(columns: Columns) -> set[int]:
    return {at for several in columns.values() for at in several}


def _add(columns: Columns, name: str, at: int | None) -> None:
    if at is not None:
        columns[name] = (at,)


def _best(columns: Columns, counted: Mapping[int, _Column], kind: str) -> int | None:
    taken = _taken(columns)
    fitting = [at for at, column in counted.items() if at not in taken and column.share(kind) >= 0.5]
    return max(fitting, key=lambda at: (counted[at].kinds[kind], -at), default=None)


def _best_name(columns: Columns, counted: Mapping[int, _Column]) -> int | None:
    """Names hardly repeat; work and villages do. Of several such columns the one nearest to the NIK."""
    taken = _taken(columns)
    fitting = [at for at, column in counted.items() if at not in taken and column.share("words") >= 0.5]
    nik = columns["nik"][0]
    return max(fitting, key=lambda at: (round(_variety(counted[at]), 1), -abs(at - nik)), default=None)


def _variety(column: _Column) -> float:
    """How seldom a cell repeats, fuller columns first."""
    several = sum(" " in words for words in column.words) / max(1, len(column.words))
    return len(set(column.words)) / max(1, len(column.words)) + several / 2


def _best_place(columns: Columns, counted: Mapping[int, _Column]) -> int | None:
    """A column of words of which most are known places."""
    known = {name.upper().removeprefix("KAB. ").removeprefix("KOTA ") for name in regencies().values()}
    taken = _taken(columns)
    places = {
        at: sum(word in known for word in column.words) / max(1, column.filled)
        for at, column in counted.items()
        if at not in taken
    }
    best = max(places, key=lambda at: places[at], default=None)
    return best if best is not None and places[best] >= 0.6 else None
