"""How the offices that are asked over the network do: their circuit breakers, and when each answered last."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import bindparam, select

from rules.circuit import Circuit
from storage.statement import Row, Statement, Tx, adding
from storage.tables import matching_sources

FIELDS = ("source", "connected", "failures", "until", "answered_at", "failed_at", "problem")
_SAVE = Statement(
    (saved := adding(matching_sources, *FIELDS)).on_conflict_do_update(
        index_elements=["source"], set_={name: saved.excluded[name] for name in FIELDS[1:]}
    )
)
_ALL = Statement(select(matching_sources).order_by(matching_sources.c.source))
_ONE = Statement(select(matching_sources).where(matching_sources.c.source == bindparam("of_source")))

CLOSED = Circuit()


@dataclass(frozen=True)
class Office:
    """`connected`: asked over the network, else by file; `problem`: a code, why it did not answer last."""

    source: str
    connected: bool = False
    circuit: Circuit = CLOSED
    answered_at: int | None = None
    failed_at: int | None = None
    problem: str | None = None

    def answered(self, now: int) -> Office:
        return replace(self, circuit=self.circuit.answered(), answered_at=now, problem=None)

    def failed(self, now: int, problem: str, wait: int = 0) -> Office:
        """`wait`: milliseconds that it asked for."""
        return replace(self, circuit=self.circuit.failed(now, wait), failed_at=now, problem=problem)


def office(tx: Tx, source: str) -> Office:
    """As it was last seen; one that was never asked has done nothing wrong."""
    row = tx.one(_ONE, of_source=source)
    return _office(row) if row else Office(source)


def offices(tx: Tx) -> dict[str, Office]:
    return {row["source"]: _office(row) for row in tx.all(_ALL)}


def save(tx: Tx, one: Office) -> None:
    circuit = {"failures": one.circuit.failures, "until": one.circuit.until}
    tx.run(_SAVE, source=one.source, connected=int(one.connected), **circuit, answered_at=one.answered_at,
           failed_at=one.failed_at, problem=one.problem)  # fmt: skip


def _office(row: Row) -> Office:
    circuit = Circuit(row["failures"], row["until"])
    return Office(row["source"], bool(row["connected"]), circuit, row["answered_at"], row["failed_at"],
                  row["problem"])  # fmt: skip
