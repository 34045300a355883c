"""The question for a sum of money."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from bot.conversation.keywords import folded
from bot.conversation.messages import Said
from bot.conversation.question import Context, Doubtful, Question, read_by, typed
from bot.conversation.reading.money import MoneyRead, read_money


@dataclass(frozen=True, kw_only=True)
class Money(Question):
    """Rupiah a month. A daily or weekly sum is multiplied and read back; one without a period is asked about
    when it is too small (`monthly_from`) to be a month's.
    """

    days: int = 26
    weeks: int = 4
    monthly_from: int = 300_000
    holds: ClassVar[type] = int
    counts: ClassVar[bool] = True
    reads: ClassVar[tuple[str, ...]] = (
        "empty", "money_unread", "money_range", "money_negative", "money_too_much",
    )  # fmt: skip
    asks: ClassVar[tuple[str, ...]] = ("nothing", "in_thousands", "per_what", "multiplied")

    def read(self, said: Said, context: Context) -> int:
        none = folded(typed(said)) in context.words.listed("synonyms.nothing")
        found = MoneyRead(0, None) if none else read_by(read_money, typed(said))
        if not found.rupiah and "nothing" not in context.sure:
            raise Doubtful("nothing", {"yes": "0", "no": None})
        if not found.sure and "in_thousands" not in context.sure:
            raise self.in_thousands(found, context)
        times = {"day": self.days, "week": self.weeks}.get(found.per or "")
        if times:
            raise self.multiplied(found, times, context)
        if found.per is None and 0 < found.rupiah < self.monthly_from:
            raise self.per_what(found, context)
        return found.rupiah

    def in_thousands(self, found: MoneyRead, context: Context) -> Doubtful:
        """A bare "50" is said for Rp50.000."""
        per = {"day": "per hari", "week": "per minggu", "month": "per bulan"}.get(found.per or "", "")
        meant = found.rupiah * 1000
        rupiah = context.words.language.formats.rupiah(meant)
        return Doubtful("in_thousands", {"yes": f"{meant} {per}".strip(), "no": None}, rupiah=rupiah)

    def multiplied(self, found: MoneyRead, times: int, context: Context) -> Doubtful:
        month = found.rupiah * times
        rupiah = context.words.language.formats.rupiah
        return Doubtful(
            "multiplied",
            {"yes": f"{month} per bulan", "no": None},
            each=rupiah(found.rupiah),
            per=context.words(f"per.{found.per}"),
            times=times,
            month=rupiah(month),
        )

    def per_what(self, found: MoneyRead, context: Context) -> Doubtful:
        each = found.rupiah
        texts = {"day": f"{each} per hari", "week": f"{each} per minggu", "month": f"{each} per bulan"}
        return Doubtful("per_what", texts, each=context.words.language.formats.rupiah(each))

    def show(self, answer: Any, context: Context) -> str:
        return context.words.language.formats.rupiah(answer)
