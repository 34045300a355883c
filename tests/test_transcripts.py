"""Every transcript, played through every channel's real adapter, is what is written in its file.

`pytest --update` writes the Bot: lines anew; they are to be read before they are kept.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator

import pytest

from bot.rehearsal.stages import CHANNELS
from bot.rehearsal.transcript import parse, text_of
from tests.theatre import FILES, Theatre

OTHERS = [channel for channel in CHANNELS if channel != "terminal"]
ENOUGH = 0.8  # of all transcripts have to be possible on every channel


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("name", FILES)
def test_the_bot_says_what_is_written(
    name: str, channel: str, theatre: Theatre, wanted: list[tuple[str, str]], update: bool
) -> None:
    performance = theatre.performance(name, channel, wanted)
    if performance.impossible:  # counted below
        assert channel != "terminal"
        return
    assert performance.problem is None
    if update and channel == "terminal":
        FILES[name].write_text(performance.text, "utf-8")
    assert differences(FILES[name].read_text("utf-8"), performance.text) == ""


def differences(written: str, played: str) -> str:
    lines = difflib.unified_diff(written.splitlines(), played.splitlines(), "written", "played", lineterm="")
    return "\n".join(lines)


@pytest.mark.parametrize("channel", OTHERS)
@pytest.mark.parametrize("name", FILES)
def test_the_same_records_come_out_on_every_channel(
    name: str, channel: str, theatre: Theatre, wanted: list[tuple[str, str]]
) -> None:
    there = theatre.performance(name, channel, wanted)
    here = theatre.performance(name, "terminal", wanted)
    assert there.impossible or there.records == here.records


@pytest.mark.parametrize("channel", OTHERS)
def test_most_transcripts_are_possible_on_every_channel(channel: str, theatre: Theatre) -> None:
    played = theatre.all_of(channel)
    impossible = sorted(name for name, one in played.items() if one.impossible)
    print(f"{channel}: {len(played) - len(impossible)} of {len(played)} possible, not", *impossible)
    assert len(impossible) <= (1 - ENOUGH) * len(played)


@pytest.mark.parametrize("name", FILES)
def test_a_transcript_is_written_as_it_is_read(name: str) -> None:
    text = FILES[name].read_text("utf-8")
    assert text_of(parse(text)) == text


@pytest.mark.parametrize("name", FILES)
def test_a_transcript_says_in_its_first_line_what_it_shows(name: str) -> None:
    assert FILES[name].read_text("utf-8").startswith("# ")


def test_people_in_transcripts_are_invented() -> None:
    """Their NIK end in 9000-9999, or are wrong on purpose."""
    numbers = {(name, nik) for name, file in FILES.items() for nik in niks(file.read_text("utf-8"))}
    assert not {(name, nik) for name, nik in numbers if not nik.endswith("0000") and nik[12] != "9"}


def niks(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if line.startswith(
            ("User:", "Member:", "Registered:", "Answered:", "Case:", "Coordinator:", "Group:")
        ):
            digits = "".join(sign for sign in line if sign.isdigit() or sign in ":,")
            yield from (run for run in digits.replace(":", ",").split(",") if len(run) == 16)


@pytest.fixture
def wanted(request: pytest.FixtureRequest) -> list[tuple[str, str]]:
    """The transcripts and channels of all tests of this run, so that they are played at the same time."""
    calls = [getattr(item, "callspec", None) for item in request.session.items]
    params = [call.params for call in calls if call]
    return [
        (p["name"], p["channel"]) for p in params if p.get("name") in FILES and p.get("channel") in CHANNELS
    ]
