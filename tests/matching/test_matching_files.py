"""Files out and in, on both databases: who is asked about, what comes back, an outcome for every row."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from bot import matching_tasks
from bot.app import App
from bot.lists.bad import BadList
from bot.matching.columns import ANSWERS, SHEET
from bot.matching.incoming import take_in
from rules.matching import NO_COLUMNS, NO_OFFICE, OTHER_OFFICE, ROW_FAULTS, ROWS_TAKEN
from storage import audit, audit_seen, matching_files, matchings
from storage.audit_head import HeadFile
from storage.matching_files import MatchingFile
from tests.matching.scene import PROGRAMME, file, matched, matched_with, person, registered
from tests.mending import mended, returned
from tests.web.site import program


def play(url: str, folder: Path, scene: Callable[[App], Awaitable[None]]) -> None:
    async def run() -> None:
        async with program(folder, url) as app:
            await scene(app)

    asyncio.run(run())


async def asked_by_file(app: App, source: str = "population") -> tuple[MatchingFile, list[list[str]]]:
    """The file of everybody who waits, and its rows."""
    wish = MatchingFile(0, "out", source, PROGRAMME, "x.xlsx", "waiting", app.clock())
    id = await app.database.run(lambda tx: matching_tasks.ask_for_file(tx, app, wish))
    await matching_tasks.matching_out(app, {"file": id})
    return await known(app, id)


async def known(app: App, id: int, returned: bool = False) -> tuple[MatchingFile, list[list[str]]]:
    made = await app.database.read(lambda tx: matching_files.by_id(tx, app.vault, id))
    assert made
    name = made.returned if returned else made.file
    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(app.shelf.get(name or "")))
        .get_sheet_by_index(0)
        .to_python()
    )
    return made, [[str(cell) for cell in row] for row in rows]


async def brought(app: App, content: bytes, source: str = "", programme: str = PROGRAMME) -> MatchingFile:
    """A file of answers as an officer uploads it."""
    name = app.shelf.put(content)
    wish = MatchingFile(0, "in", source, programme, "jawaban.xlsx", "waiting", app.clock(), name)
    id = await app.database.run(lambda tx: matching_tasks.ask_for_file(tx, app, wish))
    await matching_tasks.matching_in(app, {"file": id})
    found = await app.database.read(lambda tx: matching_files.by_id(tx, app.vault, id))
    assert found and sum(found.counts.values()) == found.rows
    assert set(found.counts) <= {*ROWS_TAKEN, *ROW_FAULTS}
    return found


def test_those_who_wait_stand_in_the_file_once(database_url: str, tmp_path: Path) -> None:
    async def scene(app: App) -> None:
        people = await registered(app, 3)
        made, rows = await asked_by_file(app)
        assert rows[0] == [*SHEET, *ANSWERS["population"]]
        first = dict(zip(rows[0], rows[1], strict=True))
        facts = people[0][1]
        assert first["nik"] == facts["nik"] and first["tgl_lahir"] == "17-08-1985" and first["jk"] == "P"
        assert first["ibu_kandung"] == "HALIMAH" and first["hp"] == first["penghasilan"] == ""
        assert (made.rows, made.state, len(rows)) == (3, "done", 4)
        assert (await matched(app, people[0][0]))["population"].state == "asked"
        again, rows = await asked_by_file(app)
        assert (again.rows, len(rows)) == (0, 1)
        (one, _) = (await registered(app))[0]
        newer, rows = await asked_by_file(app)
        assert newer.rows == 1 and (await matched(app, one))["population"].state == "asked"

    play(database_url, tmp_path, scene)


def test_our_sheet_comes_back_and_every_row_has_its_outcome(database_url: str, tmp_path: Path) -> None:
    async def scene(app: App) -> None:
        people = await registered(app, 6)
        _, (titles, *rows) = await asked_by_file(app)
        told = [
            ["00", "Sesuai (100)", "Sesuai"], ["11 - meninggal"], ["13"], ["tidak ditemukan"], ["99"], [""],
        ]  # fmt: skip
        for row, answer in zip(rows, told, strict=True):
            row[len(SHEET) : len(SHEET) + len(answer)] = answer
        rows[1][-1] = "2-5-2026"
        content = file(titles, *rows, ["", "7371015708859999", *[""] * 23, "00"], ["", "123", *[""] * 23, "00"],
                       ["", "7.37102E+15", *[""] * 23, "00"], ["9", "", *[""] * 23, "00"])  # fmt: skip
        found = await brought(app, content)
        assert found.counts == {"stored": 4, "bad_code": 1, "unanswered": 1, "unknown": 1, "nik_unread": 1,
                                "nik_rounded": 1, "nik_missing": 1}  # fmt: skip
        assert (found.source, found.state, found.rows) == ("", "done", 10)
        assert found.report == (
            (6, "bad_code"),
            (8, "unknown"),
            (9, "nik_unread"),
            (10, "nik_rounded"),
            (11, "nik_missing"),
        )
        advices = [(await matched(app, one))["population"] for one, _ in people]
        assert [row.advice and row.advice.reasons[0] for row in advices] == [
            "ALL_FITS", "DECEASED", "NIK_NOT_FOUND", "NIK_NOT_FOUND", None, None,
        ]  # fmt: skip
        assert advices[1].answer and advices[1].answer.died_on == "2026-05-02"
        _, back = await known(app, found.id, returned=True)
        assert [row[-1] for row in back][:2] == ["Hasil", "Diterima."] and "Kode jawaban" in back[5][-1]

    play(database_url, tmp_path, scene)


def test_the_same_file_twice_changes_nothing(database_url: str, tmp_path: Path) -> None:
    async def scene(app: App) -> None:
        ((one, facts),) = await registered(app)
        await matching_tasks.note_lacking(app)
        content = file(["NIK", "Nama", "Kode"], [facts["nik"], facts["name"], "00"])
        assert (await brought(app, content)).counts == {"stored": 1}
        before = (await matched(app, one))["population"]
        assert (await brought(app, content)).counts == {"same": 1}
        assert (await matched(app, one))["population"] == before
        assert before.advice and before.advice.reasons == ("ALL_FITS",)
        changed = file(["NIK", "Nama", "Kode"], [facts["nik"], facts["name"], "14"])
        assert (await brought(app, changed)).counts == {"stored": 1}
        after = (await matched(app, one))["population"]
        assert after.advice and after.advice.reasons[0] == "NIK_INACTIVE"

    play(database_url, tmp_path, scene)


def test_what_we_wrote_ourselves_proves_nothing(database_url: str, tmp_path: Path) -> None:
    async def scene(app: App) -> None:
        ((one, _),) = await registered(app)
        _, (titles, row) = await asked_by_file(app)
        row[len(SHEET)] = "00"
        await brought(app, file(titles, row))
        found = (await matched(app, one))["population"].advice
        assert found and found.reasons == ("NOTHING_COMPARED",) and found.fields == ()

    play(database_url, tmp_path, scene)


@pytest.mark.parametrize(
    ("titles", "row", "reason"),
    [
        (["No", "N I K", "Nama Lengkap", "Desil Kesejahteraan"], ["1", "{nik}", "{name}", "3"], "POOR"),
        (["NIK", "DESIL", "Sumber Data"], ["'{nik}", "8.0", "DTSEN 2026-09"], "NOT_POOR"),
        (["NIK", "Desil", "Keterangan"], ["{spaced}", "Desil 2", ""], "POOR"),
        (["NIK", "Kode", "Desil"], ["{nik}", "tidak terdaftar", ""], "NOT_LISTED"),
        (["NIK", "Nama", "Desil"], ["{nik}", "BUDI SANTOSO", "2"], "NAME_DIFFERS"),
    ],
    ids=["plain", "high", "spaced", "absent", "other"],
)
def test_poverty_data_come_in_many_shapes(
    database_url: str, tmp_path: Path, titles: list[str], row: list[str], reason: str
) -> None:
    async def scene(app: App) -> None:
        ((one, facts),) = await registered(app)
        await matching_tasks.note_lacking(app)
        nik = facts["nik"]
        spaced = " ".join(nik[at : at + 4] for at in range(0, 16, 4))
        cells = [cell.format(nik=nik, name=facts["name"], spaced=spaced) for cell in row]
        content = file(["DAFTAR PEMADANAN", *[""] * (len(titles) - 1)], titles, cells)
        assert (await brought(app, content)).counts == {"stored": 1}
        found = (await matched(app, one))["poverty"].advice
        assert found and found.reasons[0] == reason

    play(database_url, tmp_path, scene)


def test_two_memberships_of_one_person_are_taken_together_and_two_answers_are_none(
    database_url: str, tmp_path: Path
) -> None:
    async def scene(app: App) -> None:
        (one, facts), (other, more) = await registered(app, 2)
        await matched_with(app, "population", "membership")
        await matching_tasks.note_lacking(app)
        titles = ["NIK", "No. KPJ", "Segmen", "Status", "Sampai"]
        found = await brought(app, file(titles,
            [facts["nik"], "99000000011", "Penerima Upah (PU)", "Aktif", "31-12-2026"],
            [facts["nik"], "99000000022", "Bukan Penerima Upah", "Non Aktif", "31-01-2024"],
            [more["nik"], "", "", "", ""],
        ))  # fmt: skip
        assert found.counts == {"stored": 2, "unanswered": 1}
        seen = (await matched(app, one))["membership"]
        assert seen.advice and seen.advice.reasons == ("ALREADY_PU",) and seen.answer
        assert [(m.segment, m.active, m.until) for m in seen.answer.members] == [
            ("pu", True, "2026-12-31"), ("bpu", False, "2024-01-31"),
        ]  # fmt: skip
        twice = file(["NIK", "Kode"], [more["nik"], "00"], [more["nik"], "11"])
        assert (await brought(app, twice, "population")).counts == {"two_answers": 2}
        assert (await matched(app, other))["population"].advice is None

    play(database_url, tmp_path, scene)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"), (b"%PDF-1.7", "unknown"), (b"PK\x03\x04broken", "broken"),
        (b"Nama;Alamat\nSITI;Jalan 3\n", NO_COLUMNS), (b"NIK;Nama\n7371015708859001;SITI\n", NO_OFFICE),
    ],
    ids=["empty", "pdf", "broken", "no columns", "no office"],
)  # fmt: skip
def test_what_holds_no_answers_is_said(tmp_path: Path, content: bytes, reason: str) -> None:
    async def scene(app: App) -> None:
        with pytest.raises(BadList) as bad:
            await take_in(app, content)
        assert bad.value.reason == reason
        if content:
            assert (await brought(app, content)).problem == reason

    play("", tmp_path, scene)


def test_answers_of_another_programme_are_not_taken_where_one_is_meant(
    database_url: str, tmp_path: Path
) -> None:
    async def scene(app: App) -> None:
        ((one, facts),) = await registered(app)
        await matching_tasks.note_lacking(app)
        content = file(["NIK", "Kode"], [facts["nik"], "00"])
        assert (await brought(app, content, programme="paser")).counts == {"unknown": 1}
        assert (await brought(app, content, programme="")).counts == {"stored": 1}
        assert (await matched(app, one))["population"].state == "answered"

    play(database_url, tmp_path, scene)


def test_a_file_that_was_broken_off_is_gone_on_with(database_url: str, tmp_path: Path) -> None:
    async def scene(app: App) -> None:
        await registered(app, 4)
        wish = MatchingFile(0, "out", "population", PROGRAMME, "x", "waiting", app.clock())
        id = await app.database.run(lambda tx: matching_tasks.ask_for_file(tx, app, wish))
        await matching_tasks.note_lacking(app)
        await app.database.run(  # killed after the first part
            lambda tx: matchings.to_file(tx, PROGRAMME, "population", id, app.clock(), 2)
        )
        await matching_tasks.matching_out(app, {"file": id})
        made, rows = await known(app, id)
        assert (made.rows, len(rows)) == (4, 5)
        await matching_tasks.matching_out(app, {"file": id})  # once more does nothing
        assert (await known(app, id))[0] == made

    play(database_url, tmp_path, scene)


def test_answers_of_a_file_that_was_broken_off_count_as_its_own(database_url: str, tmp_path: Path) -> None:
    async def scene(app: App) -> None:
        (_, facts), (_, more) = await registered(app, 2)
        await matching_tasks.note_lacking(app)
        first, all_of_it = ([["NIK", "Kode"], [facts["nik"], "00"]], [more["nik"], "13"])
        name = app.shelf.put(file(*first, all_of_it))
        wish = MatchingFile(0, "in", "population", PROGRAMME, "x", "waiting", app.clock() - 1, name)
        id = await app.database.run(lambda tx: matching_tasks.ask_for_file(tx, app, wish))
        await take_in(app, file(*first))  # killed after the first part
        await matching_tasks.matching_in(app, {"file": id})
        assert (await known_counts(app, id)) == {"stored": 2}

    play(database_url, tmp_path, scene)


async def known_counts(app: App, id: int) -> dict[str, int]:
    found = await app.database.read(lambda tx: matching_files.by_id(tx, app.vault, id))
    assert found
    return dict(found.counts)


def test_a_file_of_another_office_than_the_chosen_one_is_not_taken(tmp_path: Path) -> None:
    """Else our own name would be compared with itself."""

    async def scene(app: App) -> None:
        ((_, facts),) = await registered(app)
        content = file(
            ["NIK", "Nama", "KPJ", "Status"], [facts["nik"], facts["name"], "19008123456", "aktif"]
        )
        assert (await brought(app, content, "population")).problem == OTHER_OFFICE

    play("", tmp_path, scene)


def test_an_answer_about_what_was_corrected_meanwhile_is_not_taken(database_url: str, tmp_path: Path) -> None:
    """Our sheet was out while an officer had the name asked again: its verdict is about the old name."""

    async def scene(app: App) -> None:
        (one, facts), (other, _) = await registered(app, 2)
        _, (titles, *rows) = await asked_by_file(app)
        await app.database.run(lambda tx: returned(tx, app, one, "name"))
        await asyncio.sleep(0.002)
        await app.database.run(lambda tx: mended(tx, app, one, name="SITI BARU"))
        for row in rows:
            row[len(SHEET) : len(SHEET) + 2] = ["00", "Tidak Sesuai"]
        found = await brought(app, file(titles, *rows))
        assert found.counts == {"stored": 1, "outdated": 1} and found.report == ((2, "outdated"),)
        assert (await matched(app, other))["population"].state == "answered"
        waits = (await matched(app, one))["population"]
        assert (waits.state, waits.advice) == ("waiting", None)
        _, (titles, *rows) = await asked_by_file(app)
        (row,) = rows
        assert row[titles.index("nama")] == "SITI BARU"
        row[len(SHEET) : len(SHEET) + 2] = ["00", "Sesuai"]
        assert (await brought(app, file(titles, row))).counts == {"stored": 1}
        advice = (await matched(app, one))["population"].advice
        assert advice and advice.reasons == ("ALL_FITS",)
        own = file(["NIK", "Nama", "Kode"], [facts["nik"], "SITI LAIN", "00"])  # the office's own sheet
        assert (await brought(app, own)).counts == {"stored": 1}

    play(database_url, tmp_path, scene)


def test_another_telephone_number_makes_no_answer_old(database_url: str, tmp_path: Path) -> None:
    async def scene(app: App) -> None:
        ((one, _),) = await registered(app)
        _, (titles, row) = await asked_by_file(app)
        await app.database.run(lambda tx: returned(tx, app, one, "phone"))
        await asyncio.sleep(0.002)
        await app.database.run(lambda tx: mended(tx, app, one, phone="+6281234509876"))
        row[len(SHEET)] = "13"
        assert (await brought(app, file(titles, row))).counts == {"stored": 1}

    play(database_url, tmp_path, scene)


def test_who_has_another_nik_by_now_is_nobody_in_the_old_file(database_url: str, tmp_path: Path) -> None:
    async def scene(app: App) -> None:
        ((one, _),) = await registered(app)
        _, (titles, row) = await asked_by_file(app)
        await app.database.run(lambda tx: returned(tx, app, one, "nik"))
        await app.database.run(lambda tx: mended(tx, app, one, nik=person(9991)["nik"]))
        row[len(SHEET)] = "11"
        assert (await brought(app, file(titles, row))).counts == {"unknown": 1}
        found = (await matched(app, one))["population"]
        assert (found.state, found.advice) == ("waiting", None)

    play(database_url, tmp_path, scene)


def test_whose_data_came_in_a_file_is_noted_also_of_rows_that_were_not_taken(
    database_url: str, tmp_path: Path
) -> None:
    async def scene(app: App) -> None:
        people = await registered(app, 4)
        await matching_tasks.note_lacking(app)
        niks = [facts["nik"] for _, facts in people]
        rows = [[niks[0], "00"], [niks[1], "99"], [niks[2], ""], ["7371015708859999", "11"], ["1", "00"]]
        content = file(["NIK", "Kode"], *rows, [niks[0], "00"])
        for _ in range(2):  # the same once more: it was there again
            found = await brought(app, content)
            entry = (await app.database.read(lambda tx: audit.before(tx, app.vault, audit.NEWEST, 1)))[
                0
            ].entry
            seen = {("person", str(one.person)) for one, _ in people[:3]}
            assert (entry.act, entry.record, entry.id) == ("matching_stored", "matching_file", str(found.id))
            assert audit_seen.keys_of("", "", entry.details) == seen
            assert entry.details["rows"] == 6 and entry.spot == "73.71|makassar||"
            kept = await app.database.read(partial(matching_files.people, file=found.id))
            assert sorted(kept) == sorted(one.person for one, _ in people[:3])
            assert HeadFile(app.settings.data_dir, app.vault).read() == await app.database.read(audit.head)

    play(database_url, tmp_path, scene)
