"""What answers mention: sums, days and regulations as the tables say them today. Knows no person.

Every name stands in braces in answers.po; sums are those of the lowest wage, as the programmes insure it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial

from bot.conversation.words import Formats
from rules.benefit import Base, bases, cap, estimate, row
from rules.bracket import bracket
from rules.contribution import rate
from rules.dated import NoRate, Row, find, table
from rules.payment import Member, monthly

LOWEST = 0  # an income of the lowest bracket


def facts(on: date, formats: Formats) -> Mapping[str, str]:
    """Every fact of a day, written as the language writes it."""
    return {
        **{name: formats.rupiah(found(on)) for name, found in SUMS.items()},
        **{name: str(found(on)) for name, found in NUMBERS.items()},
        "expiry_since": formats.date(find(table("deadlines"), "claim_expiry", on).valid_from),
        **{name: found(on).regulation for name, found in RULES.items()},
        "death_rules": named(RULES["jkk_rule"](on), RULES["jkm_rule"](on)),
        "self_rules": named(RULES["pay_rule"](on), *relieved("other", on)),
        "transport_rule": named(*relieved("transport", on)),
    }


def named(*rows: Row) -> str:
    """The regulations of some rows, each once."""
    return "; ".join(dict.fromkeys(row.regulation for row in rows))


def base(on: date) -> Base:
    return bases(LOWEST, on)[0]


def paid(kind: str, on: date, since: date | None = None) -> int:
    """The total of an estimate at the lowest base, in rupiah."""
    return estimate(kind, base(on), on, member_since=since).total


def contribution(on: date, by: str, jht: bool = False, transport: bool = False) -> int:
    """Rupiah a month at the lowest base; `by` as rules/payment.py names payers."""
    return monthly(Member(LOWEST, by, transport, jht), on).total


def relieved(sector: str, on: date) -> tuple[Row, ...]:
    """The row of the relief that a sector has on that day, if it has one."""
    try:
        return (find(table("relief"), f"bpu.relief.{sector}.jkm", on),)
    except NoRate:
        return ()


def transport_differs(on: date) -> bool:
    """Do transport workers who pay themselves pay less than others on that day?"""
    return contribution(on, "self", transport=True) != contribution(on, "self")


def school(level: str, on: date) -> int:
    return find(table("scholarships"), f"scholarship.{level}", on).whole


def days(rule: str, on: date) -> int:
    return find(table("deadlines"), rule, on).whole


def before(rule: str, on: date) -> Row:
    """The row of a deadline that held until the one of the day began."""
    rows = table("deadlines")
    return find(rows, rule, find(rows, rule, on).valid_from - timedelta(days=1))


def percent(rule: str, on: date) -> str:
    return f"{row(rule, on).whole}%"


SUMS: Mapping[str, Callable[[date], int]] = {
    "month": lambda on: contribution(on, "apbd"),
    "self_month": lambda on: contribution(on, "self"),
    "transport_month": lambda on: contribution(on, "self", transport=True),
    "jht": lambda on: contribution(on, "apbd", jht=True) - contribution(on, "apbd"),
    "jkk_death": lambda on: paid("jkk-death", on),
    "total_disability": lambda on: paid("jkk-total-disability", on),
    "jkm": lambda on: paid("jkm", on),
    "jkm_new": lambda on: paid("jkm", on, on),
    "land": lambda on: cap("jkk.transport.land", on),
    "sea": lambda on: cap("jkk.transport.sea", on),
    "air": lambda on: cap("jkk.transport.air", on),
    "glasses": lambda on: cap("jkk.glasses", on),
    "dentures": lambda on: cap("jkk.dentures", on),
    "hearing": lambda on: cap("jkk.hearing_aid", on),
    "school_total": lambda on: school("total", on),
    **{level: partial(school, f"amount.{level}") for level in ("tk", "sd", "smp", "sma", "study")},
}
NUMBERS: Mapping[str, Callable[[date], object]] = {
    "jkm_months": lambda on: row("jkm.new_member.months", on).whole,
    "unable_months": lambda on: row("jkk.wage_replacement.first_months", on).whole,
    "unable_first": lambda on: percent("jkk.wage_replacement.first", on),
    "unable_after": lambda on: percent("jkk.wage_replacement.after", on),
    "children": lambda on: school("children", on),
    "ends_at": lambda on: school("ends_at", on),
    "school_years": lambda on: row("jkm.scholarship.years", on).whole,
    "report_hours": lambda on: days("accident_report", on),
    "jkk_days": lambda on: days("jkk_payment", on),
    "jkm_days": lambda on: days("jkm_payment", on),
    "claim_years": lambda on: days("claim_expiry", on),
    "claim_years_before": lambda on: before("claim_expiry", on).whole,
    "due_day": lambda on: find(table("payments"), "bpu.due_day", on).whole,
    "arrears": lambda on: find(table("payments"), "bpu.arrears_max", on).whole,
}
# The row whose regulation a kind of fact comes from.
RULES: Mapping[str, Callable[[date], Row]] = {
    "pay_rule": lambda on: rate("bpu.jkm", on),
    "jht_rule": lambda on: rate("bpu.jht", on),
    "bracket_rule": lambda on: bracket(LOWEST, on).row,
    "relief_rule": lambda on: find(table("relief"), "bpu.relief_payer.apbd", on),
    "jkk_rule": lambda on: row("jkk.death", on),
    "jkm_rule": lambda on: row("jkm.lump_sum", on),
    "school_rule": lambda on: find(table("scholarships"), "scholarship.total", on),
    "report_rule": lambda on: find(table("deadlines"), "accident_report", on),
    "payment_rule": lambda on: find(table("deadlines"), "jkm_payment", on),
    "expiry_rule": lambda on: find(table("deadlines"), "claim_expiry", on),
    "expiry_rule_before": lambda on: before("claim_expiry", on),
    "due_rule": lambda on: find(table("payments"), "bpu.due_day", on),
    "arrears_rule": lambda on: find(table("payments"), "bpu.arrears_max", on),
}
