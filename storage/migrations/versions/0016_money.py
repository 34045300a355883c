"""Cover of two programmes stands apart; what fixed lists cost by month. Frozen, as every migration is."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKey, Integer, Text, text

revision, down_revision = "0016", "0015"

BIG = BigInteger().with_variant(Integer, "sqlite")
MONTHS = 12


def upgrade() -> None:
    _memberships()
    _months()
    _shared_out()
    few = text("reason = 'OVER_QUOTA'")
    op.create_index("ix_enrolment_rows_beyond", "enrolment_rows", ["list_id"],
                    sqlite_where=few, postgresql_where=few)  # fmt: skip


def _memberships() -> None:
    """The same payer may pay for the same months in two programmes: neither takes the other's place."""
    last = _last_number()
    with op.batch_alter_table("memberships", table_kwargs={"sqlite_autoincrement": True}) as memberships:
        memberships.drop_constraint("uq_memberships_kpj_hash_payer_paid_from", type_="unique")
        memberships.create_unique_constraint(
            "uq_memberships_kpj_hash_programme_payer_paid_from",
            ["kpj_hash", "programme", "payer", "paid_from"],
        )
    _go_on_after(last)
    outside = text("programme IS NULL")
    op.create_index("uq_memberships_outside", "memberships", ["kpj_hash", "payer", "paid_from"], unique=True,
                    sqlite_where=outside, postgresql_where=outside)  # fmt: skip


def _last_number() -> int | None:
    """The last number that SQLite has given: it makes the table anew, and would forget who is gone."""
    if op.get_bind().dialect.name != "sqlite":
        return None
    found = op.get_bind().execute(text("SELECT seq FROM sqlite_sequence WHERE name = 'memberships'"))
    return found.scalar()


def _go_on_after(last: int | None) -> None:
    if last is not None:
        op.execute("DELETE FROM sqlite_sequence WHERE name = 'memberships'")
        op.execute(f"INSERT INTO sqlite_sequence (name, seq) VALUES ('memberships', {int(last)})")


def _months() -> None:
    op.create_table(
        "enrolment_months", Column("list_id", BIG, ForeignKey("enrolment_lists.id"), primary_key=True),
        Column("month", Text, primary_key=True), Column("cost", BIG, nullable=False),
    )  # fmt: skip


def _shared_out() -> None:
    """Of lists that are fixed already only the sum is known: each month gets the same, the first the rest."""
    found = op.get_bind().execute(text("SELECT id, starts, ends, cost FROM enrolment_lists WHERE cost > 0"))
    for row in found.fetchall():
        _share_out(row.id, row.starts, row.ends, int(row.cost))


def _share_out(list: int, starts: str, ends: str, cost: int) -> None:
    (year, month), (last_year, last) = (map(int, day.split("-")[:2]) for day in (starts, ends))
    count = (last_year - year) * MONTHS + last - month + 1
    add = text("INSERT INTO enrolment_months (list_id, month, cost) VALUES (:list, :month, :cost)")
    for at in range(count):
        years, months = divmod(month - 1 + at, MONTHS)
        share = cost // count + (0 if at else cost % count)
        values = {"list": list, "month": f"{year + years:04}-{months + 1:02}-01", "cost": share}
        op.get_bind().execute(add, values)
