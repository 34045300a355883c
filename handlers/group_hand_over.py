"""A group goes over to another coordinator, who takes it with a code.

Words: locales/*/LC_MESSAGES/group_hand_over.po; examples: tests/transcripts/group_hand_over/.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversation.choices import Choice
from bot.conversation.conversation import Conversation
from bot.conversation.derived import End, Outcome
from bot.conversation.question import Context
from handlers.groups import NO, acting, groups, home, mine, none, running, which, while_running
from rules.groups import Group


def kept(group: Group, answers: Mapping[str, Any], context: Context) -> Outcome:
    return home("kept", group)


def coded(group: Group, answers: Mapping[str, Any], context: Context) -> Outcome:
    """Nothing changes before the successor has used the code."""
    return Outcome("code", {"group": group.name, "code": groups(context).successor(group)})


group_hand_over = Conversation(
    name="group_hand_over",
    questions=(
        mine, none, which, *running,
        Choice("sure", ("yes", "no")),
        End("kept", when={"sure": NO}, finish=acting(kept), says=("kept",)),
    ),
    finish=while_running(coded),
    says=("code",),
    review=False,
    progress=False,
)  # fmt: skip
