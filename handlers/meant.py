"""Which of these is meant? Asked where free text is in doubt, and before a death or an accident is reported.

Words: locales/*/LC_MESSAGES/meant.po; what is `offered`, intents and keys of questions, is brought by
handlers/meaning.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.conversation.choices import Choice
from bot.conversation.conversation import Conversation, Start
from bot.conversation.derived import Lookup, Outcome
from bot.conversation.labels import option
from bot.conversation.messages import Option
from bot.conversation.question import Context
from handlers.answers import answer, title
from handlers.confirm import facts_in
from handlers.services import services

# The conversation an intent leads to.
LEADS: Mapping[str, str] = {
    "daftar": "register", "cek_status": "check", "kartu": "card", "lapor_kecelakaan": "report_accident",
    "klaim_kematian": "report_death", "ubah_data": "my_data", "petugas": "officer",
}  # fmt: skip
# Intents that are questions: what is said to them (answers.po).
ANSWERED: Mapping[str, str] = {
    "iuran": "pay", "info_manfaat": "what", "klaim_jht": "jht_out", "bpjs_kesehatan": "not_health",
    "daftar_kelompok": "group",
}  # fmt: skip
ASKED_FIRST = ("lapor_kecelakaan", "klaim_kematian")
NONE = "none"


def about(context: Context) -> str:
    """The one intent that is asked about; "" where it may be any of those offered."""
    return str(context.current or "")


def brought(context: Context) -> list[str]:
    """What may be meant, as it was brought along."""
    return list(context.current or ())


def offered(context: Context) -> Sequence[Option]:
    """What may be meant, and that it is none of it; what is no longer known is left out."""
    likely = [button(id, context) for id in (*context.answers["offered"], NONE)]
    return [found for found in likely if found]


def button(id: str, context: Context) -> Option | None:
    """An intent under its own words, a question under its title."""
    if id in LEADS or id in ANSWERED or id == NONE:
        return option(context.words, id, f"intent.options.{id}")
    label = title(id, context.words.language)
    return Option(id, label) if label else None


def led(answers: Mapping[str, Any], context: Context) -> Outcome:
    """On to what was picked; a coordinator who brings people goes to the group."""
    picked = answers["intent"]
    if picked == "daftar_kelompok" and services(context).groups.mine():
        return Outcome("on", then="group")
    if picked in LEADS:
        return on(LEADS[picked], answers["told"], context)
    if picked == NONE:
        return none(answers["told"], context)
    text = answer(ANSWERED.get(picked, picked), context)
    return Outcome("answered", {"text": text})


def on(name: str, told: str, context: Context) -> Outcome:
    """To a conversation; facts that were told along are read back first."""
    begins = facts_in(name, told, context) or Start(name)
    return Outcome("on", then=begins.conversation, answers=begins.answers)


def none(told: str, context: Context) -> Outcome:
    if told:
        services(context).not_understood(told)
    return Outcome("none")


meant = Conversation(
    name="meant",
    variant="about",
    questions=(
        Lookup("about", find=about),
        Lookup("offered", find=brought),
        Lookup("told", find=about),
        Choice("intent", offered),
    ),
    finish=led,
    says=("on", "answered", "none"),
    review=False,
    progress=False,
)
