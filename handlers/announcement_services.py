"""What the chats may look up and write of announcements. Who fulfils it is not known here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Told:
    """An announcement: by language, "id" always among them; `city` is the name of the region it is for."""

    texts: Mapping[str, str]
    city: str

    def text(self, language: str) -> str:
        """In that language; in Indonesian where it was not written in it."""
        return self.texts.get(language) or self.texts["id"]


class Announcements(Protocol):
    """All of it happens in the transaction of the message being handled."""

    def meant(self, announcement: int) -> Told | None:
        """What this chat is told now; None where it is not to get it after all."""
        ...

    def tried_out(self, announcement: int) -> Told | None:
        """The same for an officer's own chat, whom it is for or not; None where there is no such one."""
        ...

    def silence(self, silent: bool) -> None:
        """No more announcements to whom this chat is, in any chat of theirs; or again."""
        ...

    def silent(self) -> bool:
        """Were they ended, in this chat or in another one of whom this chat is?"""
        ...

    def officer_code(self, code: str) -> tuple[str, str]:
        """good, used, expired or unknown, as a code for an officer's chat; and the officer's name."""
        ...

    def join_officer(self, code: str) -> bool:
        """This is the officer's chat from now on; False where somebody was faster."""
        ...
