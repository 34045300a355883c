"""What people ask officers becomes a thread; what was asked before is kept. Frozen, as every migration is."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary, Text, text

revision, down_revision = "0008", "0007"

BIG = BigInteger().with_variant(Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "threads",
        Column("id", BIG, primary_key=True, autoincrement=True),
        Column("chat_id", BIG, ForeignKey("chats.id"), nullable=False),
        Column("about", Text),
        Column("message", LargeBinary, nullable=False),
        Column("state", Text, nullable=False),
        Column("programme", Text),
        Column("village", Text),
        Column("officer_id", BIG, ForeignKey("officers.id")),
        Column("quiet", BIG, nullable=False),
        Column("opened_at", BIG, nullable=False),
        Column("asked_at", BIG, nullable=False),
        Column("answered_at", BIG),
        Column("closed_at", BIG),
        Column("ended", Text),
        sqlite_autoincrement=True,
    )
    for columns in (["state", "asked_at"], ["chat_id"], ["quiet", "asked_at"]):
        op.create_index(f"ix_threads_{'_'.join(columns)}", "threads", columns)
    op.execute(
        "INSERT INTO threads (id, chat_id, about, message, state, quiet, opened_at, asked_at) "
        "SELECT id, chat_id, about, message, state, 0, at, at FROM requests"
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(text("SELECT setval(pg_get_serial_sequence('threads', 'id'), "
                        "(SELECT coalesce(max(id), 0) + 1 FROM threads), false)"))  # fmt: skip
    op.drop_table("requests")
