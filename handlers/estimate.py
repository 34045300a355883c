"""'How much would there be?' Benefits, scholarships, contributions, for anyone: an estimate, never a promise.

Words: locales/*/LC_MESSAGES/{estimate,benefits}.po; examples: tests/transcripts/estimate/.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from bot.conversation.choices import Choice
from bot.conversation.conversation import Conversation
from bot.conversation.derived import End, Lookup, Many
from bot.conversation.messages import Said
from bot.conversation.money import Money
from bot.conversation.question import Context, Invalid, Question, typed
from bot.conversation.questions import PastDate
from bot.conversation.reading.number_words import digits
from bot.conversation.reading.plain import LONGEST, one_line
from handlers.estimating import NAMES, expected, for_school, income_counts, schooling
from handlers.paying import by_government, by_oneself

PERCENT = {"%": 1, "persen": 1, "prosen": 1, "persent": 1, "percent": 1}
MONTHS = {
    **dict.fromkeys(("bulan", "bln", "bulanan", "month", "months"), 1),
    **dict.fromkeys(("tahun", "thn", "taun", "year", "years"), 12),
}
_NUMBER = re.compile(r"(?<![0-9.,-])([0-9]{1,6}(?:[.,][0-9]{1,2})?)(?![0-9.,]) ?(%|[a-z]+)?")
_SPOKEN = (
    (re.compile(r"\bse(?=bulan\b|tahun\b)"), "1 "),
    (re.compile(r"([0-9]) koma (?=[0-9])"), r"\1,"),
    (re.compile(r"([0-9]) setengah\b"), r"\1,5"),
    (re.compile(r"\bsetengah\b"), "0,5"),
)


@dataclass(frozen=True, kw_only=True)
class Number(Question):
    """A number from 1 to `most`, kept as text ("2.5"): "10", "sepuluh persen", "1 tahun 2 bulan".

    `units`: the words that may follow, and how many one of them stands for.
    """

    most: int
    units: Mapping[str, int]
    whole: bool = True
    form: ClassVar[re.Pattern[str] | None] = re.compile(r"[0-9]+(?:\.[0-9]+)?")
    counts: ClassVar[bool] = True
    reads: ClassVar[tuple[str, ...]] = ("empty", "number_unread", "number_range")

    def read(self, said: Said, context: Context) -> str:
        value = self.value(has_any(typed(said)))
        if not 1 <= value <= self.most:
            raise Invalid("number_range", most=self.most)
        if self.whole and value % 1:
            raise Invalid("number_unread")
        return str(int(value)) if value % 1 == 0 else str(value.normalize())

    def value(self, text: str) -> Decimal:
        """The one number, or the sum of several with a unit each; raises Invalid."""
        found = _NUMBER.findall(text)
        unknown = any(unit not in self.units for _, unit in found if unit)
        rest = re.search("[0-9]", _NUMBER.sub("", text))
        each = [self.units.get(unit, 1) for _, unit in found]
        if not found or unknown or rest or len(set(each)) < len(each):
            raise Invalid("number_unread")
        parts = zip(found, each, strict=True)
        return sum((Decimal(n.replace(",", ".")) * unit for (n, _), unit in parts), Decimal(0))


def has_any(text: str) -> str:
    """The text in small letters with its numbers as digits; an overlong text has none."""
    line = digits(one_line(text[:LONGEST]).lower()).rstrip(" .,!")
    for pattern, written in _SPOKEN:
        line = pattern.sub(written, line)
    return line


estimate = Conversation(
    name="estimate",
    questions=(
        Choice("kind", (*NAMES, "contribution")),
        Choice("payer", ("government", "self"), when={"kind": "contribution"}),
        End("paid", when={"payer": "government"}, finish=by_government, says=("contribution.government",)),
        Choice("transport", ("no", "yes"), when={"payer": "self"}),
        Lookup("income_counts", of=("kind", "payer"), find=income_counts),
        Money("income", when={"income_counts": "yes"}),
        End("paying", when={"payer": "self"}, finish=by_oneself, says=("contribution.self",)),
        Number("loss", most=100, units=PERCENT, whole=False, when={"kind": "partial_disability"}),
        Number("months", most=60, units=MONTHS, when={"kind": "unable_to_work"}),
        PastDate("since", when={"kind": "death_illness"}, optional=True),
        Lookup("schooling", of=("kind", "since"), find=schooling),
        Many("children", when={"schooling": "yes"}, most=8, questions=(PastDate("born"),)),
        End("school", when={"kind": "scholarship"}, finish=for_school,
            says=("scholarship", "no_children", "too_old")),
    ),
    finish=expected,
    says=("sum",),
    review=False,
    progress=False,
)  # fmt: skip
