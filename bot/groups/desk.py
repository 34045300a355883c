"""Fulfils handlers/group_services.py: what the conversations of coordinators look up and write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bot.groups import bringing, inviting, living, submitting, undoing
from bot.groups.ground import Ground
from bot.groups.room import left
from handlers.group_services import Brought, Invitation, Listing, Stopped, Submission, Undone
from rules.groups import Coordinator, Group, Listed, Member, Tally, Unit
from rules.lines import Line, Receipt
from storage import groups, lists, members, returned, submissions, waiting_lines
from storage.waiting_lines import FIRST, Place

if TYPE_CHECKING:
    from bot.services import Records

MOST_FOUND = 10
MOST_SHOWN = 50


@dataclass(frozen=True)
class Desk:
    """Over the transaction of one message. A group that this chat does not coordinate is never touched."""

    records: Records

    # The coordinator

    def mine(self) -> Sequence[Group]:
        return groups.of_chat(self.records.tx, self.records.chat.id)

    def coordinator(self, group: Group) -> Coordinator:
        found = groups.coordinator(self.records.tx, self.records.vault, group.id)
        if found is None:
            raise LookupError("a coordinator was expected")
        return found

    def invitation(self, code: str) -> Invitation:
        return inviting.invitation(self.records, code)

    def accept(self, code: str, details: Mapping[str, str]) -> Group | None:
        return inviting.accept(self.records, code, details)

    def successor(self, group: Group) -> str:
        return inviting.successor(self.records, self._open(group))

    def asked_again(self, group: Group) -> int:
        return returned.of_group(self.records.tx, self._own(group).id)

    # The list

    def tally(self, group: Group) -> Tally:
        tx, own = self.records.tx, self._own(group)
        waiting = waiting_lines.count(tx, own.id)
        found = inviting.tally(tx, own, self.records.today().isoformat(), waiting)
        return replace(found, room=left(tx, own))

    def add(self, group: Group, person: Mapping[str, Any]) -> Line:
        return bringing.one(self.records, self._ground(group), person)

    def paste(self, group: Group, text: str) -> Receipt | None:
        return bringing.lines(self.records, self._ground(group), text)

    def take_file(self, group: Group, document: str, name: str) -> None:
        bringing.file(self.records, self._open(group), document, name)

    def receipt(self, list: int) -> Receipt | None:
        """What has become of a list of this chat's group; None where it is another's."""
        found = lists.by_id(self.records.tx, self.records.vault, list)
        group = next((one for one in self.mine() if found and one.id == found.group), None)
        return bringing.receipt(self.records, group, found) if group and found else None

    def brought(self, list: int) -> Brought | None:
        """A list of this chat's group as it came."""
        found = lists.by_id(self.records.tx, self.records.vault, list)
        mine = {group.id for group in self.mine()}
        return Brought(found.name, found.problem) if found and found.group in mine else None

    def stopped(self, list: int) -> Stopped | None:
        """Numbers alone: who was withdrawn sees nobody of the group any more."""
        return bringing.stopped(self.records, list)

    def next_line(self, group: Group, after: Place = FIRST) -> Line | None:
        return waiting_lines.next(self.records.tx, self.records.vault, self._own(group).id, after)

    def line_in_row(self, group: Group, row: int) -> Line | None:
        return waiting_lines.in_row(self.records.tx, self.records.vault, self._own(group).id, row)

    def line(self, group: Group, id: int) -> Line | None:
        return waiting_lines.one(self.records.tx, self.records.vault, self._own(group).id, id)

    def mend(self, line: Line, way: str, value: Any = None) -> Line:
        return bringing.mended(self.records, self._ground(self._of(line)), line, way, value)

    # The life of the group

    def listed(self, group: Group) -> Listed:
        return submissions.who_is_listed(self.records.tx, self._own(group).id)

    def submit(self, group: Group, version: str, mark: str) -> Submission | None:
        return submitting.submit(self.records, self._open(group), version, mark)

    def submission(self, id: int) -> Submission | None:
        """How far it is by now; None where it is of no group of this chat, or was taken back."""
        return submitting.so_far(self.records, id, {group.id for group in self.mine()})

    def undo(self, group: Group, mark: str) -> Undone | None:
        return undoing.undo(self.records, self._own(group), mark)

    def undoable(self, group: Group) -> Undone:
        return undoing.undoable(self.records, self._own(group))

    def units(self, group: Group) -> Sequence[Unit]:
        return members.units(self.records.tx, self._own(group).id, self.records.today().isoformat())

    def members(self, group: Group, status: str = "") -> Sequence[Member]:
        tx, vault = self.records.tx, self.records.vault
        return members.some(tx, vault, self._own(group).id, status, most=MOST_SHOWN)

    def find(self, group: Group, text: str) -> Sequence[Member]:
        return living.found(self.records, self._own(group), text)[:MOST_FOUND]

    def member(self, group: Group, registration: int) -> Member | None:
        return members.one(self.records.tx, self.records.vault, self._own(group).id, registration)

    def refusal(self, group: Group, registration: int) -> str:
        return living.refusal(self.records, self._own(group), registration)

    def left_list(self, group: Group, registration: int) -> str:
        return living.left_list(self.records, self._own(group), registration)

    def agree_link(self, group: Group, member: Member) -> str:
        return living.code_for(self.records, self._own(group), member)

    def replace(self, group: Group, member: Member, why: str) -> Member | None:
        return living.replace_member(self.records, self._open(group), member, why)

    def ask_export(self, group: Group) -> None:
        bringing.ask_export(self.records, self._own(group))

    # The worker

    def listings(self) -> Sequence[Listing]:
        return living.listings(self.records)

    def listing_of(self, code: str) -> Listing | None:
        return living.of_code(self.records, code)

    def answer(self, listing: Listing, agrees: bool) -> None:
        living.answer(self.records, listing, agrees)

    # Inside

    def _own(self, group: Group) -> Group:
        """The group as it is now. Raises LookupError where this chat does not coordinate it (any more)."""
        found = next((one for one in self.mine() if one.id == group.id), None)
        if found is None:
            raise LookupError("not the group of this chat")
        return found

    def _open(self, group: Group) -> Group:
        """The same while its period runs. Raises LookupError after it: nothing that brings people in, hands
        them in or replaces them gets past here.
        """
        own = self._own(group)
        if own.over(self.records.today()):
            raise LookupError("the period of the group is over")
        return own

    def _of(self, line: Line) -> Group:
        found = lists.by_id(self.records.tx, self.records.vault, line.list)
        group = groups.by_id(self.records.tx, found.group) if found else None
        if group is None:
            raise LookupError("a group was expected")
        return self._own(group)

    def _ground(self, group: Group) -> Ground:
        own, records = self._open(group), self.records
        programme = records.programme(own.programme)
        return Ground(
            records.tx, records.vault, own, programme, records.chat.id, records.now, records.today()
        )
