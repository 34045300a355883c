"""A case on another phone: its number and its code, which whoever reported it has received.

Words: locales/*/LC_MESSAGES/open_case.po; examples: tests/transcripts/case_open/.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.conversation.conversation import Conversation
from bot.conversation.derived import End, Lookup, Outcome
from bot.conversation.question import Context, Invalid
from bot.conversation.questions import Text
from handlers.cases import heading, of_case
from handlers.services import services

NUMBER = re.compile(r"(kec|duk|sek)[^a-z0-9]*0*([1-9][0-9]{0,11})", re.IGNORECASE)
# What may stand between number and code where somebody copies both, and the code, in halves or not.
CODE = re.compile(r"[^a-z0-9]+(?:(?:kode|code)[^a-z0-9]+)?([a-z0-9]{4}[ -]?[a-z0-9]{4})\W*", re.IGNORECASE)


def read_both(text: str) -> tuple[str | None, str]:
    """ "kec 12, kode ACDEFHJK" is ("KEC-000012", "ACDEFHJK"); no code is "", no number of a case None."""
    match = NUMBER.match(text.strip())
    rest = text.strip()[match.end() :] if match else ""
    code = CODE.fullmatch(rest)
    if match is None or not (code or re.fullmatch(r"\W*", rest)):
        return None, ""
    return f"{match[1].upper()}-{int(match[2]):06}", code[1] if code else ""


def read_number(text: str) -> str | None:
    """ "kec 12" is "KEC-000012", also with its code behind; None where it is no number of a case."""
    return read_both(text)[0]


def readable(number: str, context: Context) -> None:
    if read_number(number) is None:
        raise Invalid("number_unread")


def number_of(answers: Mapping[str, Any]) -> str:
    return read_number(answers["number"]) or ""


def locked(context: Context) -> dict[str, str]:
    """Too many wrong codes close the question for a while, for this chat."""
    until = services(context).case_locked_until()
    if until is None:
        return {"code": "no"}
    moment = datetime.fromtimestamp(until / 1000, context.now.tzinfo)
    return {"code": "yes", "until": context.words.language.formats.instant(moment)}


def given(context: Context) -> str:
    """Came the code together with the number?"""
    return "yes" if read_both(context.answers["number"])[1] else "no"


def opened(answers: Mapping[str, Any], context: Context) -> Outcome:
    """On to the case; a wrong code is asked again, without telling whether the number is known."""
    number = number_of(answers)
    code = answers.get("code") or read_both(answers["number"])[1]
    case = services(context).open_case(number, code)
    if case is None:
        return Outcome("no_match", then="open_case", answers={"number": number})
    return Outcome("opened", heading(case), then="case", answers=of_case(case))


open_case = Conversation(
    name="open_case",
    of_events=True,
    questions=(
        Text("number", longest=40, check=readable, errors=("number_unread",)),
        Lookup("lock", of=("number",), find=locked),
        End("locked", when={"lock": "yes"}),
        Lookup("given", of=("number",), find=given),
        Text("code", longest=40, when={"given": "no"}),
    ),
    finish=opened,
    says=("opened", "no_match"),
    review=False,
    progress=False,
)
