"""payung export enrolment, payung import kpj and payment, typed as an operator types them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.__main__ import main
from bot.app import App
from bot.commands.exchange import EXPORTS, IMPORTS
from bot.enrolment import filling
from bot.lists.titled import read_titled
from bot.lists.writing import sheet
from bot.rehearsal.work import done
from rules.enrolment import Enrolment, last_day
from rules.payment import months_from
from rules.records import Event
from storage import enrolment
from tests.enrolment.city import City, Clock
from tests.office import Said, acts, complaint, here, looked, said

__all__ = ["complaint", "here", "said"]  # fixtures


async def listed(app: App) -> int:
    """Three verified people on a list that is fixed; the list begins this month."""
    city = City(app, Clock())
    await city.registered(3)
    first = app.local(app.clock()).date().replace(day=1)
    wanted = Enrolment(0, "makassar", "new", first, last_day(first, 3), "city_budget")
    one = await city.run(lambda tx: filling.made(tx, app.vault, wanted, None, app.clock()))
    await done(app)
    await city.fixed(one)
    return one.id


def answers(here: Path, kind: str, file: str, *more: str) -> int:
    return main(["import", kind, file, *more])


def test_a_list_goes_out_and_its_answers_come_in(
    here: Path, said: Said, capsys: pytest.CaptureFixture[str]
) -> None:
    number = str(looked(listed))
    assert (
        said("export", "enrolment", "--list", number, "--to", "daftar.xlsx")
        == "3 people are written to daftar.xlsx.\n"
    )
    out = [
        row.cells
        for row in read_titled((here / "daftar.xlsx").read_bytes(), {"nik": "nik", "list": "daftar"}, ["nik"])
    ]
    niks = [row["nik"] for row in out if row]
    assert len(niks) == 3 and {row["list"] for row in out if row} == {number}
    assert looked(lambda app: app.database.read(lambda tx: enrolment.lock(tx, int(number)).state)) == "sent"

    taken = looked(acts)[-1]  # whose data are in the file is in the trail, as for a download
    assert (taken.act, taken.record, taken.id, taken.officer) == (
        "enrolment_downloaded",
        "enrolment",
        number,
        None,
    )
    assert taken.details == {"seen": {"whole_enrolment_list": number}} and taken.spot.startswith(
        "73.71|makassar"
    )

    rows = [[nik, f"9900000000{at}"] for at, nik in enumerate(niks)]
    (here / "kpj.xlsx").write_bytes(sheet([*rows, ["123", "99000000009"]], ("nik", "kpj"), "x"))
    assert answers(here, "kpj", "kpj.xlsx", "--list", number) == 1  # one row could not be noted
    told = capsys.readouterr().out
    assert "5 rows: 3 noted" in told and "1 not noted yet" in told and "kpj-hasil.xlsx" in told
    back = list(
        read_titled(
            (here / "kpj-hasil.xlsx").read_bytes(), {"nik": "nik", "told": "hasil di payung"}, ["nik"]
        )
    )
    assert back[-1].cells["told"] == "Belum dicatat: NIK bukan 16 angka."

    (here / "kpj.xlsx").write_bytes(sheet(rows, ("nik", "kpj"), "x"))
    assert answers(here, "kpj", "kpj.xlsx", "--to", "balik.xlsx") == 0
    assert "Nothing new" in capsys.readouterr().out and (here / "balik.xlsx").exists()

    first = looked(lambda app: _today(app)).replace(day=1)
    last = last_day(first, 3)
    paid = [[nik, first, last] for nik in niks]
    (here / "bayar.csv").write_text(
        "\n".join(["nik;mulai;sampai", *(f"{nik};{first:%d-%m-%Y};{last:%d-%m-%Y}" for nik, *_ in paid)])
    )
    assert answers(here, "payment", "bayar.csv") == 0
    assert "4 rows: 3 noted" in capsys.readouterr().out
    assert answers(here, "payment", "bayar.csv") == 0
    assert "Nothing new" in capsys.readouterr().out and months_from(first, 1)


async def _today(app: App):
    return app.local(app.clock()).date()


def test_what_cannot_be_is_told_in_one_sentence(here: Path, complaint: Said) -> None:
    assert "There is no list 7." in complaint("export", "enrolment", "--list", "7", "--to", "x.xlsx")
    assert "nowhere.xlsx" in complaint("import", "kpj", "nowhere.xlsx")
    (here / "photo.jpg").write_bytes(b"\xff\xd8\xff photo")
    assert complaint("import", "kpj", "photo.jpg").startswith("payung: photo.jpg: ")
    (here / "kpj.csv").write_text("nik;kpj\n1;2\n")
    assert "There is no list 7." in complaint("import", "kpj", "kpj.csv", "--list", "7")
    number = looked(listed)

    async def cancel(app: App) -> None:
        event = Event("cancelled", app.clock(), "officer")
        await app.database.run(lambda tx: enrolment.happen(tx, app.vault, number, event))

    looked(cancel)
    assert "is not fixed yet: it is cancelled" in complaint(
        "export", "enrolment", "--list", str(number), "--to", "x.xlsx"
    )


@pytest.mark.parametrize(("way", "kinds"), [("export", EXPORTS), ("import", IMPORTS)])
def test_every_kind_tells_its_options(
    way: str, kinds: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    for kind in kinds:
        with pytest.raises(SystemExit) as ended:
            main([way, kind, "--help"])
        assert ended.value.code == 0 and "--" in capsys.readouterr().out
