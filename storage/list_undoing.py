"""What of a list can be taken back: whom it brought in, its lines that wait, the older lines it settled."""

from __future__ import annotations

from sqlalchemy import and_, bindparam, func, null, or_, select, update

from storage.statement import Row, Statement, Tx
from storage.tables import list_lines, lists, registrations, unsettled

_BROUGHT_IN = and_(
    or_(list_lines.c.status == "changed", list_lines.c.status == "accepted"),
    or_(registrations.c.status == "listed", registrations.c.status == "waiting_list"),
)
_WITH_PEOPLE = list_lines.join(registrations, registrations.c.id == list_lines.c.registration_id)
_LISTED = (
    select(list_lines.c.registration_id)
    .select_from(_WITH_PEOPLE)
    .where(list_lines.c.list_id == bindparam("list"), _BROUGHT_IN)
)
_SOME_LISTED = Statement(_LISTED.order_by(list_lines.c.id).limit(bindparam("most")))
_COUNT_LISTED = Statement(select(func.count().label("count")).select_from(_LISTED.subquery()))
_OF_GROUP = list_lines.c.group_id == bindparam("group")
_IS_DONE = lists.c.state == "done"
_LAST_LISTED = Statement(
    select(func.max(list_lines.c.list_id).label("last"))
    .select_from(_WITH_PEOPLE.join(lists, lists.c.id == list_lines.c.list_id))
    .where(_IS_DONE, _OF_GROUP, _BROUGHT_IN)
)
_LAST_WAITING = Statement(
    select(func.max(list_lines.c.list_id).label("last"))
    .select_from(list_lines.join(lists, lists.c.id == list_lines.c.list_id))
    .where(_IS_DONE, _OF_GROUP, unsettled(list_lines), list_lines.c.status == "waiting")
)
_DROP_WAITING = Statement(
    update(list_lines)
    .where(list_lines.c.list_id == bindparam("list"), unsettled(list_lines))
    .values(status="dropped", details=null())
)
_FORGET_READ = Statement(
    update(list_lines)
    .where(
        list_lines.c.group_id == bindparam("group"),
        list_lines.c.read_hash.is_not(None),
        or_(
            list_lines.c.list_id == bindparam("list"),
            and_(list_lines.c.list_id > bindparam("list"), list_lines.c.status == "dropped"),
        ),
    )
    .values(read_hash=null())
)
_RENEWED_BY = list_lines.c.renewed_by == bindparam("list")
_COUNT_RENEWED = Statement(select(func.count().label("count")).select_from(list_lines).where(_RENEWED_BY))
_WAIT_AGAIN = Statement(update(list_lines).where(_RENEWED_BY).values(status="waiting", renewed_by=null()))
_FORGOTTEN = {"details": null(), "renewed_by": null()}
_FORGET_OWN = Statement(
    update(list_lines)
    .where(list_lines.c.list_id == bindparam("list"), list_lines.c.renewed_by.is_not(None))
    .values(_FORGOTTEN)
)
_UNDOABLE = select(list_lines.c.list_id).select_from(_WITH_PEOPLE).where(_OF_GROUP, _BROUGHT_IN)
_UNSETTLED = select(list_lines.c.list_id).where(_OF_GROUP, unsettled(list_lines))
_FORGET = Statement(
    update(list_lines)
    .where(
        _OF_GROUP,
        list_lines.c.renewed_by.is_not(None),
        list_lines.c.renewed_by.not_in(_UNDOABLE),
        list_lines.c.renewed_by.not_in(_UNSETTLED),
    )
    .values(_FORGOTTEN)
)


def last(tx: Tx, group: int) -> int | None:
    """The newest list of a group from which somebody is listed still, or a line waits for its coordinator."""
    found = [tx.must(statement, group=group)["last"] for statement in (_LAST_LISTED, _LAST_WAITING)]
    return max((int(one) for one in found if one is not None), default=None)


def listed(tx: Tx, list: int, most: int) -> list[Row]:
    """Whom a list has brought in, and nobody has vouched for (registration_id)."""
    return tx.all(_SOME_LISTED, list=list, most=most)


def count_listed(tx: Tx, list: int) -> int:
    return int(tx.must(_COUNT_LISTED, list=list)["count"])


def drop_waiting(tx: Tx, group: int, list: int) -> None:
    """What waits in a list is taken off, and what a newer list had settled of it will not wait again. Nothing
    that was done with its lines stands where it is brought once more, and nothing was dropped since.
    """
    tx.run(_DROP_WAITING, list=list)
    tx.run(_FORGET_READ, group=group, list=list)
    tx.run(_FORGET_OWN, list=list)


def count_renewed(tx: Tx, list: int) -> int:
    """How many lines of older lists wait again where that list is taken back."""
    return int(tx.must(_COUNT_RENEWED, list=list)["count"])


def wait_again(tx: Tx, list: int) -> None:
    """The lines of older lists that this list has settled wait for their coordinator once more."""
    tx.run(_WAIT_AGAIN, list=list)


def forget_renewed(tx: Tx, group: int) -> None:
    """Older lines are not kept any longer where the list that settled them can't be taken back."""
    tx.run(_FORGET, group=group)
