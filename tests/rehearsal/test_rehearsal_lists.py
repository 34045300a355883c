"""Lists that invented coordinators send: the same every time, of people who can't be, with four usual mistakes."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from typing import Any

import pytest

from bot.conversation.reading.nik import read_nik
from bot.files import format_of
from bot.load import SHIPPED
from bot.rehearsal.lists import ENDINGS, HEADER, listed, rows_of
from bot.rehearsal.pictures import bytes_of
from bot.rehearsal.villagers import villager
from bot.rehearsal.villages import PLACES
from rules.programmes import load_all
from rules.regencies import provinces, regencies

TODAY = date(2026, 3, 10)
NIK, NAME, BORN = 1, 2, 4


def people(words: str) -> list[Any]:
    """The rows between the header and what is signed below them."""
    rows = rows_of(words)
    first = next(at for at, row in enumerate(rows) if row[: len(HEADER)] == HEADER) + 1
    return rows[first : rows.index((), first)]


def test_a_list_is_made_of_its_name_alone():
    for name in ("tegal harum 97.xlsx", "paser ganda.csv", "sandi.xlsx", "tegal harum 5.ods"):
        kept = bytes_of(name)
        listed.cache_clear()
        assert bytes_of(name) == kept


@pytest.mark.parametrize("place", PLACES)
def test_its_people_are_invented_and_of_working_age(place):
    found = [villager(PLACES[place], number) for number in range(1, 2000)]
    assert len({one.nik for one in found}) == len({one.nik[:12] for one in found}) == len(found)
    for one in found:
        read = read_nik(one.nik, regencies(), provinces(), TODAY)
        assert one.nik[12] == "9" and (read.birth_date, read.sex == "female") == (one.born, one.woman)
        assert 18 <= (TODAY - one.born).days // 365 <= 64


@pytest.mark.parametrize("place", PLACES)
def test_what_they_do_is_known_to_the_programme_of_their_city(place):
    regency = f"{PLACES[place].code[:2]}.{PLACES[place].code[2:4]}"
    programme = next(one for one in load_all(SHIPPED) if one.region == regency)
    known = {word.lower() for one in programme.offered for word in (one.label.id, *one.synonyms)}
    assert [work for work in PLACES[place].works if not set(work.lower().split(", ")) & known] == []


def test_four_of_the_people_have_the_usual_mistakes():
    rows = people("tegal harum 97")
    tidy = people("tegal harum bersih 97")
    assert len(rows) == len(tidy) == 97
    wrong = {row[0]: (row, right) for row, right in zip(rows, tidy, strict=True) if row != right}
    assert set(wrong) == {12, 31, 58, 74}
    short, rounded, dated, without = (wrong[number] for number in (12, 31, 58, 74))
    assert short[0][NIK] == short[1][NIK][:-1] and without[0][NIK] == ""
    assert rounded[0][NIK] == float(rounded[1][NIK][:-1] + "0")
    assert dated[0][NIK] == dated[1][NIK] and dated[0][BORN] != dated[1][BORN]


def test_a_longer_list_begins_with_the_people_of_the_shorter_one():
    assert people("tegal harum 107")[:97] == people("tegal harum 97")


def test_a_list_may_have_people_twice_or_nobody():
    rows = people("paser ganda")
    assert len(rows) == 40 and [row[NIK] for row in rows[30:]] == [row[NIK] for row in rows[:10]]
    assert people("kosong") == []


FORMATS = {".xlsx": "xlsx", ".ods": "ods", ".xls": "html", ".csv": "text", ".tsv": "text", ".txt": "text"}


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_way_of_writing_it_is_a_list(ending):
    assert format_of(listed(f"tegal harum 97{ending}")) == FORMATS[ending]


def test_nothing_is_loaded_to_write_workbooks_before_one_is_asked_for():
    asked = "import sys, bot.rehearsal.player; print('xlsxwriter' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
