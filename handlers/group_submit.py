"""A coordinator hands over everyone who is listed, and vouches for them.

Words: locales/*/LC_MESSAGES/group_submit.po; examples: tests/transcripts/group_submit/.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.conversation.choices import Consent
from bot.conversation.conversation import Conversation
from bot.conversation.derived import End, Lookup, Outcome
from bot.conversation.question import Context
from handlers.groups import (
    GONE,
    NO,
    acting,
    counted,
    group_meant,
    groups,
    home,
    mine,
    none,
    of_group,
    running,
    tally_of,
    which,
    while_running,
)
from rules.groups import UNDO_WITHIN, Group, Listed

# What a coordinator answers for (UU 27/2022 art. 20, 24). A new text gets a new version.
ATTEST = "2026-11"


def totals(context: Context) -> dict[str, str]:
    """Whom it is about, and who stays behind for now; `code`: nobody or some."""
    tally, words, who = tally_of(context), context.words, listed_of(context)
    behind = {"lines": tally.lines, "waiting_list": tally.waiting_list}
    rest = [
        words(f"behind.{name}", count=counted(number, context)) for name, number in behind.items() if number
    ]
    return {
        "code": "some" if who.people else "nobody",
        "listed": counted(who.people, context),
        "mark": who.mark,
        "behind": "".join(f"\n{line}" for line in rest),
    }


def listed_of(context: Context) -> Listed:
    """Those whom the coordinator is asked to vouch for."""
    group = group_meant(context)
    return Listed() if group is GONE else groups(context).listed(group)


def nobody(group: Group, answers: Mapping[str, Any], context: Context) -> Outcome:
    return home("nobody", group)


def not_yet(group: Group, answers: Mapping[str, Any], context: Context) -> Outcome:
    return home("not_yet", group)


def submitted(group: Group, answers: Mapping[str, Any], context: Context) -> Outcome:
    """Within an hour it can be taken back: nobody has worked on it by then. Of a long list the rest is still
    to be written, so that the group is not shown in between. Asked anew where a list came in meanwhile: what
    was said is said of those alone who were named.
    """
    done = groups(context).submit(group, ATTEST, answers["totals"].get("mark", ""))
    if done is None:
        return Outcome("changed", then="group_submit", answers=of_group(group))
    until = context.now + timedelta(milliseconds=UNDO_WITHIN)
    told = {"until": context.words.language.formats.instant(until), "people": counted(done.people, context)}
    if done.running:
        return Outcome("running", told)
    asked = context.words("asked", count=counted(done.asked, context)) if done.asked else ""
    return home("submitted", group, **told, asked=asked)


group_submit = Conversation(
    name="group_submit",
    questions=(
        mine, none, which, *running,
        Lookup("totals", of=("which",), find=totals),
        End("nobody", when={"totals": "nobody"}, finish=acting(nobody), says=("nobody",)),
        Consent("attest", version=ATTEST),
        End("not_yet", when={"attest": NO}, finish=acting(not_yet), says=("not_yet",)),
    ),
    finish=while_running(submitted),
    says=("submitted", "running", "changed"),
    review=False,
    progress=False,
)  # fmt: skip
