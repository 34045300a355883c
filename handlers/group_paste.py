"""Several workers at once, as lines of text: each gets its receipt in the same moment.

Words: locales/*/LC_MESSAGES/group_paste.po; examples: tests/transcripts/group_paste/.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversation.conversation import Conversation
from bot.conversation.derived import Outcome
from bot.conversation.question import Context
from bot.conversation.questions import Lines
from handlers.group_receipt import receipt_told
from handlers.group_texts import holds_nik
from handlers.groups import groups, home, mine, none, of_group, running, which, while_running
from rules.groups import Group


def pasted(group: Group, answers: Mapping[str, Any], context: Context) -> Outcome:
    lines = answers["lines"]
    receipt = groups(context).paste(group, lines) if holds_nik(lines) else None
    if receipt is None:
        return Outcome("nothing", then="group_paste", answers=of_group(group))
    return home("read", group, receipt=receipt_told(receipt, context.words.language))


group_paste = Conversation(
    name="group_paste",
    questions=(mine, none, which, *running, Lines("lines")),
    finish=while_running(pasted),
    says=("read", "nothing"),
    review=False,
    progress=False,
)
