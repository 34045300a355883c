"""An officer asks for answers again: one after the other, of the person or of the coordinator who listed it.

Words: locales/*/LC_MESSAGES/returned.po; examples: tests/transcripts/returned/.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversation.choices import Choice, Region
from bot.conversation.conversation import Conversation
from bot.conversation.derived import End, Lookup, Many, Outcome, Tell
from bot.conversation.question import Context, Invalid
from bot.conversation.questions import Nik, PastDate, PersonName, Photo
from bot.conversation.words import Words
from handlers.correcting import FIELDS, corrections
from handlers.groups import NO, YES, given
from handlers.registering import (
    OWNERS,
    RELATIONS,
    YOUNGEST,
    agrees_with,
    categories,
    category_synonyms,
    children,
    districts,
    villages,
)
from handlers.services import Services, services
from rules.eligibility import Facts, objections
from rules.regencies import provinces, regencies
from rules.returned import AskedAgain

NAME = "returned"
NOTHING = "nothing"
ELSEWHERE = ("MOVED", "VILLAGE_NOT_COVERED")


def meant(context: Context) -> AskedAgain | None:
    """That of the registration which the chat was told of, else the first."""
    told = context.answers["registration"]
    wanted = services(context).asked_again(int(told)) if told else None
    return wanted or services(context).asked_again(None)


def asked(context: Context) -> dict[str, Any]:
    """The first answer that is open, of which registration; `code`: which one, or "nothing"."""
    found = meant(context)
    if found is None:
        return {"code": NOTHING}
    return {
        "code": found.fields[0],
        "id": found.registration,
        "name": found.name,
        "programme": found.programme,
    }


def heading(context: Context) -> str:
    found = meant(context)
    return head_of(found, context.words) if found else ""


def head_of(asked: AskedAgain, words: Words) -> str:
    """Of whom it is asked, and all that is asked, a line each."""
    fields = "\n".join(f"- {words(f'field.{field}')}" for field in asked.fields)
    return words("head", number=asked.number, name=asked.name, fields=fields)


def over(answers: Mapping[str, Any], services: Services) -> bool:
    """Is the answer needed no more: given elsewhere, decided, withdrawn?"""
    told = answers.get("asked") or {"code": NOTHING}
    if told["code"] == NOTHING:
        return False
    found = services.asked_again(told["id"])
    return found is None or told["code"] not in found.fields


def programme(context: Context) -> str:
    return str(context.answers["asked"]["programme"])


def kept(answers: Mapping[str, Any], context: Context) -> Outcome:
    """Keep the answer and go on to the next one, of this registration or of another."""
    told = answers["asked"]
    field, asked = told["code"], services(context).asked_again(told["id"])
    value = value_of(field, answers, context)
    done = services(context).answer_again(asked, field, value) if asked else "moved_on"
    if done == "kept" and value is None:
        done = "none"
    next = following(told["id"], context)
    back = "" if next.get("answers", {}).get("told") == YES else f" {context.words('back')}"
    details = {"name": told["name"], "field": context.words(f"field.{field}"), "back": back}
    return Outcome(f"done.{done}", details, **next)


def value_of(field: str, answers: Mapping[str, Any], context: Context) -> Any:
    """What is kept of the answer: of children a list of names and birth dates; None: there is none."""
    if field == "children":
        return children(context)
    return answers[f"new_{field}" if field in FIELDS else field]


def following(registration: int, context: Context) -> dict[str, Any]:
    """What is asked next; of another person it is said first of whom."""
    same = services(context).asked_again(registration)
    if same:
        return {"then": NAME, "answers": {"registration": str(registration), "told": YES}}
    other = services(context).asked_again(None)
    return {"then": NAME, "answers": {"told": NO}} if other else {}


def birth_agrees(born: str, context: Context) -> None:
    """With the NIK of whom it is asked, also where somebody else's registration has come before it."""
    found = services(context).asked_again(context.answers["asked"]["id"])
    if found:
        agrees_with(found.nik, born, context)


def takes_part(village: str, context: Context) -> None:
    """Raises Invalid for a village that the programme does not cover; that it takes nobody new any more says
    nothing against who is registered.
    """
    programme = services(context).programme(context.answers["programme"])
    found = objections(programme, Facts(village=village), context.now.date())
    if any(one.code in ELSEWHERE for one in found):
        raise Invalid("not_covered")


returned = Conversation(
    name=NAME,
    questions=(
        # What is known where the chat comes from: of which registration, and whether it was told of whom
        Lookup("registration", find=given),
        Lookup("told", find=given),
        Lookup("asked", of=("registration",), find=asked),
        End("nothing", when={"asked": NOTHING}),
        Tell("about", when={"told": ("", NO)}, more=heading),
        Lookup("programme", of=("asked",), find=programme),
        Nik("nik", regencies=regencies(), provinces=provinces(), youngest=YOUNGEST, when={"asked": "nik"}),
        PastDate("birth_date", birth=True, check=birth_agrees, doubts=("differs_from_nik",),
                 when={"asked": "birth_date"}),
        Region("district", districts, when={"asked": "village"}),
        Region("village", villages, of=("district",), check=takes_part, errors=("not_covered",),
               when={"asked": "village"}),
        Choice("category", categories, also=category_synonyms, when={"asked": "category"}),
        Many("children", most=8, questions=(PersonName("name"), PastDate("born")),
             when={"asked": "children"}),
        Choice("phone_owner", OWNERS, when={"asked": "phone_owner"}),
        Choice("heir_relation", RELATIONS, when={"asked": "heir_relation"}),
        Photo("ktp_photo", when={"asked": "ktp_photo"}),
        *corrections(lambda field: {"asked": field}),
    ),
    finish=kept,
    over=over,
    says=tuple(f"done.{how}" for how in ("kept", "none", "moved_on", "full", "looked_at")),
    review=False,
    progress=False,
)  # fmt: skip
