"""What people ask officers: a thread, its states and when it ends by itself. Knows no page and no table."""

from __future__ import annotations

from dataclasses import dataclass

DISPUTE = "dispute"  # two chats say who somebody is
LINE = "group_line"  # what a coordinator's list says of somebody who had registered alone
CASE = "case:"  # and its id: an officer has written about it; the message is the number of the case
NOTES = (DISPUTE, LINE)  # no talks: written by the program, for an officer to look at
OPEN, ANSWERED, CLOSED = "open", "answered", "closed"
STATES = (OPEN, ANSWERED, CLOSED)
HOUR = 3600 * 1000
QUIET_ENDS = 24 * HOUR  # nobody has said anything: the bot comes back


@dataclass(frozen=True)
class Thread:
    """Moments are milliseconds (1970, UTC). `asked_at`: when the person said something last; `waits_since`:
    when first after the answer before; `officer`: who has it; `quiet`: the bot is silent in the chat;
    `ended`: officer or quiet.
    """

    id: int
    chat: int
    about: str | None
    message: str
    state: str
    programme: str | None
    village: str | None
    officer: int | None
    quiet: bool
    opened_at: int
    asked_at: int
    answered_at: int | None = None
    closed_at: int | None = None
    ended: str | None = None
    waits_since: int = 0

    @property
    def of_case(self) -> bool:
        """Was it an officer who wrote first, about a case?"""
        return (self.about or "").startswith(CASE)

    @property
    def one_sided(self) -> bool:
        """Has the person said nothing yet?"""
        return self.of_case and self.asked_at == self.opened_at

    @property
    def waits(self) -> bool:
        """Has the person said the last word?"""
        return self.state == OPEN

    @property
    def last_at(self) -> int:
        """When anybody said something last."""
        return max(self.asked_at, self.answered_at or 0)
