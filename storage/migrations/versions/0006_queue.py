"""An index for the officers' queue: who has waited longest comes first. Frozen, as every migration is."""

from __future__ import annotations

from alembic import op

revision, down_revision = "0006", "0005"


def upgrade() -> None:
    op.create_index(
        "ix_registrations_programme_status_listed", "registrations", ["programme", "status", "listed"]
    )
