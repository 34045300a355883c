"""What the parts of `case_more` check and save: rows as lists, phase II with its 2 x 24 hours."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.conversation.derived import Outcome
from bot.conversation.question import Context, Invalid
from handlers.case_papers import missing_of
from handlers.cases import case_meant, day_of, heading, of_case
from handlers.services import services
from rules.cases import OPEN, Case
from rules.deadlines import Deadline, deadline, kept
from rules.heirs import who_is_heir

RELATIONS = (
    "spouse", "child", "parent", "grandchild", "grandparent", "sibling", "parent_in_law", "other",
)  # fmt: skip
SCHOOLS = ("none", "tk", "sd", "smp", "sma", "college")
# The answers of each part, as they are kept in the case; of rows those of one row.
PLAIN = {
    "phase_two": ("outcome", "doctor_date", "disability"),
    "off_work": ("unable_from", "unable_until"),
    "bank": ("bank", "account", "account_owner"),
    "proof": (),  # what is told as a proof is compared, not kept
}
ROWS = {"witnesses": ("name", "phone"), "heirs": ("name", "relation"), "children": ("name", "born", "school")}
ACCOUNT = range(6, 21)  # digits of an account's number


def is_told(case: Case, part: str) -> bool:
    """Has this part been told, as far as it can be by now?"""
    if part == "phase_two":
        return case.details.get("outcome") in ("healed", "disabled")
    if part == "proof":
        return bool(case.details.get("proved"))
    return bool(case.details.get(part if part in ROWS else PLAIN[part][0]))


def after_the_day(day: str, context: Context) -> None:
    """Nobody is healed, or away from work, before the accident."""
    if date.fromisoformat(day) < day_of(case_meant(context), context):
        raise Invalid("before_event")


def after_the_start(day: str, context: Context) -> None:
    if day < context.answers["unable_from"]:
        raise Invalid("before_start")


def a_number(account: str, context: Context) -> None:
    if len(digits(account)) not in ACCOUNT or any(sign.isalpha() for sign in account):
        raise Invalid("account_digits")


def digits(account: str) -> str:
    """An account's number without what people put between its digits."""
    return "".join(sign for sign in account if sign.isdigit())


def begun(case: Case) -> dict[str, Any]:
    """The rows told before, as answers that are still open."""
    known: dict[str, Any] = {}
    for part, names in ROWS.items():
        rows = case.details.get(part) or []
        if rows:
            known[part] = {"rows": [str(number) for number in range(1, len(rows) + 1)], "done": False}
        for number, row in enumerate(rows, 1):
            known |= {f"{part}.{number}.{name}": row.get(name) for name in names}
    return known


def changes_of(part: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The part as it is kept in the case; what was asked before and is not now is gone."""
    if part == "bank":
        return {**answers_of(part, answers), "account": digits(answers["account"])}
    if part in PLAIN:
        return answers_of(part, answers)
    rows = (answers.get(part) or {"rows": []})["rows"]
    return {part: [{name: answers.get(f"{part}.{row}.{name}") for name in ROWS[part]} for row in rows]}


def answers_of(part: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    return {name: answers.get(name) for name in PLAIN[part]}


def saved(answers: Mapping[str, Any], context: Context) -> Outcome:
    """One part is told: it is kept, and the next one may follow, now or another day."""
    case, part = case_meant(context), answers["part"]
    if case.status not in OPEN:
        return Outcome("closed", heading(case))
    case = services(context).case_happens(
        case, "told", {**changes_of(part, answers), **proof(case, part, answers, context)}
    )
    services(context).settle_case(case, missing_of(services(context), case, context.now.date()))
    key, details = TOLD.get(part, simply)(case, context)
    known = {**of_case(case), "ready": "yes", **begun(case)}
    return Outcome(key, {**heading(case), **details}, then="case_more", answers=known)


def proof(case: Case, part: str, answers: Mapping[str, Any], context: Context) -> dict[str, bool]:
    """Whoever knows the mother's name or the card's number is near enough to see what the city knows of the
    insured; a NIK tells neither. A wrong one counts, as everywhere.
    """
    person = services(context).case_person(case)
    if part != "proof" or person is None or services(context).locked_until(person.nik):
        return {}
    told = answers["proof"]
    cards = {digits(one.kpj) for one in services(context).memberships(person)}
    mother = letters(str(person.details.get("mother_name") or ""))
    if digits(told) in cards or (mother and letters(told) == mother):
        return {"proved": True}
    services(context).wrong_try(person.nik)
    return {}


def letters(name: str) -> str:
    return "".join(sign for sign in name.lower() if sign.isalpha())


def proven(case: Case, context: Context) -> tuple[str, dict[str, str]]:
    return ("saved" if case.details.get("proved") else "not_proved"), {}


def simply(case: Case, context: Context) -> tuple[str, dict[str, str]]:
    return "saved", {}


def heirs(case: Case, context: Context) -> tuple[str, dict[str, str]]:
    """Of those who were named the ones that come first by law (PP 44/2015); nobody's word is doubted here."""
    relations = {heir["relation"] for heir in case.details["heirs"]}
    if not relations:
        return "saved", {}
    first = who_is_heir(relations, day_of(case, context), context.words.language.code)
    return "saved_heirs", {"first": first}


def phase_two(case: Case, context: Context) -> tuple[str, dict[str, str]]:
    """The 2 x 24 hours after the doctor's word, counted from the beginning of that day: nobody is told an
    hour too many. A day before they end we remind of the doctor's letter.
    """
    if not is_told(case, "phase_two"):
        return "phase_two.not_yet", {}
    ends = end_of_phase_two(case, context)
    remind = ends.until - timedelta(days=1)
    if remind > context.now:
        services(context).remind_at(case, f"phase_two:{case.details['doctor_date']}", remind)
    key = "phase_two.kept" if kept(ends, context.now) else "phase_two.late"
    last = ends.until - timedelta(microseconds=1)  # midnight belongs to the day before, as people say it
    days = (last.date() - date.fromisoformat(str(case.details["doctor_date"]))).days + 1
    return key, {"until": context.words.language.formats.date(last.date()), "days": str(days)}


def end_of_phase_two(case: Case, context: Context) -> Deadline:
    """Permenaker 5/2021 jo. 1/2025, by the day the doctor said healed or disabled."""
    day = date.fromisoformat(str(case.details["doctor_date"]))
    return deadline("phase_two_report", datetime.combine(day, time(), context.now.tzinfo))


TOLD = {"phase_two": phase_two, "heirs": heirs, "proof": proven}  # what is said of a part beyond "stored"
