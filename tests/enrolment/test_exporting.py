"""The file for the branch: its columns, nothing in it that could run, and that it comes back as it went."""

from __future__ import annotations

from pathlib import Path

from bot.enrolment.exporting import COLUMNS
from bot.enrolment_tasks import exported
from bot.lists.formats import tables
from bot.lists.titled import read_titled
from storage import people
from tests.databases import emptied
from tests.enrolment.city import City, play

DOMAIN = ["no", "nik", "nama", "tempat_lahir", "tgl_lahir", "jk", "ibu_kandung", "alamat", "rt", "rw", "kelurahan", "kecamatan", "kode_pos", "hp", "email", "pekerjaan", "lokasi_kerja", "jam_mulai", "jam_selesai", "penghasilan", "program", "bulan_mulai", "jumlah_bulan", "npw", "keterangan"]  # fmt: skip


def test_a_list_is_written_for_the_branch(tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        a, _ = await city.registered(2)
        evil = {"birth_place": "=HYPERLINK(1)", "mother_name": "@SUM(1)", "work_hours": "05.00-10.00",
                "work_place": "+62", "name": "-ANI"}  # fmt: skip
        person = await city.run(lambda tx: people.by_id(tx, city.app.vault, a.person))
        assert person
        await city.run(lambda tx: people.change(tx, city.app.vault, person, evil, city.clock()))
        one = await city.listed()
        one = await city.fixed(one)
        content = await exported(city.app, one, None)
        sent = await city.enrolment(one.id)
        assert sent.state == "sent" and city.app.shelf.get(sent.file or "") == content
        (table,) = tables(content)
        titles, first, second = list(table.rows())
        assert list(titles[: len(DOMAIN)]) == DOMAIN and tuple(titles) == COLUMNS
        found = dict(zip(COLUMNS, first, strict=True))
        assert len(str(found["nik"])) == 16 and isinstance(found["nik"], str)
        assert (found["nama"], found["tempat_lahir"], found["lokasi_kerja"]) == (
            "-ANI",
            "=HYPERLINK(1)",
            "+62",
        )
        assert (found["rt"], found["rw"], found["jam_mulai"], found["jam_selesai"]) == (
            "3",
            "1",
            "05.00",
            "10.00",
        )
        assert (found["program"], found["bulan_mulai"], found["jumlah_bulan"]) == ("JKK+JKM", "04-2026", 9)
        assert found["hp"] == "+6281234567890" and found["tgl_lahir"] == "17-08-1985" and second
        assert b"<f>" not in content
        back = list(read_titled(content, {"nik": "nik", "kpj": "kpj", "list": "daftar"}, ["nik"]))
        assert [row.cells["list"] for row in back if not row.titles] == [str(one.id)] * 2

    play(emptied(f"sqlite:///{tmp_path / 'payung.db'}"), tmp_path, scene)
