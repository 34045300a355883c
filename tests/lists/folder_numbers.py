"""What becomes of the NIK: rounded, misspelt, too short, a family's, twice."""

from __future__ import annotations

from tests.lists.making import Formula
from tests.lists.must import (
    HEADER,
    MessyList,
    book,
    mended,
    nobody,
    ok,
    usual,
    waits,
    written,
)
from tests.lists.people import Someone, nik_of, people, someone


def numbers_of_excel() -> MessyList:
    """NIKs as numbers: what Excel has rounded is no NIK; what another program wrote whole is one."""
    whole, papua = someone(40), someone(41, "920101")
    rounded = someone(42).nik[:15] + "0"
    rows = (
        HEADER,
        ok(whole, 1, int(whole.nik), whole.name, whole.birth, whole.letter),
        waits("nik_rounded", 2, int(rounded), someone(42).name, someone(42).birth, someone(42).letter),
        waits("nik_rounded", 3, "3,20101E+15", someone(43).name, "", ""),
        waits("nik_rounded", 4, 6.37101e15, someone(44).name, "", ""),
        waits("nik_rounded", 5, int(papua.nik), papua.name, papua.birth, papua.letter),
        ok(someone(45), 6, f"{someone(45).nik}.0", someone(45).name, "", ""),
        waits("nik_rounded", 7, "6.371.015.708.850.000", someone(46).name, "", ""),
        waits("nik_rounded", 8, "6.37101570885E+15", someone(47).name, "", ""),
    )
    return book("numbers of excel", *rows)


def rounded_as_text() -> MessyList:
    """A workbook with rounded numbers saved as CSV: every NIK ends in 0, so none can be trusted."""
    rows = [HEADER, *(waits("nik_rounded", 1, p.nik[:15] + "0", p.name, "", "") for p in people(6, 50))]
    return written("rounded as text", rows)


def odd_signs() -> MessyList:
    """Apostrophes, spaces no one sees, full-width digits, dots: the same number, silently."""
    p = people(8, 60)
    rows = (
        HEADER,
        ok(p[0], 1, "'" + p[0].nik, p[0].name, p[0].birth, p[0].letter),
        ok(p[1], 2, " " + p[1].nik + " ", " " + p[1].name, p[1].birth, p[1].letter),
        ok(p[2], 3, "​" + p[2].nik[:6] + "​" + p[2].nik[6:], p[2].name + "​", p[2].birth, p[2].letter),
        ok(
            p[3],
            4,
            " ".join((p[3].nik[:4], p[3].nik[4:8], p[3].nik[8:12], p[3].nik[12:])),
            p[3].name.lower(),
            "",
            "",
        ),
        ok(p[4], 5, f"{p[4].nik[:6]}.{p[4].nik[6:12]}.{p[4].nik[12:]}", p[4].name.title(), "", ""),
        ok(p[5], 6, p[5].nik.translate({48 + n: 0xFF10 + n for n in range(10)}), p[5].name, "", ""),
        ok(p[6], 7, f"NIK: {p[6].nik}", f"  {p[6].name.replace(' ', '   ')}", "", ""),
        ok(p[7], 8, f"`{p[7].nik}", p[7].name, "", "laki-laki" if p[7].sex == "male" else "Perempuan"),
    )
    return book("odd signs", *rows)


def letters() -> MessyList:
    """O for 0 is read only where the birth date in the line proves it."""
    p, q, r, s = people(4, 70)
    rows = (
        HEADER,
        mended(p, "nik_letters_read", 1, p.nik.replace("0", "O"), p.name, p.birth, p.letter),
        waits("nik_letters", 2, q.nik.replace("0", "O"), q.name, "", ""),
        waits("nik_letters", 3, r.nik.replace("0", "O"), r.name, someone(999).birth, ""),
        waits("nik_letters", 4, "S" + s.nik[1:], s.name, s.birth, s.letter),
        mended(
            someone(74),
            "nik_letters_read",
            5,
            someone(74).nik.replace("1", "l"),
            someone(74).name,
            someone(74).birth,
            "",
        ),
    )
    return book("letters", *rows)


