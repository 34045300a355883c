"""The kinds of work of a group's programme, where its people do not all do the same."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.messages import Option
from bot.conversation.question import Context
from handlers.groups import GONE, NO, YES, group_meant
from handlers.services import services
from rules.programme import Category


def kinds(context: Context) -> dict[str, str]:
    """Which programme's; `code`: no, where everyone in the group does the same."""
    group = group_meant(context)
    return {"code": NO if group is GONE or group.category else YES, "programme": group.programme}


def offered(context: Context) -> tuple[Category, ...]:
    """As of when the talk began: whoever loses the group meanwhile hears it when all is answered."""
    code = context.answers["kinds"]["programme"]
    return services(context).programme(code).offered if code else ()


def categories(context: Context) -> Sequence[Option]:
    language = context.words.language.code
    return [Option(one.code, one.label[language]) for one in offered(context)]


def category_synonyms(option: str, context: Context) -> tuple[str, ...]:
    found = next((one for one in offered(context) if one.code == option), None)
    return (*found.synonyms, found.label.id.lower(), found.label.en.lower()) if found else ()
