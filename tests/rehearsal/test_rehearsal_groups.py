"""Groups that are there before a transcript begins: who coordinates them, who is on their lists."""

from __future__ import annotations

import asyncio

import pytest

from bot.rehearsal.groups import ANOTHER, read
from bot.rehearsal.player import Player
from bot.rehearsal.stage import Stage
from bot.rehearsal.terminal_stage import TerminalStage
from bot.rehearsal.transcript import Transcript, parse
from storage import groups
from storage.statement import Tx
from tests.witness import Records, Witness

VILLAGE = "denpasar 51.71.03.2008 quota 100"
ACCEPTED = f"{VILLAGE}, then accepted by I MADE SUKERTA"
ELSEWHERE = "denpasar 51.71.03.2009 quota 50, elsewhere, listed 5171034107859001 NI WAYAN SARI"


class Kept(Witness):
    """Keeps what stands in the records; the program is there to be asked too."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.mine: list[str] = []

    async def close(self) -> None:
        self.mine = await self._app.database.read(self._looked)
        await super().close()

    def _looked(self, tx: Tx) -> list[str]:
        return [
            f"{group.name}, {group.quota}, {group.category}: {who.name if who else 'nobody'}"
            for group in groups.everyone(tx)
            for who in [groups.coordinator(tx, self._app.vault, group.id)]
        ]


def played(*lines: str) -> tuple[Transcript, Kept]:
    kept = Kept(TerminalStage())
    text = "\n".join(["# A group.", "Today: 2026-03-10", *lines])
    return asyncio.run(Player(lambda: kept).play(parse(f"{text}\n"))), kept


def statuses(records: Records) -> list[str]:
    return [f"{row['number'][:3]} {row['status']}" for row in records["registrations"]]


def test_an_invitation_that_nobody_has_accepted_is_the_code():
    said, kept = played(f"Coordinator: {VILLAGE}", "", "User: (link <code>)")
    assert "Desa Tegal Harum" in said.turns[0].replies[0]
    assert kept.mine == ["Desa Tegal Harum, 100, None: nobody"]


def test_somebody_who_is_new_can_follow_it_too():
    said, _ = played("New: yes", f"Coordinator: {VILLAGE}", "", "User: (link <code>)", "", "User: [Setuju]")
    assert "Desa Tegal Harum" in said.turns[1].replies[0]


def test_phone_a_coordinates_what_it_has_accepted():
    said, kept = played(f"Coordinator: {ACCEPTED}", "", "User: menu")
    assert kept.mine == ["Desa Tegal Harum, 100, None: I MADE SUKERTA"]
    assert "[Kelompok saya]" in said.turns[0].replies[0]


def test_a_list_was_brought_and_handed_over():
    _, kept = played(
        f"Coordinator: {ACCEPTED}, then brought tegal harum bersih 7.csv, then submitted,"
        " listed 5171034107859001 NI WAYAN SARI",
        "",
        "User: menu",
    )
    assert statuses(kept.records) == ["DEN submitted"] * 7 + ["DEN listed"]


def test_another_village_has_a_coordinator_whom_nobody_sees():
    said, kept = played(f"Group: {ELSEWHERE}", "", "User: menu")
    assert kept.mine == [f"Desa Tegal Kertha, 50, None: {ANOTHER}"]
    assert "[Kelompok saya]" not in said.turns[0].replies[0]
    assert statuses(kept.records) == ["DEN listed"]


def test_an_office_has_a_name_and_one_kind_of_work():
    office = "paser office DINAS PENDIDIKAN quota 500, work honorary_teacher, then accepted by ERNAWATI"
    _, kept = played(f"Group: {office}", f"Group: {ELSEWHERE}", "", "User: menu")
    assert kept.mine == [
        f"Desa Tegal Kertha, 50, None: {ANOTHER}",
        "DINAS PENDIDIKAN, 500, honorary_teacher: ERNAWATI",
    ]


def test_the_same_records_come_out_twice():
    lines = (f"Coordinator: {ACCEPTED}, then brought tegal harum 97.xlsx", "", "User: menu")
    assert played(*lines)[1].records == played(*lines)[1].records
    assert "list_lines" in played(*lines)[1].records


BAD = {
    "no quota": "denpasar 51.71.03.2008",
    "a district": "denpasar 51.71.03 quota 100",
    "an unknown village": "denpasar 51.71.03.9999 quota 100",
    "too many": "denpasar 51.71.03.2008 quota 101",
    "something unknown": "denpasar 51.71.03.2008 quota 100, then closed",
    "a list of nobody": f"{VILLAGE}, elsewhere, brought gone",
}


@pytest.mark.parametrize("line", BAD.values(), ids=BAD.keys())
def test_a_line_that_is_not_understood_is_told(line: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        played(f"Coordinator: {line}", "", "User: menu")


def test_a_line_is_read_as_facts():
    told = read(f"{ACCEPTED}, then brought tegal harum 97.xlsx, then submitted")
    assert (told.accepted, told.elsewhere) == ("I MADE SUKERTA", False)
    assert told.steps == (("brought", "tegal harum 97.xlsx"), ("submitted", ""))
