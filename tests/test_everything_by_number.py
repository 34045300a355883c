"""Everything can be answered with digits: the transcripts are played again by somebody who never taps and
never writes a label out, on every channel, and all goes as it is written.
"""

from __future__ import annotations

import re
from itertools import chain

import pytest

from bot.rehearsal.stages import CHANNELS
from tests.by_number import ByNumber
from tests.listening import Heard
from tests.once import run_folder
from tests.test_coverage_of_words import ASKED, missing, options, pooled, without_row
from tests.theatre import FILES, Performance, Theatre

OTHERS = [channel for channel in CHANNELS if channel != "terminal"]
Place = tuple[str, str, str]
DOUBT = re.compile(r"([a-z_]+\.).+")  # "read_back.yes"; the code of a place begins with digits


@pytest.fixture(scope="module")
def theatre_of_numbers(tmp_path_factory: pytest.TempPathFactory) -> Theatre:
    return Theatre(run_folder(tmp_path_factory) / "numbers", ByNumber)


@pytest.fixture(scope="module")
def played(theatre_of_numbers: Theatre) -> dict[str, Performance]:
    """All of them in the terminal."""
    return theatre_of_numbers.all_of("terminal")


@pytest.fixture(scope="module")
def heard(played: dict[str, Performance]) -> Heard:
    together = Heard()
    for performance in played.values():
        together.add(performance.heard or Heard())
    return together


def differing(played: dict[str, Performance]) -> str:
    """The transcripts that do not go as they are written; the player keeps the person's lines as they are."""
    possible = [(name, one) for name, one in played.items() if not one.impossible]
    return ", ".join(
        name for name, one in possible if one.problem or one.text != FILES[name].read_text("utf-8")
    )


def test_every_transcript_goes_as_written_when_numbers_are_typed(played: dict[str, Performance]) -> None:
    assert differing(played) == ""


def test_every_option_is_taken_by_its_number(heard: Heard) -> None:
    wanted = set(chain.from_iterable(options(c, q) for c, q in ASKED))
    taken = {(talk, without_row(question), option) for talk, question, option in heard.by_number}
    assert missing("options by number", pooled(wanted), pooled(taken)) == ""


def test_whatever_shows_options_is_answered_by_number(heard: Heard) -> None:
    """Also what comes from data (places, people, cases), menu, review, and what is settled or picked."""
    offered = {(talk, without_row(question), doubt) for talk, question, doubt in heard.offered}
    assert missing("places by number", offered, set(map(place, heard.by_number))) == ""


def place(taken: Place) -> Place:
    """Where an option was taken: its conversation and question, and the doubt."""
    talk, question, option = taken
    doubt = DOUBT.fullmatch(option)
    return talk, without_row(question), doubt[1] if doubt else ""


@pytest.mark.parametrize("channel", OTHERS)
def test_numbers_mean_the_same_on_every_channel(
    channel: str, played: dict[str, Performance], theatre_of_numbers: Theatre
) -> None:
    names = [(name, channel) for name in enough(played)]
    there = {name: theatre_of_numbers.performance(name, channel, names) for name, _ in names}
    print(f"{channel}: {len(there)} transcripts")
    assert differing(there) == ""


def enough(played: dict[str, Performance]) -> list[str]:
    """Transcripts that answer by number, together, whatever all of them do: the richest first."""
    found = {name: set(map(place, one.heard.by_number)) for name, one in played.items() if one.heard}
    left, chosen = set(chain.from_iterable(found.values())), list[str]()
    while left:
        chosen.append(max(sorted(found), key=lambda name: len(found[name] & left)))
        left -= found[chosen[-1]]
    return chosen
