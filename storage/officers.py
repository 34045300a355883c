"""Officers: who they are, what they may do and where, and what they are known by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, select, update

from rules.officers import Area, Officer
from storage.officer_tables import officer_areas, officer_roles, officers
from storage.statement import Row, Statement, Tx, adding
from storage.vault import Vault

NAME, PASSWORD, TOTP = "officers.name", "officers.password", "officers.totp"
_ADD = Statement(
    adding(officers, "login", "name", "state", "totp_step", "created_at", "changed_at")
    .on_conflict_do_nothing()
    .returning(officers.c.id)
)
_ONE = Statement(select(officers).where(officers.c.id == bindparam("of")))
_BY_LOGIN = Statement(select(officers).where(officers.c.login == bindparam("login")))
_ALL = Statement(select(officers).order_by(officers.c.login))
_SET = {
    column: Statement(
        update(officers)
        .where(officers.c.id == bindparam("of"))
        .values({column: bindparam("value"), "changed_at": bindparam("now")})
    )
    for column in ("name", "state", "password")
}
_SET_TOTP = Statement(
    update(officers)
    .where(officers.c.id == bindparam("of"))
    .values(totp=bindparam("value"), totp_step=bindparam("step"), changed_at=bindparam("now"))
)
_STEP = Statement(
    update(officers)
    .where(officers.c.id == bindparam("of"), officers.c.totp_step < bindparam("step"))
    .values(totp_step=bindparam("step"))
)
_ROLES_OF = Statement(select(officer_roles).where(officer_roles.c.officer_id == bindparam("of")))
_AREAS_OF = Statement(select(officer_areas).where(officer_areas.c.officer_id == bindparam("of")))
_ALL_ROLES, _ALL_AREAS = Statement(select(officer_roles)), Statement(select(officer_areas))
_GIVE_ROLE = Statement(adding(officer_roles, "officer_id", "role"))
_GIVE_AREA = Statement(adding(officer_areas, "officer_id", "kind", "place"))
_TAKE_ROLES = Statement(delete(officer_roles).where(officer_roles.c.officer_id == bindparam("of")))
_TAKE_AREAS = Statement(delete(officer_areas).where(officer_areas.c.officer_id == bindparam("of")))


@dataclass(frozen=True)
class Known:
    """By what an officer is known: the hash of the password and the secret of the app, None where not set."""

    officer: Officer
    password: bytes | None
    totp: bytes | None
    totp_step: int


def add(tx: Tx, vault: Vault, wanted: Officer, now: int) -> Officer | None:
    """A new officer, invited; None where somebody has that login. The id of `wanted` does not count."""
    sealed = vault.seal(wanted.name.encode(), NAME)
    row = tx.one(_ADD, login=wanted.login, name=sealed, state="invited", totp_step=0, created_at=now,
                 changed_at=now)  # fmt: skip
    if row is None:
        return None
    grant(tx, row["id"], wanted.roles, wanted.areas)
    return Officer(row["id"], wanted.login, wanted.name, "invited", wanted.roles, wanted.areas)


def grant(tx: Tx, officer: int, roles: Iterable[str], areas: Iterable[Area]) -> None:
    """From now on these roles and areas, and no others."""
    tx.run(_TAKE_ROLES, of=officer)
    tx.run(_TAKE_AREAS, of=officer)
    tx.each(_GIVE_ROLE, ({"officer_id": officer, "role": role} for role in sorted(set(roles))))
    tx.each(_GIVE_AREA, ({"officer_id": officer, **vars(area)} for area in sorted(set(areas))))


def by_id(tx: Tx, vault: Vault, officer: int) -> Officer | None:
    row = tx.one(_ONE, of=officer)
    return _officer(tx, vault, row) if row else None


def by_login(tx: Tx, vault: Vault, login: str) -> Officer | None:
    row = tx.one(_BY_LOGIN, login=login)
    return _officer(tx, vault, row) if row else None


def known(tx: Tx, vault: Vault, login: str) -> Known | None:
    """By what the officer with that login is known."""
    row = tx.one(_BY_LOGIN, login=login)
    return _known(tx, vault, row) if row else None


def known_by_id(tx: Tx, vault: Vault, officer: int) -> Known:
    return _known(tx, vault, tx.must(_ONE, of=officer))


def everyone(tx: Tx, vault: Vault) -> list[Officer]:
    """All officers, by login."""
    roles, areas = defaultdict[int, set[str]](set), defaultdict[int, set[Area]](set)
    for row in tx.all(_ALL_ROLES):
        roles[row["officer_id"]].add(row["role"])
    for row in tx.all(_ALL_AREAS):
        areas[row["officer_id"]].add(Area(row["kind"], row["place"]))
    return [_made(vault, row, roles[row["id"]], areas[row["id"]]) for row in tx.all(_ALL)]


def rename(tx: Tx, vault: Vault, officer: int, name: str, now: int) -> None:
    tx.run(_SET["name"], of=officer, value=vault.seal(name.encode(), NAME), now=now)


def set_state(tx: Tx, officer: int, state: str, now: int) -> None:
    """invited, active or disabled."""
    tx.run(_SET["state"], of=officer, value=state, now=now)


def set_password(tx: Tx, vault: Vault, officer: int, hashed: bytes | None, now: int) -> None:
    """`hashed`: as passwords.hashed made it; sealed on top, so that a stolen table can't even be tried.
    None: there is no password, only a link lets the officer in.
    """
    value = None if hashed is None else vault.seal(hashed, PASSWORD)
    tx.run(_SET["password"], of=officer, value=value, now=now)


def set_totp(tx: Tx, vault: Vault, officer: int, secret: bytes | None, step: int, now: int) -> None:
    """The secret of the authenticator app, and the step whose code proved it; None: to be set up anew."""
    value = None if secret is None else vault.seal(secret, TOTP)
    tx.run(_SET_TOTP, of=officer, value=value, step=step, now=now)


def used_step(tx: Tx, officer: int, step: int) -> bool:
    """Spend a code; False where it, or a newer one, was used: of two at once one gets in."""
    return tx.run(_STEP, of=officer, step=step) == 1


def _officer(tx: Tx, vault: Vault, row: Row) -> Officer:
    roles = {found["role"] for found in tx.all(_ROLES_OF, of=row["id"])}
    areas = {Area(found["kind"], found["place"]) for found in tx.all(_AREAS_OF, of=row["id"])}
    return _made(vault, row, roles, areas)


def _made(vault: Vault, row: Row, roles: Iterable[str], areas: Iterable[Area]) -> Officer:
    name = vault.open(row["name"], NAME).decode()
    return Officer(row["id"], row["login"], name, row["state"], frozenset(roles), tuple(sorted(areas)))


def _known(tx: Tx, vault: Vault, row: Row) -> Known:
    password, totp = (
        vault.open(row[column], place) if row[column] else None
        for column, place in (("password", PASSWORD), ("totp", TOTP))
    )
    return Known(_officer(tx, vault, row), password, totp, row["totp_step"])
