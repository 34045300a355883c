"""What only the operator can put right on WhatsApp: said once in the log, and shown until it works again."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

log = logging.getLogger(__name__)


@dataclass
class Troubles:
    """By code, each with its sentence."""

    known: dict[int, str] = field(default_factory=dict)

    def note(self, code: int | None, tell: str) -> None:
        """Somebody is told of it, once until it is over."""
        if not tell or code is None or code in self.known:
            return
        self.known[code] = tell
        log.error("%s (code %s)", tell, code)

    def over(self) -> None:
        """Something was sent: what kept everything from going does not any more."""
        if self.known:
            log.info("WhatsApp takes messages again")
            self.known.clear()
