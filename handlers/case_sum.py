"""The sum to expect, item by item with formula and rule. Words: case.po, and benefits.po for the items."""

from __future__ import annotations

from bot.conversation.derived import Outcome
from bot.conversation.question import Context
from bot.conversation.words import Language, Words
from handlers.case_benefit import Worth, schools_possible, worth
from handlers.cases import day_of, heading, told_of
from handlers.services import services
from rules.benefit import Estimate, Item
from rules.cases import Case


def sum_told(case: Case, context: Context) -> Outcome:
    """Every item; without a known cover no sum, and what an officer does about it."""
    found = worth(services(context), case, day_of(case, context))
    if not any(part.items for one in found for part in one.parts):
        return Outcome(f"sum.no_cover.{case.kind}", heading(case))
    language, hint = context.words.language, hint_of(case, found[0], context)
    first, *others = found
    told = [first_told(first, case, language), *(otherwise_told(one, first, language) for one in others)]
    schools = [line for part in first.parts for line in schools_told(part, language)]
    lines = "\n\n".join([*told, *(["\n".join(schools)] if schools else [])])
    return Outcome("sum", {"name": told_of(case), "lines": lines, "hint": f"{hint} " if hint else ""})


def first_told(one: Worth, case: Case, language: Language) -> str:
    """The items and their total; which base it is, where the sum depends on it."""
    lines = [item_told(item, language) for part in one.parts for item in part.items]
    if case.kind == "death":
        lines.append(total_told(one, language))
    by_wage = case.kind == "accident" or case.details.get("cause") == "work_accident"
    return "\n".join([base_told(one, language), *lines] if by_wage else lines)


def otherwise_told(one: Worth, first: Worth, language: Language) -> str:
    """Another base: only the items that differ, and the total."""
    known, items = [item for part in first.parts for item in part.items], one.items
    differing = [item for item in items if item not in known]
    lines = [base_told(one, language), *(item_told(item, language) for item in differing)]
    if len(differing) < len(items):
        words = Words(language, "benefits")
        lines += [words("rest_same"), total_told(one, language)]
    return "\n".join(lines)


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


def hint_of(case: Case, found: Worth, context: Context) -> str:
    """What else may come: the scholarships depend on children that may not have been told of yet."""
    if case.kind == "accident":
        told = "disability" if case.details.get("outcome") == "disabled" else "treatment"
        return context.words(f"sum.{told}")
    if case.kind == "scholarship" or any(part.scholarships for part in found.parts):
        return ""
    if case.details.get("children"):
        return context.words("sum.no_scholarship")
    schooled = schools_possible(services(context), case, day_of(case, context))
    return context.words("sum.children") if schooled else ""