def wrong_numbers() -> MessyList:
    """Too short, too long, impossible."""
    p = people(12, 80)
    rows = (
        HEADER,
        waits("nik_short", 1, p[0].nik[:15], p[0].name, p[0].birth, p[0].letter),
        waits("nik_long", 2, p[1].nik + "1", p[1].name, p[1].birth, p[1].letter),
        waits("nik_province", 3, "99" + p[2].nik[2:], p[2].name, "", ""),
        waits("nik_region", 4, "6398" + p[3].nik[4:], p[3].name, "", ""),
        waits("nik_date", 5, p[4].nik[:6] + "320185" + p[4].nik[12:], p[4].name, "", ""),
        waits("nik_date", 6, p[5].nik[:6] + "011385" + p[5].nik[12:], p[5].name, "", ""),
        waits("nik_serial", 7, p[6].nik[:12] + "0000", p[6].name, "", ""),
        waits("nik_missing", 8, "", p[7].name, p[7].birth, p[7].letter),
        waits("nik_missing", 9, "-", p[8].name, p[8].birth, p[8].letter),
        waits("nik_missing", 10, "belum punya", p[9].name, "", ""),
        waits("nik_two", 11, f"{p[10].nik} / {p[11].nik}", p[10].name, "", ""),
        waits("name_missing", 12, p[11].nik, "", p[11].birth, ""),
    )
    return book("wrong numbers", *rows)


def family_cards() -> MessyList:
    """Numbers of family cards where NIKs belong: one for a whole family, or in the other column."""
    p = people(9, 250)
    card, other = "6371010203150007", "6371011704120011"
    rows = (
        nobody("header", "No", "No. KK", "NIK", "Nama", "Tgl Lahir"),
        ok(p[0], 1, card, p[0].nik, p[0].name, p[0].birth),
        waits("nik_kk", 2, other, other, p[1].name, ""),
        mended(p[2], "columns_swapped", 3, p[2].nik, other, p[2].name, p[2].birth),
        waits("nik_kk", 4, "", card, p[3].name, ""),
        waits("nik_kk", 5, "", card, p[4].name, ""),
        waits("nik_kk", 6, "", card, p[5].name, ""),
        waits("nik_kk", 7, "", "6371011203130009", p[6].name, p[6].birth),
        waits("nik_kk", 8, "", "6371011203210009", p[7].name, ""),
        ok(p[8], 9, other, p[8].nik, p[8].name, ""),
    )
    return book("family cards", *rows)


def only_family_cards() -> MessyList:
    """The column says NIK, but the day in every number is a day of issue."""
    cards = [f"637101{day:02}{month:02}{year:02}{serial:04}" for day, month, year, serial in CARDS]
    rows = [
        HEADER,
        *(waits("nik_kk", 1, c, p.name, "", "") for c, p in zip(cards, people(6, 260), strict=True)),
    ]
    return book("only family cards", *rows)


CARDS = ((2, 3, 9, 7), (17, 11, 10, 12), (30, 1, 8, 3), (5, 6, 12, 1), (21, 9, 11, 4), (8, 8, 7, 2))


def the_same_twice() -> MessyList:
    """One person twice: the first stays. One number for two people: nobody knows whose it is. Slips of one digit."""
    p = people(9, 350)
    twin = p[3].nik[:-1] + str((int(p[3].nik[-1]) + 1) % 9 + 1)
    # The slip is in the month, so both could be born so; nothing in the lines says which is right.
    rows = (
        HEADER,
        ok(p[0], 1, p[0].nik, p[0].name, "", ""),
        waits("duplicate", 2, p[0].nik, p[0].name.title(), "", ""),
        waits("nik_of_two", 3, p[1].nik, p[1].name, "", ""),
        waits("nik_of_two", 4, p[1].nik, p[2].name, "", ""),
        waits("likely_same", 5, p[3].nik, p[3].name, "", ""),
        waits("likely_same", 6, twin, p[3].name, "", ""),
        ok(p[4], 7, p[4].nik, p[4].name, p[4].birth, p[4].letter),
        waits("nik_of_two", 8, p[4].nik, p[5].name, "", ""),
        waits("likely_same", 9, p[6].nik, p[6].name, p[6].birth, ""),
        waits("likely_same", 10, nik_of(p[6].born, p[6].sex, 9444, "637204"), p[6].name, p[6].birth, ""),
        ok(p[7], 11, p[7].nik, "YANTO", "", ""),
        ok(Someone(slipped(p[7]), "YANTI", p[7].born, p[7].sex), 12, slipped(p[7]), "YANTI", "", ""),
    )
    return book("the same twice", *rows)


