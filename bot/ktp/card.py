"""What was read on a KTP, and when it may be offered as an answer."""

from __future__ import annotations

from dataclasses import dataclass, field

SURE = 0.9  # confidence from which a text may be offered; a name of a lower one is asked


@dataclass(frozen=True)
class Ktp:
    """The fields as printed, "" where nothing was read; `birth_date` as ISO text, `sex` male or female.

    `nik` is sixteen digits, valid or not. `confidence` is that of the worst letter line of each field, 0 to
    1. `safe`: the number says the same at every look (sight.py), is valid, and tells the birth date and the
    sex that stand on the card as well. Nothing of a card that is not `safe` may be offered as an answer.
    """

    nik: str = ""
    name: str = ""
    birth_place: str = ""
    birth_date: str = ""
    sex: str = ""
    address: str = ""
    rt_rw: str = ""
    village: str = ""
    district: str = ""
    religion: str = ""
    marital: str = ""
    occupation: str = ""
    citizenship: str = ""
    confidence: dict[str, float] = field(default_factory=dict)
    safe: bool = False

    def sure(self, name: str) -> str:
        """The field of that name, where the card is safe and the field was read well; else ""."""
        good = self.safe and self.confidence.get(name, 0.0) >= SURE
        return str(getattr(self, name)) if good else ""
