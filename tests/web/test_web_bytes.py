"""What a talk costs whoever pays for each megabyte: bounded for the main conversations, and for the page."""

from __future__ import annotations

import pytest

from bot.rehearsal.transcript import parse
from tests.bench.bytes import PLAYED, page_weight, told_bytes
from tests.theatre import FILES
from tests.web.meter import Cost, cost

# Bytes up and down, measured and a quarter more. A text that grows by a line stays below; a wasteful change
# (a reply sent twice, a page loaded anew) does not.
MOST = {"register": 17_000, "check": 3_000, "report an accident": 11_500, "report a death": 5_900}
EACH = 600  # of a message with its answer
PAGE = 16_000


@pytest.fixture(scope="module")
def costs() -> dict[str, Cost]:
    return {name: cost(parse(FILES[played].read_text("utf-8"))) for name, played in PLAYED.items()}


@pytest.mark.parametrize("name", PLAYED)
def test_a_conversation_stays_below_its_bound(name: str, costs: dict[str, Cost]) -> None:
    print("\n".join(told_bytes(costs)))
    assert costs[name].turns > 4 and costs[name].up > 60 * costs[name].turns, "nothing was measured"
    assert MOST[name] / 2 < costs[name].all < MOST[name]
    assert costs[name].all / costs[name].turns < EACH


def test_no_reply_comes_twice(costs: dict[str, Cost]) -> None:
    """The page has the answers to its messages already: its stream brings what else there is."""
    assert {name: one.heard for name, one in costs.items() if one.heard > 50} == {}


def test_who_does_not_say_so_hears_every_reply() -> None:
    """A page of an older release, and whoever listens without writing."""
    heard = cost(parse(FILES["check/other_active"].read_text("utf-8")), query="?after=").heard
    assert heard > 1000


def test_the_page_is_light() -> None:
    assert PAGE / 2 < page_weight() < PAGE
