"""A worker registers, or is registered by somebody who has asked. Words: locales/*/LC_MESSAGES/register.po.

What is asked follows domain.md 4a (form F1A and Dukcapil's matching); examples: tests/transcripts/register/.
"""

from __future__ import annotations

from bot.conversation.choices import Choice, Consent, Region
from bot.conversation.conversation import Conversation
from bot.conversation.derived import End, Lookup, Many
from bot.conversation.money import Money
from bot.conversation.questions import Nik, PastDate, PersonName, Phone, Photo, Text
from handlers.check import not_locked
from handlers.eligibility import (
    REFUSALS,
    by_home,
    by_payer,
    by_person,
    by_standing,
    by_village,
    is_open,
    refused,
)
from handlers.registering import (
    OWNERS,
    RELATIONS,
    YOUNGEST,
    AtHome,
    agrees_with_nik,
    already_told,
    categories,
    category_synonyms,
    districts,
    has_heir,
    known,
    programme_synonyms,
    programmes,
    submitted,
    villages,
)
from handlers.welcome import VERSION
from rules.regencies import provinces, regencies

PAYERS = ("none", "employer", "self", "other_government", "unknown")

register = Conversation(
    name="register",
    variant="for_whom",
    form="nik",
    questions=(
        Choice("for_whom", ("self", "other")),
        Consent("other_agrees", version=VERSION, when={"for_whom": "other"}, reviewed=False),
        End("other_declined", when={"other_agrees": "no"}),
        Choice("programme", programmes, also=programme_synonyms),
        Lookup("open", of=("programme",), find=is_open),
        End("closed", when={"open": REFUSALS}, finish=refused("open"),
            says=("refused.CLOSED", "refused.CLOSED_NOW")),
        # Who it is
        Nik("nik", regencies=regencies(), provinces=provinces(), youngest=YOUNGEST, check=not_locked,
            errors=("locked",)),
        PersonName("name"),
        Text("birth_place", longest=60),
        PastDate("birth_date", birth=True, of=("nik",), check=agrees_with_nik, doubts=("differs_from_nik",)),
        Lookup("known", of=("programme", "nik", "birth_date"), find=known),
        End("already", when={"known": ("own", "registered", "covered")}, finish=already_told,
            says=("already.own", "already.registered", "already.covered")),
        Lookup("person", of=("programme", "birth_date"), find=by_person),
        End("person_refused", when={"person": REFUSALS}, finish=refused("person"),
            says=("refused.UNDERAGE", "refused.OVERAGE")),
        PersonName("mother_name", never_begins=("report_death",)),
        # Where the KTP says the person lives
        AtHome("home", ("here", "elsewhere"), of=("programme",)),
        Lookup("residence", of=("programme", "home"), find=by_home),
        End("home_refused", when={"residence": REFUSALS}, finish=refused("residence"),
            says=("refused.MOVED",)),
        Region("district", districts, when={"home": "here"}, of=("programme",)),
        Region("village", villages, when={"home": "here"}, of=("programme", "district")),
        Lookup("village_rule", of=("programme", "village"), find=by_village),
        End("village_refused", when={"village_rule": REFUSALS}, finish=refused("village_rule"),
            says=("refused.VILLAGE_NOT_COVERED",)),
        Text("address", longest=200),
        # How to reach the person
        Phone("phone"),
        Choice("phone_owner", OWNERS),
        # The work
        Choice("standing", ("worker", "civil_servant", "student", "not_working")),
        Lookup("works", of=("programme", "standing"), find=by_standing),
        End("not_for_them", when={"works": REFUSALS}, finish=refused("works"),
            says=("refused.ASN_TNI_POLRI", "refused.STUDENT", "refused.NOT_WORKING")),
        Choice("payer", PAYERS),
        Lookup("work", of=("programme", "standing", "payer"), find=by_payer),
        End("work_refused", when={"work": REFUSALS}, finish=refused("work"), says=("refused.ALREADY_PU",)),
        Choice("category", categories, of=("programme",), also=category_synonyms),
        Text("work_place", longest=120),
        Text("work_hours", longest=120),
        Money("income"),
        # Whom to tell
        PersonName("heir_name", optional=True),
        Lookup("heir", of=("heir_name",), find=has_heir),
        Choice("heir_relation", RELATIONS, when={"heir": "yes"}),
        Phone("heir_phone", of_another=True, optional=True, when={"heir": "yes"}),
        Many("children", most=8,
             questions=(PersonName("name"), PastDate("born"))),
        Photo("ktp_photo", optional=True, wants_card=True),
    ),
    finish=submitted,
    says=("done", "waiting_list", "disputed", "already.own"),
)  # fmt: skip