def formulas() -> MessyList:
    """A program that only writes has left its formulas to Excel: such a row waits, also where it is all blank."""
    p = people(3, 470)
    rows = (
        HEADER,
        ok(p[0], 1, *usual(p[0])[1:]),
        waits(
            "nik_formula",
            Formula("=ROW()-1"),
            *map(Formula, ("=Data!A2", "=Data!B2", "=Data!C2", "=Data!D2")),
        ),
        waits("nik_formula", 3, Formula("=Data!A3"), p[1].name, p[1].birth, p[1].letter),
        waits("nik_formula", 4, Formula("=Data!A4"), Formula("=Data!B4")),
        ok(p[2], 5, *usual(p[2])[1:4], Formula("=Data!D5")),
        waits("name_missing", 6, someone(473).nik, Formula("=Data!B6"), "", ""),
        nobody("empty", Formula("=ROW()-1")),
        nobody("total", "", "Jumlah", Formula("=COUNTA(B2:B8)")),
        waits("nik_formula", "", Formula("=Data!A10"), Formula("=Data!B10")),
    )
    return book("formulas", *rows)


def in_two_parts() -> MessyList:
    """Ten digits and six, or any other two parts side by side: joined where they are exactly one NIK."""
    p = people(12, 480)
    short = p[5].nik[:-1]
    rows = (
        nobody("header", "No", "NIK", "", "Nama", "HP"),
        mended(p[0], "nik_joined", 1, p[0].nik[:10], p[0].nik[10:], p[0].name, p[0].phone),
        mended(p[1], "nik_joined", 2, int(p[1].nik[:6]), int(p[1].nik[6:]), p[1].name, ""),
        mended(p[2], "nik_joined", 3, f"'{p[2].nik[:12]}", p[2].nik[12:], p[2].name, ""),
        ok(p[3], 4, p[3].nik, "", p[3].name, ""),
        ok(p[4], 5, p[4].nik, "12", p[4].name, ""),
        waits("nik_short", 6, short[:10], short[10:], p[5].name, ""),
        waits("nik_short", 7, p[6].nik[:13], p[6].nik[13:], p[6].name, ""),
        waits("nik_short", 8, p[7].nik[:12], "1985", p[7].name, ""),
        waits("nik_short", 9, "6371013145", "859001", p[8].name, ""),
        waits("nik_short", 10, "9971011708", "859001", p[9].name, ""),
        waits("nik_short", 11, p[10].nik[:10], p[10].nik[10:15] + "O", p[10].name, ""),
        waits("nik_short phone_left_out", p[11].nik[10:], p[11].nik[:10], "", p[11].name, p[11].nik[10:]),
    )
    return book("in two parts", *rows)


def in_two_columns() -> MessyList:
    """Both columns have the title; the column of telephones beside them is none of theirs."""
    p = people(2, 495)
    rows = (
        nobody("header", "Nama", "NIK", "NIK", "HP"),
        mended(p[0], "nik_joined", p[0].name, p[0].nik[:8], p[0].nik[8:], p[0].phone),
        waits("nik_short phone_left_out", p[1].name, p[1].nik[:4], "", p[1].nik[4:]),
    )
    return book("in two columns", *rows)


def slipped(person: Someone) -> str:
    """The next serial but one: twins have such numbers."""
    return person.nik[:-1] + str((int(person.nik[-1]) + 1) % 9 + 1)


LISTS = (
    numbers_of_excel,
    rounded_as_text,
    odd_signs,
    letters,
    wrong_numbers,
    family_cards,
    only_family_cards,
    the_same_twice,
    formulas,
    in_two_parts,
    in_two_columns,
)
