"""What a column of numbers, or the one beside it, tells of each: rounded by Excel, a family card in place of a NIK."""

from __future__ import annotations

from datetime import date

from tests.lists.must import HEADER, MessyList, book, nobody, ok, usual, waits, written
from tests.lists.people import Someone, nik_of, people


def two_rounded() -> MessyList:
    """Two lines, and both end in 0: chance does that once in a hundred such lists."""
    rows = [HEADER, *(waits("nik_rounded", 1, p.nik[:15] + "0", p.name, "", "") for p in people(2, 660))]
    return written("two rounded", rows)


def two_that_end_in_0() -> MessyList:
    """A workbook that keeps its NIKs as text: two of two may end in 0."""
    p = [Someone(one.nik[:15] + "0", one.name, one.born, one.sex) for one in people(2, 660)]
    return book("two that end in 0", HEADER, *(ok(one, *usual(one)) for one in p))


def three_that_end_in_0() -> MessyList:
    """The same with three: once in a thousand lists."""
    rows = (waits("nik_rounded", 1, p.nik[:15] + "0", p.name, "", "") for p in people(3, 660))
    return book("three that end in 0", HEADER, *rows)


def one_rounded_to_0000() -> MessyList:
    """Serials are low mostly, so that of a rounded one nothing is left; then the other is rounded too."""
    p, q = people(2, 660)
    rows = (
        HEADER,
        waits("nik_serial", 1, f"{p.nik[:12]}0000", p.name, "", ""),
        waits("nik_rounded", 2, f"{q.nik[:15]}0", q.name, "", ""),
    )
    return book("one rounded to 0000", *rows)


def half_rounded() -> MessyList:
    """Five of ten were once numbers of Excel."""
    p = people(10, 665)
    first = [waits("nik_rounded", 1, one.nik[:15] + "0", one.name, "", "") for one in p[:5]]
    return written("half rounded", [HEADER, *first, *(ok(one, *usual(one)) for one in p[5:])])


def one_in_ten() -> MessyList:
    """Two of twenty NIKs end in 0, as they may."""
    p = people(20, 680)
    ends = [Someone(one.nik[:15] + "0", one.name, one.born, one.sex) for one in p[:2]]
    return written("one in ten", [HEADER, *(ok(one, *usual(one)) for one in (*ends, *p[2:]))])


def swapped_with_the_card() -> MessyList:
    """In one row NIK and family card changed places, and no birth date proves it."""
    p, q, young = people(2, 705), people(1, 710)[0], nik_of(date(2005, 3, 2), "male", 9011)
    card, other = "6371010512070001", "6371011203120002"
    rows = (
        nobody("header", "No", "Nama", "No KK", "NIK"),
        ok(p[0], 1, p[0].name, card, p[0].nik),
        waits("nik_kk", 2, p[1].name, p[1].nik, card),
        ok(Someone(young, q.name, date(2005, 3, 2), "male"), 3, q.name, other, young),
    )
    return book("swapped with the card", *rows)


def names_in_two_columns() -> MessyList:
    """First and last names apart; who has but one has the other cell blank. And who is not active any more."""
    p, q, r = people(3, 720)
    rows = (
        nobody("header", "No", "Nama Depan", "Nama Belakang", "NIK", "Status"),
        ok(p, 1, *p.name.split(" ", 1), p.nik, "Aktif"),
        ok(q.called("SUKERTA"), 2, "SUKERTA", "", q.nik, ""),
        waits("note_says_out", 3, *r.name.split(" ", 1), r.nik, "NON AKTIF"),
    )
    return book("names in two columns", *rows)


LISTS = (
    names_in_two_columns,
    two_rounded,
    two_that_end_in_0,
    three_that_end_in_0,
    one_rounded_to_0000,
    half_rounded,
    one_in_ten,
    swapped_with_the_card,
)
