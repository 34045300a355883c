"""A list as a file: taken at once, read afterwards; what became of its lines is news.

Words: locales/*/LC_MESSAGES/group_file.po; examples: tests/transcripts/group_file/.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from bot.conversation.conversation import Conversation
from bot.conversation.derived import End, Outcome
from bot.conversation.messages import SHEET, Said
from bot.conversation.question import Context, Invalid
from bot.conversation.questions import Photo
from handlers.group_texts import lines_of
from handlers.groups import acting, groups, home, mine, none, of_group, running, which, while_running
from rules.groups import Group


@dataclass(frozen=True, kw_only=True)
class ListFile(Photo):
    """A file whose bytes are looked at later, with its name; lines that are pasted instead; no photo yet."""

    kinds: tuple[str, ...] = (SHEET, "document")
    holds: ClassVar[type] = dict
    hint: ClassVar[str | None] = "document"
    reads: ClassVar[tuple[str, ...]] = ("not_a_list", "photo")

    def read(self, said: Said, context: Context) -> Any:
        if lines := lines_of(said.text):
            return {"code": "lines", "lines": lines}
        if said.attachment and said.attachment.kind == "photo":
            raise Invalid("photo")
        document = super().read(said, context)
        return {"code": "file", "document": document, "name": said.attachment.name if said.attachment else ""}


def pasted(group: Group, answers: Mapping[str, Any], context: Context) -> Outcome:
    lines = answers["file"]["lines"]
    return Outcome("pasted", then="group_paste", answers={**of_group(group), "lines": lines})


def taken(group: Group, answers: Mapping[str, Any], context: Context) -> Outcome:
    file = answers["file"]
    groups(context).take_file(group, file["document"], file["name"])
    return replace(home("taken", group), gives_way=True)


group_file = Conversation(
    name="group_file",
    questions=(
        mine, none,
        ListFile("file"),
        which, *running,
        End("pasted", when={"file": "lines"}, finish=acting(pasted), says=("pasted",)),
    ),
    finish=while_running(taken),
    says=("taken",),
    review=False,
    progress=False,
)  # fmt: skip
