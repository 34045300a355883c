"""What a city tells people of itself: whom to turn to, when and where, and which hospitals know the way.

Data only, as the city wrote it; a city that has written nothing has empty ones, and every text goes without.
"""

from __future__ import annotations

from dataclasses import dataclass

from rules.opening import Hours


@dataclass(frozen=True, slots=True)
class CityWords:
    """In one language. `contact`: by which way the office is reached; `office`: where it is; `branch`: the
    branch office of BPJS Ketenagakerjaan; `hospitals`: PLKK partners, the first ones to go to, each a line.
    """

    contact: str = ""
    office: str = ""
    branch: str = ""
    hospitals: tuple[str, ...] = ()
    hours: Hours | None = None


NOTHING = CityWords()
