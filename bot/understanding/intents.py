"""The intents, by the names that other tools rely on, and how sure one is of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

INTENTS = (
    "sapaan", "daftar", "daftar_kelompok", "cek_status", "kartu", "iuran", "info_manfaat",
    "lapor_kecelakaan", "klaim_kematian", "klaim_jht", "ubah_data", "bpjs_kesehatan", "petugas", "lain",
)  # fmt: skip
OTHER = "lain"
SURE, AHEAD = 0.5, 0.2  # measured on phrases that were not learnt from: tests/understanding
LIKELY = 0.1  # what is less likely is not worth a button
OFFERED = 3  # buttons, where it is not sure


@dataclass(frozen=True)
class Understood:
    """`intent` with its probability; `others` with theirs, the likeliest first."""

    intent: str
    confidence: float
    others: tuple[tuple[str, float], ...] = ()

    @property
    def sure(self) -> bool:
        """Likely enough, and far enough ahead of the next one, to be acted on without asking."""
        second = self.others[0][1] if self.others else 0.0
        return self.confidence >= SURE and self.confidence - second >= AHEAD

    @property
    def offered(self) -> tuple[str, ...]:
        """What is offered as buttons where it is not sure: the likeliest that lead somewhere."""
        likely = ((self.intent, self.confidence), *self.others)
        return tuple(intent for intent, much in likely if intent != OTHER and much >= LIKELY)[:OFFERED]


def wanted(likely: Sequence[tuple[str, float]]) -> Understood:
    """Of intents as a model finds them likely; "lain" with no confidence where there are none."""
    if not likely:
        return Understood(OTHER, 0.0)
    (intent, confidence), *others = likely
    return Understood(intent, confidence, tuple(others))
