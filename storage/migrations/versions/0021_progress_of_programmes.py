"""Where conversations end is counted by programme. What was counted before is the only programme's where
there is one, else nobody's. Frozen, as every migration is.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Text

revision, down_revision = "0021", "0020"

THE_ONLY_ONE = """
UPDATE progress SET programme = (SELECT code FROM programmes) WHERE (SELECT count(*) FROM programmes) = 1
"""


def upgrade() -> None:
    op.add_column("progress", Column("programme", Text, nullable=False, server_default=""))
    op.execute(THE_ONLY_ONE)
