"""Whose cover ends is counted from one index alone, who is dead from small ones of what tells so. Frozen,
as every migration is.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

revision, down_revision = "0022", "0021"

DECEASED = text("reason = 'DECEASED'")
OFF_AS_DEAD = text("state = 'taken_off' AND reason = 'DECEASED'")


def upgrade() -> None:
    op.drop_index("ix_memberships_programme_paid_until", "memberships")
    op.create_index(
        "ix_memberships_programme_paid_until_person_id",
        "memberships",
        ["programme", "paid_until", "person_id"],
    )
    op.create_index(
        "ix_events_deceased", "events", ["record", "record_id"],
        sqlite_where=DECEASED, postgresql_where=DECEASED,
    )  # fmt: skip
    op.create_index(
        "ix_enrolment_rows_off_as_dead", "enrolment_rows", ["person_id"],
        sqlite_where=OFF_AS_DEAD, postgresql_where=OFF_AS_DEAD,
    )  # fmt: skip
