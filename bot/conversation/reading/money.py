"""Reads a sum of rupiah and the day, week or month it is for. It does not know what it pays for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from bot.conversation.reading import number_words
from bot.conversation.reading.money_words import (
    HALF,
    MILLION,
    MINUS,
    RANGES,
    SCALES,
    THOUSAND,
    WHOLE,
    Per,
    odd,
    period,
)
from bot.conversation.reading.numerals import numeral
from bot.conversation.reading.plain import LONGEST, one_line
from bot.conversation.reading.unread import Unread

MOST = 999_999_999
_BARE = 1_000  # a sum below this without "ribu" or "juta" was hardly meant as it stands

_TAIL = re.compile(r"[.,] ?[-=]+(?![0-9])")
_SPACED = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?: [0-9]{3})* 000(?![0-9.,])")
_KOMA = re.compile(r"([0-9]+) koma ([0-9])")
_NEGATIVE = re.compile(r"(?:^|[ (]|rp\.? ?)-(?:rp\.? ?)?[0-9]")
_TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[^\W0-9_]+|[^\w\s]")
_BOUND = re.compile(r"\b(?:lebih|lbh|kurang|krg|krng) (?:dari|dr)\b")
_WORD = re.compile(r"[^\W0-9_]+")


@dataclass(frozen=True)
class MoneyRead:
    """Whole rupiah; `per` is None where no period was said; not `sure` where "ribu" seems left out ("50")."""

    rupiah: int
    per: Per | None
    sure: bool = True


@dataclass(frozen=True)
class _Sum:
    """One sum as its tokens stand: numerals, scales and halves."""

    tokens: tuple[str, ...]

    @property
    def bare(self) -> bool:
        return not any(token in SCALES or token == HALF for token in self.tokens)


def read_money(text: str, *, most: int = MOST) -> MoneyRead:
    """The one sum in `text`: "1,2jt", "sejuta dua", "Rp 50.000/hari", "seminggu 300rb", "satu setengah juta".

    A dot parts thousands and a comma decimals, but "1.2 jt" is read too. What people leave out is filled
    in as they mean it: "sejuta dua" and "1 juta 200" are 1.200.000. Raises Unread: money_unread (also a
    yearly sum or one by piece or trip), money_range (two sums, or "at least"), money_negative,
    money_too_much (above `most`).
    """
    tokens = _tokens(text)
    per = _per(tokens)
    sums = {_value(found): found for found in _sums(tokens)}
    if len(sums) > 1 or (sums and RANGES.intersection(tokens)):
        raise Unread("money_range")
    if not sums:
        raise Unread("money_unread")
    (value, found), *_ = sums.items()
    return MoneyRead(_checked(value, text, tokens, most), per, sure=not (found.bare and 0 < value < _BARE))


def _tokens(text: str) -> list[str]:
    line = one_line(text).lower()
    if len(line) > LONGEST:
        raise Unread("money_unread")
    line = _BOUND.sub("antara", _TAIL.sub(" ", line).replace("s/d", " sd "))
    line = _WORD.sub(lambda word: WHOLE.get(word[0], word[0]), line)
    line = _KOMA.sub(r"\1,\2", number_words.digits(line))
    return _TOKEN.findall(_SPACED.sub(lambda spaced: spaced[0].replace(" ", ""), line))


def _per(tokens: list[str]) -> Per | None:
    """The one period that is named; "26 hari" is a count and "50 ribu per trip" no period to reckon with."""
    named = {per for token in tokens if (per := period(token)[0])}
    counted = any(_counts(before, token) and before != "1" for before, token in pairwise(tokens))
    if counted or len(named) > 1 or any(odd(token) for token in tokens):
        raise Unread("money_unread")
    return named.pop() if named else None


def _counts(token: str, following: str) -> bool:
    """ "6 hari": a small number right before a period that doesn't say "each" itself."""
    per, each = period(following)
    return per is not None and not each and token.isdigit() and len(token) <= 3


def _sums(tokens: list[str]) -> list[_Sum]:
    """The runs of numerals, scales and halves; the 1 of "1 hari" belongs to the day."""
    sums: list[list[str]] = [[]]
    for token, following in pairwise([*tokens, ""]):
        begins = token[0].isdigit() or token == HALF
        if not _counts(token, following) and (begins or (sums[-1] and token in SCALES)):
            sums[-1].append(token)
        else:
            sums.append([])
            _refuse_vague(token)
    return [_Sum(tuple(found)) for found in sums if found]


def _refuse_vague(token: str) -> None:
    """ "jutaan" or "ratusan ribu" with no number before it says nothing; a lone k or m is no scale."""
    if token in SCALES and len(token) > 1:
        raise Unread("money_unread")


def _value(found: _Sum) -> Fraction:
    total = part = Fraction(0)
    pending: Fraction | None = None
    last = 0
    for token, following in pairwise([*found.tokens, ""]):
        scale = SCALES.get(token, 0)
        if token == HALF:
            pending = (pending or Fraction(0)) + Fraction(1, 2)
        elif not scale:
            pending = _next(pending, numeral(token, SCALES.get(following, 1)))
        elif scale < THOUSAND:
            part, pending = part + _given(pending) * scale, None
        else:
            total += _descending(part + _given(pending, part), last, scale)
            part, pending, last = Fraction(0), None, scale
    return total + _left(part + (pending or 0), last)


def _next(pending: Fraction | None, value: Fraction) -> Fraction:
    """A second number right after the first: "2 3 juta"."""
    if pending is not None:
        raise Unread("money_range")
    return value


def _given(pending: Fraction | None, part: Fraction = Fraction(0)) -> Fraction:
    if pending is None and not part:
        raise Unread("money_unread")
    return pending or Fraction(0)


def _descending(value: Fraction, last: int, scale: int) -> Fraction:
    if last and scale >= last:
        raise Unread("money_unread")
    return value * scale


def _left(rest: Fraction, last: int) -> Fraction:
    """What follows the last scale, words left out: "sejuta dua", "1 juta 200", "sejuta setengah"."""
    if rest == Fraction(1, 2) and last:
        return rest * last
    if last == MILLION and rest < THOUSAND:
        return rest * (100 * THOUSAND if rest < 10 else THOUSAND)
    return rest


def _checked(value: Fraction, text: str, tokens: list[str], most: int) -> int:
    if _NEGATIVE.search(one_line(text).lower()) or MINUS.intersection(tokens):
        raise Unread("money_negative")
    if value > most:
        raise Unread("money_too_much")
    if value.denominator > 1 and value < _BARE:
        raise Unread("money_unread")
    return int(value)
