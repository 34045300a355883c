"""What becomes of the facts of a person: days, sexes, names, telephones, ditto marks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.lists.must import (
    HEADER,
    TITLES,
    MessyList,
    book,
    mended,
    nobody,
    ok,
    usual,
    waits,
)
from tests.lists.people import Someone, people, someone


def dates() -> MessyList:
    """The same day in every way people write it."""
    ways: tuple[Callable[[date], object], ...] = (
        lambda d: f"{d:%d-%m-%Y}",
        lambda d: f"{d:%d/%m/%Y}",
        lambda d: f"{d:%d.%m.%Y}",
        lambda d: f"{d:%Y-%m-%d}",
        lambda d: f"{d.day}-{d.month}-{d:%y}",
        lambda d: f"{d:%d%m%Y}",
        lambda d: f"{d:%d%m%y}",
        lambda d: d,
        lambda d: (d - date(1899, 12, 30)).days,
        lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
        lambda d: f"{d.day} {MONTHS[d.month - 1][:3]} {d:%y}",
        lambda d: f"{d:%d} - {d:%m} - {d:%Y}",
        lambda d: f"{d.day}-{MONTHS[d.month - 1][:3]}-{d.year}",
        lambda d: int(f"{d:%d%m%Y}"),
        lambda d: f"Tgl {d.day} {MONTHS[d.month - 1].upper()} {d.year}",
        lambda d: d.year,
        lambda d: str(d.year),
        lambda d: (d - date(1904, 1, 1)).days,
        lambda d: "-",
    )
    rows = (
        ok(p, 1, p.nik, p.name, way(p.born), p.letter)
        for way, p in zip(ways, grown(len(ways), 100), strict=True)
    )
    return book("dates", HEADER, *rows)


MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]


def grown(count: int, start: int) -> list[Someone]:
    """People whose day of birth can't be taken for a month."""
    return [p for p in people(count * 3, start) if p.born.day > 12][:count]


def swapped_days() -> MessyList:
    """Day and month in each other's place, as an American Excel leaves them; and days that are simply others."""
    early = [p for p in people(60, 160) if p.born.day <= 12 and p.born.day != p.born.month][:3]
    late = grown(2, 160)
    turned = [p.born.replace(day=p.born.month, month=p.born.day) for p in early]
    rows = (
        HEADER,
        mended(
            early[0],
            "day_month_swapped",
            1,
            early[0].nik,
            early[0].name,
            f"{turned[0]:%d-%m-%Y}",
            early[0].letter,
        ),
        mended(early[1], "day_month_swapped", 2, early[1].nik, early[1].name, turned[1], early[1].letter),
        mended(
            late[0],
            "day_month_swapped",
            3,
            late[0].nik,
            late[0].name,
            f"{late[0].born:%m/%d/%Y}",
            late[0].letter,
        ),
        waits("birth_differs", 4, late[1].nik, late[1].name, "01-01-1970", late[1].letter),
        waits("birth_unread", 5, early[2].nik, early[2].name, "tidak tahu", early[2].letter),
        waits(
            "sex_differs",
            6,
            someone(230).nik,
            someone(230).name,
            someone(230).birth,
            other_letter(someone(230)),
        ),
        waits("birth_differs", 7, someone(231).nik, someone(231).name, someone(231).born.year - 1, ""),
    )
    return book("swapped days", *rows)


def other_letter(person: Someone) -> str:
    return "P" if person.letter == "L" else "L"


def swapped_columns() -> MessyList:
    """Some rows have the NIK where the name belongs; all is there, so they are put back."""
    p = people(4, 240)
    rows = (
        HEADER,
        ok(p[0], *usual(p[0])),
        mended(p[1], "columns_swapped", 2, p[1].name, p[1].nik, p[1].birth, p[1].letter),
        ok(p[2], 3, "", f"{p[2].name} / {p[2].nik}", p[2].birth, p[2].letter),
        mended(p[3], "columns_swapped", 4, p[3].name, int(p[3].nik), "", ""),
    )
    return book("swapped columns", *rows)


def died() -> MessyList:
    """Somebody has died, or only the father has; a husband's death is not the widow's."""
    p = people(8, 270)
    titles = (*TITLES, "Keterangan")
    rows = (
        nobody("header", *titles),
        waits("deceased", 1, p[0].nik, f"{p[0].name} (alm)", p[0].birth, p[0].letter),
        waits("deceased", 2, p[1].nik, f"ALM. {p[1].name}", p[1].birth, p[1].letter),
        waits("deceased", 3, p[2].nik, p[2].name, p[2].birth, p[2].letter, "sudah meninggal"),
        ok(p[3], 4, p[3].nik, p[3].name, p[3].birth, p[3].letter, "janda, suami meninggal"),
        mended(p[4], "title_left_out", 5, p[4].nik, f"{p[4].name} bin (alm) Harun", p[4].birth, p[4].letter),
        waits("deceased", 6, p[5].nik, f"Almarhumah {p[5].name}", "", ""),
        ok(p[6], 7, p[6].nik, p[6].name, p[6].birth, p[6].letter, "cerai mati"),
        waits("deceased", 8, p[7].nik, f"{p[7].name} almarhum", "", ""),
    )
    return book("died", *rows)


