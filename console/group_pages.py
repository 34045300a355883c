"""Groups: which there are, how one stands, and who coordinates it, with the telephone when asked for."""

from __future__ import annotations

from bot.groups.inviting import CODE_LASTS, Overview, invite, overviews_of, withdraw
from console.answer import Answer, Go, View, said
from console.base import changed_since
from console.home import group_spot
from console.house import ROOT
from console.table import Cell, Table, link, number, slice_of, tag, text
from console.visit import Visit
from rules.groups import Group
from rules.officers import Spot
from storage import catalogue, groups
from storage.groups import RECORD

HERE = f"{ROOT}/groups"
COLUMNS = ("group", "programme", "coordinator", "quota", "holding", "covered", "waiting_list", "state")
COUNTED = ("listed", "submitted", "returned", "verified", "enrolled", "covered", "waiting_list", "objected")


def spot_of_group(visit: Visit, group: Group) -> Spot:
    return group_spot(visit.cities(), group.programme, group.kind, group.place)


def listed(visit: Visit) -> Answer:
    """GET: the groups of one's area; whose coordinators' names were read is noted."""
    mine = [one for one in groups.everyone(visit.tx) if visit.sees(spot_of_group(visit, one))]
    part = slice_of(visit.asked.query.get("page", ""), len(mine))
    shown = _seen(visit, *mine[part.start : part.start + part.size])
    visit.noted("groups_read", seen={RECORD: [one.group.id for one in shown]}, count=len(shown))
    table = Table(COLUMNS, [_row(visit, one) for one in shown])
    return View("groups.html", {"table": table, "part": part, "may_invite": visit.may("groups.invite")})


def _row(visit: Visit, one: Overview) -> list[Cell]:
    words, group, tally = visit.house.words(visit.asked.language), one.group, one.tally
    who = one.coordinator.name if one.coordinator else words("group.nobody")
    return [
        link(f"{HERE}/{group.id}", group.name), text(group.programme), text(who), number(group.quota),
        number(tally.holding), number(tally.covered), number(tally.waiting_list),
        tag(words(f"group.state.{group.status}"), group.status),
    ]  # fmt: skip


def _seen(visit: Visit, *some: Group) -> list[Overview]:
    today = visit.house.local(visit.now).date().isoformat()
    return overviews_of(visit.tx, visit.vault, some, today)


def found(visit: Visit) -> Group:
    """The group of the path. Raises Refused: one of another area does not exist here."""
    group = groups.by_id(visit.tx, visit.asked.id())
    visit.must_see(spot_of_group(visit, group) if group else None, RECORD, visit.asked.id())
    assert group
    return group


def shown(visit: Visit) -> Answer:
    """GET: one group."""
    group = found(visit)
    visit.noted("group_read", RECORD, group.id, spot_of_group(visit, group))
    return page(visit, group)


def page(visit: Visit, group: Group, phone: str = "") -> View:
    """`phone`: the coordinator's, where it was asked for."""
    (one,), spot = _seen(visit, group), spot_of_group(visit, group)
    values = {
        "group": group, "coordinator": one.coordinator, "tally": one.tally, "counted": COUNTED,
        "phone": phone, "programme": _programme_name(visit, group),
        **{f"may_{act}": visit.may(f"groups.{act}", spot) for act in ("invite", "withdraw")},
        "may_show": visit.may("groups.phone", spot),
    }  # fmt: skip
    return View("group.html", values)


def _programme_name(visit: Visit, group: Group) -> str:
    known = (one for one in catalogue.all_programmes(visit.tx) if one.code == group.programme)
    return next((one.name[visit.asked.language] for one in known), group.programme)


def show_phone(visit: Visit) -> Answer:
    """POST: the coordinator's telephone number, shown this once; that it was asked for is noted."""
    group = found(visit)
    coordinator = groups.coordinator(visit.tx, visit.vault, group.id)
    if coordinator is None:
        return Go(f"{HERE}/{group.id}")
    visit.noted("personal_shown", RECORD, group.id, spot_of_group(visit, group), what="phone")
    return page(visit, group, coordinator.phone)


def invite_again(visit: Visit) -> Answer:
    """POST: another code for this group, as it is; the ones before it stay good until they end."""
    group = found(visit)
    if group.status != "open":
        return Go(f"{HERE}/{group.id}", said("group.is_closed"))
    return handed(visit, *invite(visit.tx, visit.vault, group, visit.now))


def handed(visit: Visit, group: Group, code: str) -> View:
    """The code for a coordinator, shown this once."""
    visit.noted("coordinator_invited", RECORD, group.id, spot_of_group(visit, group))
    values = {"group": group, "code": code, "link": visit.house.address(f"/?start={code}"),
              "until": visit.now + CODE_LASTS}  # fmt: skip
    return View("group_invited.html", values)


def withdraw_coordinator(visit: Visit) -> Answer:
    """POST: nobody coordinates the group from now on."""
    group = found(visit)
    now = groups.coordinator(visit.tx, visit.vault, group.id)
    if now and changed_since(visit, now.id):
        return Go(f"{HERE}/{group.id}", said("group.other_coordinator"))
    if not withdraw(visit.tx, visit.vault, group.id, visit.now):
        return Go(f"{HERE}/{group.id}", said("group.had_nobody"))
    visit.noted("coordinator_withdrawn", RECORD, group.id, spot_of_group(visit, group))
    return Go(f"{HERE}/{group.id}", said("group.withdrawn"))
