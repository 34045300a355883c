"""The sum to expect, item by item with formula and rule. Words: case.po, and benefits.po for the items."""

from __future__ import annotations

from bot.conversation.derived import Outcome
from bot.conversation.question import Context
from bot.conversation.words import Language, Words
from handlers.case_benefit import Worth, readings, scholarship_due, schools_possible, worth
from handlers.cases import day_of, heading, told_of
from handlers.services import services
from rules.benefit import Estimate, Item, cap
from rules.cases import Case


def sum_told(case: Case, context: Context) -> Outcome:
    """Every item; without a known cover no sum, and what an officer does about it."""
    ways = [(one, worth(services(context), one, day_of(one, context))) for one in readings(case)]
    known = [(one, found) for one, found in ways if any(part.items for way in found for part in way.parts)]
    why = "" if known and case.kind != "scholarship" else unpromised(case, bool(known), context)
    if why or not known:
        return Outcome(f"sum.no_cover.{case.kind}", {**heading(case), "told": why})
    lines = sure_told(*known[0], context) if len(ways) == 1 else unsure_told(known, context)
    hint = hint_of(case, [way for _, found in known for way in found], context)
    return Outcome("sum", {"name": told_of(case), "lines": lines, "hint": f"{hint} " if hint else ""})


def sure_told(case: Case, found: tuple[Worth, ...], context: Context) -> str:
    """The items by the first base, what differs by another, the scholarships."""
    language, (first, *others) = context.words.language, found
    told = [first_told(first, case, language), *(otherwise_told(one, first, language) for one in others)]
    schools = [line for part in first.parts for line in schools_told(part, language)]
    return "\n\n".join([*told, *(["\n".join(schools)] if schools else [])])


def unsure_told(ways: list[tuple[Case, tuple[Worth, ...]]], context: Context) -> str:
    """Each cause a death may have had, with its sum in a line for each base."""
    language = context.words.language
    return "\n\n".join("\n".join(way_told(case, found, language)) for case, found in ways)


def way_told(case: Case, found: tuple[Worth, ...], language: Language) -> list[str]:
    """ "Kalau karena sakit: Rp42.000.000 (...)", then the scholarships of the children told of."""
    words, rupiah = Words(language, "benefits"), language.formats.rupiah
    lines = [
        words(
            f"cause.{case.details['cause']}",
            amount=rupiah(one.total),
            formula=" + ".join(item.formula for item in one.items),
            rule=", ".join(dict.fromkeys(item.rule for item in one.items)),
        )
        for one in found
    ]
    schools = sum(part.scholarship_total for part in found[0].parts)
    return [*lines, words("scholarship_total", amount=rupiah(schools))] if schools else lines


def unpromised(case: Case, known: bool, context: Context) -> str:
    """Why no sum of a scholarship is named: too old, not due, or what it depends on; else ""."""
    if case.kind != "scholarship":
        return ""
    records = services(context)
    if not known:
        return context.words("sum.school.over", **heading(case))
    number = case.details.get("follows")
    followed = next((one for one in records.cases() if number and one.number == number), None)
    due = scholarship_due(records, followed, day_of(followed, context)) if followed else None
    if due:
        return ""
    years = cap("jkm.scholarship.years", records.today())
    reason = "depends" if due is None else "not_due"
    return context.words(f"sum.school.{reason}", **heading(case), years=years)


def first_told(one: Worth, case: Case, language: Language) -> str:
    """The items and their total; which base it is, where the sum depends on it."""
    lines = [item_told(item, language) for item in one.items] + either_told(one, language)
    if case.kind == "death":
        lines.append(total_told(one, language))
    by_wage = case.kind == "accident" or case.details.get("cause") == "work_accident"
    return "\n".join([base_told(one, language), *lines] if by_wage else lines)


def otherwise_told(one: Worth, first: Worth, language: Language) -> str:
    """Another base: only the items that differ, and the total."""
    differing = [item for item in one.items if item not in first.items]
    lines = [base_told(one, language), *(item_told(item, language) for item in differing)]
    lines += either_told(one, language)
    if len(differing) < len(one.items):
        words = Words(language, "benefits")
        lines += [words("rest_same"), total_told(one, language)]
    return "\n".join(lines)


def either_told(one: Worth, language: Language) -> list[str]:
    """A disability in a line for each kind: partial with an example, and total."""
    return [disability_told(made, language) for made in one.either]


def disability_told(made: Estimate, language: Language) -> str:
    """The total one also pays a periodic sum; the partial one's formula begins with its percent."""
    first, words = made.items[0], Words(language, "benefits")
    amount = language.formats.rupiah(made.total)
    if len(made.items) > 1:
        formula = " + ".join(item.formula for item in made.items)
        return words("disability.total", amount=amount, formula=formula, rule=first.rule)
    percent, _, times = first.formula.partition(" x ")
    return words("disability.partial", amount=amount, percent=percent, times=times, rule=first.rule)


def base_told(one: Worth, language: Language) -> str:
    words = Words(language, "benefits")
    return words(f"base.{one.base.kind}", amount=language.formats.rupiah(one.base.amount))


def total_told(one: Worth, language: Language) -> str:
    words = Words(language, "benefits")
    return words("total", amount=language.formats.rupiah(one.total))


def item_told(item: Item, language: Language) -> str:
    """ "- Biaya pemakaman: Rp10.000.000 (Rp10.000.000, PP 82/2019)"."""
    words = Words(language, "benefits")
    return words(
        "line",
        item=words(f"item.{item.name}"),
        amount=language.formats.rupiah(item.amount),
        formula=item.formula,
        rule=item.rule,
    )


def schools_told(part: Estimate, language: Language) -> list[str]:
    """The scholarships of the children, apart: they are paid year by year."""
    if not part.scholarships:
        return []
    words = Words(language, "benefits")
    total = words("scholarship_total", amount=language.formats.rupiah(part.scholarship_total))
    return [*(item_told(item, language) for item in part.scholarships), total]


def hint_of(case: Case, found: list[Worth], context: Context) -> str:
    """What else may come, and that a cause nobody knows yet leaves two possibilities; "" or sentences."""
    if case.kind == "accident":
        told = "disability" if case.details.get("outcome") == "disabled" else "treatment"
        return context.words(f"sum.{told}")
    cause = context.words("sum.cause") if len(readings(case)) > 1 else ""
    return " ".join(hint for hint in (cause, school_hint(case, found, context)) if hint)


def school_hint(case: Case, found: list[Worth], context: Context) -> str:
    """The scholarships depend on children that may not have been told of yet."""
    if case.kind == "scholarship" or any(part.scholarships for one in found for part in one.parts):
        return ""
    if case.details.get("children"):
        return context.words("sum.no_scholarship")
    possible = schools_possible(services(context), case, day_of(case, context))
    return context.words("sum.children") if possible else ""
