"""The parts of the forms: which field stands where in F3 KK1 and F4."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.paper.clerk import Clerk, plain
from bot.paper.form import Line, Section

WITNESSES, CHILDREN = 2, 2  # the forms ask for two witnesses and pay the scholarship for two children at most
MOST = 3  # as many children are written out; witnesses stand two on a row


def membership(clerk: Clerk) -> Section:
    """Segment, group, programme. Reports here are those of workers who are not paid a wage (BPU)."""
    facts = clerk.facts
    return Section(
        clerk.words("section.membership"),
        (
            clerk.boxes("segment", ("pu", "bpu", "jakon", "pmi"), "bpu"),
            clerk.half("group", facts.get("group")),
            clerk.half("group_number", facts.get("group_number")),
            clerk.wide("programme", facts.get("programme")),
            clerk.half("payer", clerk.payer(facts.get("payer"))),
            clerk.half("package", facts.get("package")),
        ),
    )


def worker(clerk: Clerk) -> Section:
    """Who the report is about."""
    facts = clerk.facts
    return Section(
        clerk.words("section.worker"),
        (
            clerk.wide("name", clerk.answers.get("name")),
            clerk.half("nik", clerk.answers.get("nik")),
            clerk.half("kpj", facts.get("kpj")),
            clerk.half("birth_date", clerk.day(facts.get("birth_date"))),
            clerk.half("phone", facts.get("phone")),
            clerk.wide("address", facts.get("address"), rows=2),
            clerk.half("village", facts.get("village")),
            clerk.half("district", facts.get("district")),
            clerk.wide("regency", facts.get("regency")),
            clerk.half("category", facts.get("category")),
            clerk.half("income", clerk.rupiah(facts.get("income"))),
        ),
    )


def accident(clerk: Clerk, died: bool) -> Section:
    """The body of F3 KK1 without the machine, which workers on their own do not have."""
    return Section(clerk.words("section.accident"), (*_place(clerk), *_course(clerk, died)))


def _place(clerk: Clerk) -> tuple[Line, ...]:
    answers = clerk.answers
    kind = answers.get("place_kind")
    return (
        clerk.boxes("place_type", ("inside", "outside", "traffic"), place_type(answers)),
        clerk.half("happened", clerk.moment(answers.get("happened"))),
        clerk.half("place_kind", clerk.words(f"place_kind.{kind}") if kind else ""),
        clerk.wide("place", answers.get("place"), rows=2),
        clerk.wide("place_region"),
    )


def place_type(answers: Mapping[str, Any]) -> str | None:
    """The form's box for the place: traffic goes before where the worker was; None where neither is known."""
    if answers.get("traffic") == "yes":
        return "traffic"
    kind = answers.get("place_kind")
    return None if not kind else "inside" if kind == "at_work" else "outside"


def _course(clerk: Clerk, died: bool) -> tuple[Line, ...]:
    """What was being done, what was unsafe, what did the harm, how, with what result."""
    answers = clerk.answers
    injury = answers.get("injury")
    traffic = clerk.words("by_traffic") if answers.get("traffic") == "yes" else ""
    return (
        clerk.wide("task", answers.get("task"), rows=2),
        clerk.half("unsafe_act"),
        clerk.half("unsafe_condition"),
        clerk.half("accident_type", traffic),
        clerk.half("source"),
        clerk.wide("how", answers.get("how"), rows=4),
        clerk.boxes("result", ("hurt", "died"), "died" if died else "hurt" if injury else None),
        clerk.wide("injury", injury, rows=2),
    )


def treatment(clerk: Clerk) -> Section:
    """Where the worker was treated first; a partner is a hospital or clinic of the network (PLKK)."""
    return Section(
        clerk.words("section.treatment"),
        (
            clerk.boxes("treated", ("partner", "other", "not_yet"), clerk.answers.get("treated")),
            clerk.wide("facility", clerk.answers.get("facility")),
            clerk.boxes("care", ("out", "in"), None),
        ),
    )


def notifier(clerk: Clerk) -> Section:
    """Who reports, and who saw it."""
    answers = clerk.answers
    witnesses = [plain(one) for one in answers.get("witnesses") or ()]
    return Section(
        clerk.words("section.notifier"),
        (
            clerk.wide("notifier_name", answers.get("notifier_name")),
            clerk.half("relation", clerk.relation(answers.get("notifier_relation"))),
            clerk.half("notifier_phone", answers.get("notifier_phone")),
            *clerk.numbered("witness", witnesses, WITNESSES, MOST + 1, half=True),
        ),
    )


def death(clerk: Clerk) -> Section:
    """When the worker died, and of what."""
    causes = ("illness", "work_accident", "other_accident", "unknown")
    return Section(
        clerk.words("section.death"),
        (
            clerk.wide("died_on", clerk.day(clerk.answers.get("died_on"))),
            clerk.boxes("cause", causes, clerk.answers.get("cause")),
        ),
    )


def claimant(clerk: Clerk) -> Section:
    """Who claims, and the account the money goes to."""
    answers = clerk.answers
    return Section(
        clerk.words("section.claimant"),
        (
            clerk.wide("claimant_name", answers.get("notifier_name")),
            clerk.half("relation", clerk.relation(answers.get("relation"))),
            clerk.half("notifier_phone", answers.get("notifier_phone")),
            clerk.half("claimant_nik", answers.get("notifier_nik")),
            clerk.wide("claimant_address"),
            clerk.half("bank", answers.get("bank")),
            clerk.half("account", answers.get("account")),
            clerk.wide("account_owner", answers.get("account_owner")),
        ),
    )


def children(clerk: Clerk) -> Section:
    """For the scholarship (PP 82/2019: two children at most; which two the family says)."""
    rows = [_child(clerk, child) for child in clerk.answers.get("children") or ()]
    lines = clerk.numbered("child", rows, CHILDREN, MOST, half=False)
    return Section(clerk.words("section.children"), tuple(lines))


def school(clerk: Clerk, told: object) -> str:
    """The level of school by its name; what is no known code is printed as it is."""
    return clerk.words.find(f"school.{told}") or plain(told)


def _child(clerk: Clerk, child: Mapping[str, Any]) -> str:
    """ "Rani, lahir 3 Mei 2015, SD Negeri 2"; the name is cut so that the rest stays readable."""
    born = clerk.day(child.get("born"))
    parts = (
        plain(child.get("name"))[:40],
        clerk.words("born", date=born) if born else "",
        school(clerk, child.get("school")),
    )
    return ", ".join(part for part in parts if part)
