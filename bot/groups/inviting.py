"""A group is opened by an officer; a one-time code brings its coordinator, and another one the successor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handlers.group_services import Invitation
from rules.groups import Coordinator, Group, Tally
from rules.records import Event
from storage import codes, groups, lists, members, offices
from storage.statement import Tx
from storage.vault import Vault

if TYPE_CHECKING:
    from bot.services import Records

KIND = "coordinator"
CODE_LASTS = 14 * 24 * 3600 * 1000
HAND_OVER_LASTS = 3 * 24 * 3600 * 1000


@dataclass(frozen=True)
class Overview:
    """A group as an operator sees it; `coordinator`: None where nobody has accepted."""

    group: Group
    coordinator: Coordinator | None
    tally: Tally


def invite(tx: Tx, vault: Vault, wanted: Group, now: int, actor: str = "officer") -> tuple[Group, str]:
    """Open the group, or take the open one of that programme and place with what is wanted now, and make a
    code for its coordinator, good for two weeks.
    """
    known = groups.same(tx, wanted)
    opened = Event("opened", now, actor)
    if wanted.kind == "office":
        offices.kept(tx, vault, wanted.programme, wanted.place, wanted.name, Event("added", now, actor))
    group = groups.change(tx, known, wanted) if known else groups.add(tx, vault, wanted, opened, None)
    groups.happen(tx, vault, group, Event("invited", now, actor), None)
    return group, codes.make(tx, vault, KIND, None, now + CODE_LASTS, str(group.id))


def overview(tx: Tx, vault: Vault, today: str) -> list[Overview]:
    """Every group with who coordinates it and how many people stand where; `today` as an ISO date."""
    return overviews_of(tx, vault, groups.everyone(tx), today)


def overviews_of(tx: Tx, vault: Vault, some: Sequence[Group], today: str) -> list[Overview]:
    """The same of some groups."""
    found = members.counts(tx, [group.id for group in some], today)
    return [
        Overview(group, groups.coordinator(tx, vault, group.id), _tally(group, found[group.id]))
        for group in some
    ]


def tally(tx: Tx, group: Group, today: str, lines: int = 0) -> Tally:
    """How many people of a group stand where."""
    return _tally(group, members.counts(tx, [group.id], today)[group.id], lines)


def _tally(group: Group, found: Mapping[str, int], lines: int = 0) -> Tally:
    names = (name for name in vars(Tally()) if name not in ("quota", "lines", "room"))
    known: dict[str, Any] = {name: found.get(name, 0) for name in names}
    return Tally(quota=group.quota, lines=lines, **known)


def withdraw(tx: Tx, vault: Vault, group: int, now: int, actor: str = "officer") -> bool:
    """Nobody coordinates the group from now on; False where there is no such group, or nobody did.

    What is left of a list that is being read stays outside, and the codes made so far are good no more.
    """
    found = groups.by_id(tx, group)
    if found is None or not groups.shut_out(tx, group, now):
        return False
    lists.stop(tx, group)
    codes.revoke(tx, KIND, str(group), now)
    groups.happen(tx, vault, found, Event("coordinator_withdrawn", now, actor), None)
    return True


def invitation(records: Records, code: str) -> Invitation:
    """What a code stands for: good, mine (this chat coordinates it), used, expired, closed, unknown."""
    found = codes.look(records.tx, records.vault, code, records.now)
    if found is None or found.kind != KIND or found.payload is None:
        return Invitation("unknown")
    id, _, maker = found.payload.partition(":")
    group = groups.by_id(records.tx, int(id))
    if group is None or group.status != "open":
        return Invitation("closed")
    if any(own.id == group.id for own in groups.of_chat(records.tx, records.chat.id)):
        return Invitation("mine", group)
    if group.over(records.today()):
        return Invitation("closed")
    if found.state == "good" and maker and not _still(records, group, int(maker)):
        return Invitation("expired")
    return Invitation(found.state, group if found.state == "good" else None)


def _still(records: Records, group: Group, maker: int) -> bool:
    """Does who made the code for a successor still coordinate the group?"""
    now = groups.coordinator(records.tx, records.vault, group.id)
    return now is not None and now.id == maker


def accept(records: Records, code: str, details: Mapping[str, str]) -> Group | None:
    """This chat coordinates the group from now on; None where somebody was faster."""
    found = invitation(records, code)
    if found.state != "good" or found.group is None:
        return None
    if not codes.use(records.tx, records.vault, code, records.chat.id, records.now):
        return None
    handed_over = groups.coordinator(records.tx, records.vault, found.group.id) is not None
    groups.let_in(records.tx, records.vault, found.group.id, records.chat.id, details, records.now)
    event = Event("handed_over" if handed_over else "accepted", records.now, "coordinator")
    return groups.happen(records.tx, records.vault, found.group, event, records.chat.id)


def successor(records: Records, group: Group) -> str:
    """A code with which somebody else takes the group over, good for three days."""
    now = groups.coordinator(records.tx, records.vault, group.id)
    payload = f"{group.id}:{now.id if now else 0}"
    return codes.make(records.tx, records.vault, KIND, None, records.now + HAND_OVER_LASTS, payload)
