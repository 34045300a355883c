"""Are two reports about one person about the same event? Knows neither names nor NIK."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

NEAR = timedelta(days=2)  # two reports of one accident may be that far apart


def near(known: Mapping[str, Any], answers: Mapping[str, Any]) -> bool:
    """Somebody dies once; two accidents of one worker are told apart by their days, scholarships by the child
    and its class. Both are what was told, of one kind of case.
    """
    if any(known.get(name) != answers.get(name) for name in ("child_name", "school_class")):
        return False
    days = [date.fromisoformat(told["happened"][:10]) for told in (known, answers) if told.get("happened")]
    return len(days) < 2 or "died_on" in answers or abs(days[0] - days[1]) <= NEAR
