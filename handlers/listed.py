"""A worker whom a coordinator has listed is asked once: yes or no, with what is kept.

Words: locales/*/LC_MESSAGES/listed.po; examples: tests/transcripts/listed/.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversation.choices import Consent
from bot.conversation.conversation import Conversation
from bot.conversation.derived import End, Lookup, Outcome
from bot.conversation.question import Context
from bot.conversation.questions import PastDate
from handlers.check import not_locked
from handlers.group_services import Listing
from handlers.groups import NO, YES, given, groups
from handlers.services import services

# UU 27/2022 art. 21, 22: who lists, what for, which data. A new text gets a new version.
VERSION = "2026-11"


def listing_meant(context: Context) -> Listing | None:
    """That of the code, of the registration the chat was told of, else the first of this chat."""
    told, known = context.answers, groups(context)
    if told["code"]:
        return known.listing_of(told["code"])
    wanted = told["registration"]
    return next((one for one in known.listings() if wanted in ("", str(one.registration))), None)


def asked(context: Context) -> dict[str, str]:
    """Who is asked about what; `code`: ask, proof (a code may be in anybody's hands) or none."""
    listing, words = listing_meant(context), context.words
    if listing is None:
        return {"code": "none"}
    programme = services(context).programme(listing.group.programme)
    return {
        "code": "proof" if context.answers["code"] else "ask",
        "name": listing.name,
        "coordinator": listing.coordinator,
        "group": listing.group.name,
        "programme": programme.name[words.language.code],
        "payer": programme.payer.label[words.language.code],
    }


def not_locked_out(born: str, context: Context) -> None:
    """Raises Invalid where a birth date was guessed too often."""
    listing = listing_meant(context)
    if listing:
        not_locked(listing.nik, context)


def proved(context: Context) -> str:
    """Is it the birth date of whom the code is for? A wrong one counts, as everywhere."""
    listing = listing_meant(context)
    if listing and listing.birth_date == context.answers["birth_date"]:
        return YES
    if listing:
        services(context).wrong_try(listing.nik)
    return NO


def answered(answers: Mapping[str, Any], context: Context) -> Outcome:
    """Kept once; where the chat speaks for more who were listed, those are asked next."""
    listing, said = listing_meant(context), answers["agrees"]["code"]
    if listing is None:
        return Outcome("too_late")
    groups(context).answer(listing, said == YES)
    more = "listed" if not answers["code"] and groups(context).listings() else None
    return Outcome("agreed" if said == YES else "declined", {"name": listing.name}, then=more)


listed = Conversation(
    name="listed",
    questions=(
        Lookup("code", find=given),
        Lookup("registration", find=given),
        Lookup("listing", of=("code", "registration"), find=asked),
        End("none", when={"listing": "none"}),
        PastDate("birth_date", birth=True, when={"listing": "proof"}, check=not_locked_out,
                 errors=("locked",)),
        Lookup("proved", of=("birth_date",), when={"listing": "proof"}, find=proved),
        End("no_match", when={"proved": NO}),
        Consent("agrees", version=VERSION),
    ),
    finish=answered,
    says=("agreed", "declined", "too_late"),
    review=False,
    progress=False,
)  # fmt: skip
