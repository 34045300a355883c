"""Cards that are issued in the middle of a transcript, as when an officer has recorded the first payment.

-- the cards are issued --
"""

from __future__ import annotations

from bot.app import App
from bot.cards.issuing import issue
from storage import memberships, people
from storage.statement import Tx

DIRECTIVE = "the cards are issued"


async def issue_all(app: App) -> None:
    """A card for each membership of everybody that a chat speaks for."""
    await app.database.run(lambda tx: _issue(tx, app))


def _issue(tx: Tx, app: App) -> None:
    for person in people.spoken_for(tx):
        for one in memberships.of_person(tx, app.vault, person):
            issue(tx, app.vault, one, app.clock())