def remarks() -> MessyList:
    """What stands beside a name: that the person has died, is gone, will not; or only something about others."""
    told = {
        "deceased": (
            "meninggal dunia, ahli waris anaknya", "ybs meninggal, istri melanjutkan", "Bapak sudah meninggal",
            "almarhum th 2025 (istri: siti)", "meninggal 2 bulan lalu, diganti istri", "mgl",
        ),
        "note_says_out": (
            "pindah ke Mataram", "tidak mau ikut", "dicoret", "batal", "PNS", "TNI", "sdh tidak tinggal di sini",
            "sudah kerja di pabrik, BPJS dari kantor", "ganti dengan BUDI", "double dgn no 3", "tdk ketemu orangnya",
        ),
        "": (
            "suami sudah meninggal", "janda alm. Budi", "anak dari alm. Rusdi", "suami PNS", "bukan PNS", "pensiunan PNS",
            "pindah dari Sampit", "belum ikut BPJS", "tidak ikut BPJS", "ganti HP", "ahli waris: anak", "rajin",
        ),
    }  # fmt: skip
    every = [(why, note) for why, notes in told.items() for note in notes]
    rows = [
        waits(why, p.nik, p.name, note) if why else ok(p, p.nik, p.name, note)
        for p, (why, note) in zip(people(len(every), 600), every, strict=True)
    ]
    p, q = people(2, 640)
    rows += [
        waits("note_says_out title_left_out", p.nik, f"{p.name} (coret)", ""),
        waits("deceased title_left_out", q.nik, f"{q.name} (mgl)", ""),
    ]
    return book("remarks", nobody("header", "NIK", "Nama", "Keterangan"), *rows)


def titled_people() -> MessyList:
    p = people(7, 280)
    rows = (
        HEADER,
        mended(p[0], "title_left_out", 1, p[0].nik, f"H. {p[0].name}", p[0].birth, p[0].letter),
        mended(p[1], "title_left_out", 2, p[1].nik, f"Hj. {p[1].name}", p[1].birth, p[1].letter),
        mended(p[2], "title_left_out", 3, p[2].nik, f"Drs. {p[2].name}, M.Pd", p[2].birth, p[2].letter),
        ok(p[3].called("I MADE SUDARMA"), 4, p[3].nik, "I Made Sudarma", p[3].birth, p[3].letter),
        ok(p[4], 5, p[4].nik, "SITI", p[4].birth, p[4].letter),
        waits("name_unread", 6, p[5].nik, "RUDI4 HARTONO", p[5].birth, p[5].letter),
        mended(p[6], "title_left_out", 7, p[6].nik, "Bpk. Rusli (Acil)", p[6].birth, p[6].letter),
    )
    return book("titled people", *rows)


def dittos() -> MessyList:
    """Ditto marks stand for the row above, never for a NIK or a name."""
    p = people(6, 290)
    rows = (
        nobody("header", "No", "Nama", "NIK", "Alamat", "Pekerjaan", "Desa"),
        ok(p[0], 1, p[0].name, p[0].nik, "Jl. Melati 3", "petani", "Sungai Lulut"),
        mended(p[1], "ditto_filled", 2, p[1].name, p[1].nik, '"', "buruh", "sda"),
        mended(p[2], "ditto_filled", 3, p[2].name, p[2].nik, "''", '"', '"'),
        waits("name_missing ditto_filled", 4, '"', p[3].nik, "idem", "petani", ""),
        waits("nik_missing", 5, p[4].name, '"', "Jl. Mawar", "petani", ""),
        ok(p[5], 6, p[5].name, p[5].nik, "-", "-", "tidak ada"),
    )
    return book("dittos", *rows)


def telephones_and_incomes() -> MessyList:
    p = people(13, 300)
    rows = (
        nobody("header", "Nama", "NIK", "HP", "Penghasilan"),
        ok(p[0], p[0].name, p[0].nik, "0812-3456-7890", "1.500.000"),
        ok(p[1], p[1].name, p[1].nik, 81234567890, 1500000),
        mended(p[2], "second_phone_left_out", p[2].name, p[2].nik, "081234567890 / 085712345678", ""),
        mended(p[3], "phone_left_out", p[3].name, p[3].nik, "0812", ""),
        ok(p[4], p[4].name, p[4].nik, "-", "-"),
        mended(p[5], "income_by_day", p[5].name, p[5].nik, "", "50.000/hari"),
        mended(p[6], "income_left_out", p[6].name, p[6].nik, "", "1-2 juta"),
        mended(p[7], "income_left_out", p[7].name, p[7].nik, "", "50000"),
        ok(p[8], p[8].name, p[8].nik, "O812 3456 789O", "Rp 1.500.000,-"),
        mended(p[9], "phone_left_out income_left_out", p[9].name, p[9].nik, "6,28123E+12", "tidak tentu"),
        ok(p[10], p[10].name, p[10].nik, "'+62 812 3456 7890", "1,2 jt"),
        mended(p[11], "second_phone_left_out", p[11].name, p[11].nik, "081234567890\n085712345678", "0"),
        ok(p[12], p[12].name, p[12].nik, "tidak ada", "800rb"),
    )
    return book("telephones and incomes", *rows)


def neighbourhoods() -> MessyList:
    p = people(4, 510)
    rows = (
        nobody("header", "Nama", "NIK", "RT/RW", "Banjar", "Tempat Lahir"),
        ok(p[0], p[0].name, p[0].nik, "03/05", "Br. Tegal", "Denpasar"),
        ok(p[1], p[1].name, p[1].nik, "RT 3 RW 5", "Br. Tegal", "Denpasar"),
        mended(p[2], "place_left_out", p[2].name, p[2].nik, date(2026, 5, 3), "Br. Tegal", "Denpasar"),
        mended(p[3], "place_left_out", p[3].name, p[3].nik, "", "", "Denpasar 80111"),
    )
    return book("neighbourhoods", *rows)


LISTS = (
    dates,
    swapped_days,
    swapped_columns,
    died,
    remarks,
    titled_people,
    dittos,
    telephones_and_incomes,
    neighbourhoods,
)
