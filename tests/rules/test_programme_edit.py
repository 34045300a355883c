"""Changing a programme: the same reader and checks as for a file, differences, copies, files and what is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from rules.city import NOTHING, CityWords
from rules.opening import Hours, Span
from rules.programme import Period, Wording
from rules.programme_edit import blank, copied, differences, got, judged, lost, put, restored
from rules.programme_mistake import SENTENCES, Mistake
from rules.programme_reader import write_programme
from rules.programme_text import to_toml
from rules.programmes import load
from rules.readiness import Facts, checklist
from rules.region_rows import Fault, read_rows
from tests.rules.samples import PROGRAMMES, real, sample

CODES = sorted(file.stem for file in PROGRAMMES.glob("*.toml"))


@pytest.mark.parametrize("code", CODES)
def test_a_programme_comes_back_equal_from_its_file(tmp_path: Path, code: str) -> None:
    path = tmp_path / f"{code}.toml"
    path.write_text(to_toml(real(code)), encoding="utf-8")
    assert load(path) == real(code)


def test_a_file_keeps_whatever_was_typed(tmp_path: Path) -> None:
    odd = 'Kata "kutip", \\garis\tdan\nbaris, 😀 # [x]'
    programme = replace(sample(tmp_path), name=Wording(odd, "x\x7fy"), legal_basis=(odd,), periods=())
    path = tmp_path / "odd.toml"
    path.write_text(to_toml(programme), encoding="utf-8")
    assert load(path) == programme


def test_fields_are_judged_as_those_of_a_file_are(tmp_path: Path) -> None:
    values = write_programme(sample(tmp_path))
    programme, wrong = judged(values)
    assert programme == sample(tmp_path) and wrong == ()
    put(values, "age.min", 80)
    put(values, "package", ["jkk"])
    programme, wrong = judged(values)
    assert programme and [(one.field, one.kind) for one in wrong] == [
        ("package", "package"),
        ("age.min", "ages"),
    ]
    assert wrong[1].sentence == "The youngest age (80) is above the oldest age (64)."
    put(values, "age.min", "tua")
    assert judged(values) == (None, (Mistake("age.min", "number", {}),))
    put(values, "categories", None)
    put(values, "age.min", 18)
    assert judged(values)[1][0] == Mistake("categories", "missing", {})


def test_a_field_is_set_and_taken_away_with_its_empty_table() -> None:
    values = {"note": {"id": "Halo"}}
    put(values, "note.en", "Hello")
    assert got(values, "note.en") == "Hello" and got(values, "note.jv") is None and got(values, "a.b") is None
    put(values, "note.id", None)
    put(values, "note.en", None)
    assert values == {}
    put(values, "note.id", None)
    assert values == {}


def test_differences_name_each_field_and_its_row(tmp_path: Path) -> None:
    before = sample(tmp_path)
    farmer, fisher, cadre = before.categories
    after = replace(before, quota=10, categories=(fisher, replace(farmer, quota=5), cadre))
    found = {(one.field, one.row): (one.before, one.after) for one in differences(before, after)}
    assert found == {
        ("quota", ""): (None, 10),
        ("categories.quota", "farmer"): (None, 5),
        ("categories", ""): (["farmer", "fisher", "posyandu_cadre"], ["fisher", "farmer", "posyandu_cadre"]),
    }
    assert differences(before, before) == ()
    assert len(differences(None, before)) > 20 and all(
        one.before is None for one in differences(None, before)
    )


def test_an_earlier_version_keeps_what_came_later_but_does_not_offer_it(tmp_path: Path) -> None:
    now = sample(tmp_path)
    then = replace(now, quota=5, categories=now.categories[:1])
    back = restored(then, now)
    assert back.quota == 5 and [one.code for one in back.offered] == ["farmer"]
    assert lost(now, then) == ("fisher", "posyandu_cadre") and lost(now, back) == ()


@pytest.mark.parametrize("code", CODES)
def test_a_copy_takes_over_no_sum_no_day_and_nothing_as_verified(code: str) -> None:
    values = copied(real(code), "Disalin.")
    programme, wrong = judged(values)
    assert programme and wrong == ()
    assert programme.periods == programme.accepting == () and programme.excluded_villages == ()
    assert programme.quota is None and programme.note is None and programme.legal_basis == ()
    assert not any(one.quota or one.reported for one in programme.categories)
    assert {one.verified for one in (programme.age, programme.residence, programme.not_for)} == {False}
    assert programme.age.source == "Disalin."


def test_a_blank_one_lacks_only_what_is_typed() -> None:
    values = blank("Umum.", {"id": "Lainnya", "en": "Other"})
    own = write_programme(real("samarinda"))
    typed = ("code", "name", "region", "region_name", "timezone", "run_by", "payer")
    programme, wrong = judged({**values, **{name: own[name] for name in typed}})
    assert programme and wrong == () and [one.code for one in programme.offered] == ["other"]


def test_every_sentence_is_one_that_a_check_can_say(tmp_path: Path) -> None:
    rules = PROGRAMMES.parent / "rules"
    source = "".join((rules / f"programme_{file}.py").read_text("utf-8") for file in ("checks", "bounds"))
    days = ("backwards", "overlaps", "far", "long")
    said = {kind for kind in SENTENCES if f'"{kind}"' in source}
    assert said | {f"{what}_{how}" for what in ("period", "window") for how in days} == set(SENTENCES)


READY = CityWords("Loket", hospitals=("RS Contoh",), hours=Hours((Span(0, time(8), time(15)),)))


def test_the_checklist_of_a_city_that_is_ready_has_nothing_open(tmp_path: Path) -> None:
    today = date(2026, 3, 10)
    rules = sample(tmp_path)
    verified = {
        name: replace(getattr(rules, name), verified=True) for name in ("age", "residence", "not_for")
    }
    days = (Period(today, today, "reported"),)
    programme = replace(rules, **verified, periods=days, accepting=days, quota=100)
    ready = Facts(("63.71.05.1001",), (), READY, today)
    assert all(item.done for item in checklist(programme, ready))
    nothing = Facts((), ("verifier",), NOTHING, date(2031, 1, 1), same_clock=False)
    opened = {item.key for item in checklist(replace(rules, quota=None), nothing) if not item.done}
    assert opened == {item.key for item in checklist(programme, ready)} - {"programme"}
    only_excluded = replace(programme, excluded_villages=("63.71.05.1001",))
    assert [item.key for item in checklist(only_excluded, ready) if not item.done] == ["villages"]
    lacking = {
        "contact": replace(READY, contact=""),
        "hours": replace(READY, hours=None),
        "hospitals": replace(READY, hospitals=()),
    }
    for part, words in lacking.items():
        found = checklist(programme, replace(ready, words=words))
        assert [item.key for item in found if not item.done] == [part]


def test_no_shipped_programme_is_said_to_be_ready_before_its_city_has_spoken() -> None:
    for file in sorted(PROGRAMMES.glob("*.toml")):
        programme = load(file)
        facts = Facts((f"{programme.region}.01.1001",), (), NOTHING, date(2026, 3, 10))
        opened = {item.key for item in checklist(programme, facts) if not item.done}
        assert {"contact", "hours", "hospitals"} <= opened, programme.code


def test_rows_of_regions_are_read_with_every_fault() -> None:
    text = (
        "name;kode;x\nBali;51;\n;;\nDenpasar;51.71;\nLagi;51.71;\nSalah;5171;\n;51.72;\n"
        + "x" * 121
        + ";51.73;\nA\x00B;51.74;\nA\u202eB;51.75;\n"
    )
    read = read_rows(text.encode(), lambda code: code != "51")
    assert read.rows == (("51.71", "Denpasar"),) and read.left_out == 1
    assert read.faults == (Fault(5, "twice", "51.71"), Fault(6, "code", "5171"), Fault(7, "name", "51.72"),
                           Fault(8, "long", "51.73"), Fault(9, "name", "51.74"), Fault(10, "name", "51.75"))  # fmt: skip
    for content, kind in ((b"", "empty"), (b"a,b\n", "titles"), (b"\xff\xfe", "text")):
        assert read_rows(content, lambda code: True).faults == (Fault(0, kind),)
    shipped = (PROGRAMMES / "regions.csv").read_bytes()
    assert len(read_rows(shipped, lambda code: True).rows) == 500
