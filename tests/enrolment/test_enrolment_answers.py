"""The branch's answers: each row is taken or told why not, twice changes nothing, nobody gets another's number."""

from __future__ import annotations

import inspect
import re
from collections import Counter
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from bot.catalogues import catalogues
from bot.enrolment import settling, taking_in, whose
from bot.enrolment.taking_in import Taking
from bot.lists.apart import titled_apart
from bot.lists.bad import BadList
from bot.lists.writing import sheet
from rules.enrolment import Enrolment
from rules.records import Event
from storage import answer_files, audit, audit_seen, enrolment, jobs, registrations
from storage.answer_files import AnswerFile
from tests.databases import emptied
from tests.enrolment.branch import FIRST, LAST, PAID, TITLES, niks, numbers
from tests.enrolment.city import City, kpj_of, nik, play


def test_each_row_is_taken_or_told_why_not_and_the_counts_add_up(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        a, b, c, d, other = await city.registered(5)
        await city.member(
            other, date(2026, 12, 31), programme=None, payer="self", kpj="99100000001", enrol=False
        )
        one = await city.sent(await city.listed())
        nik_a, nik_b, nik_c, nik_d = await niks(city, a, b, c, d)
        rows = numbers(
            (nik_a, "", "99000000001"),
            (nik_b, "", "99100000001"),  # another's by a membership
            (nik_b, "", "99000000001"),  # another's by this very file
            (nik_c, "", "9900"),
            (nik_c, "RAHMAN SALEH", "99000000003"),
            (nik_c, "", "", "ditolak", "ALREADY_PU sudah di PT"),
            (nik_d,),
            (nik_d, "", "99000000004", "entahlah"),
            ("5171010170859999", "", "99000000005"),
            ("123", "", "99000000006"),
            ("", "", "99000000007"),
            (6371015708859000, "", "99000000008"),
            ("", "Jumlah"),
        )
        file = await city.answers("kpj", TITLES, rows, one)
        assert await city.verdicts(file) == [
            "done", "KPJ_TAKEN", "KPJ_TAKEN", "KPJ_FORMAT", "NAME_OTHER", "refused", "open", "STATUS",
            "NOT_IN_LIST", "NIK_FORMAT", "NO_NIK", "NOT_IN_LIST", "nobody",
        ]  # fmt: skip
        counts = await city.run(lambda tx: answer_files.counts(tx, file.id))
        assert counts.total() == len(rows) + 1 == file.lines
        assert await city.states(one) == {"numbered": 1, "refused": 1, "listed": 3}
        again = await city.answers("kpj", TITLES, rows, one)
        assert (await city.verdicts(again))[:6] == [
            "same",
            "KPJ_TAKEN",
            "KPJ_TAKEN",
            "KPJ_FORMAT",
            "NAME_OTHER",
            "same",
        ]
        counts = await city.run(lambda tx: answer_files.counts(tx, again.id))
        assert counts["done"] == counts["refused"] == 0
        last = (await city.run(lambda tx: enrolment.history(tx, city.app.vault, one.id)))[-1]
        assert (last.kind, last.details["same"]) == ("answered", 2)

    play(database_url, tmp_path, scene)


def test_the_file_goes_back_with_what_became_of_each_row(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        (a,) = await city.registered(1)
        one = await city.sent(await city.listed())
        (nik_a,) = await niks(city, a)
        rows = numbers((nik_a, "=1+1", "99000000001"), ("123", "", "99000000006"))
        file = await city.answers("kpj", TITLES, rows, one)
        back = city.app.shelf.get(file.result or "")
        columns = {"told": "hasil di payung", "nik": "nik", "name": "nama"}
        found = [row async for some in titled_apart(back, columns, ["nik"]) for row in some]
        assert [row.cells.get("told") for row in found if not row.titles] == [
            "Dicatat.", "Belum dicatat: NIK bukan 16 angka.",
        ]  # fmt: skip
        assert found[1].cells["name"] == "=1+1"

    play(database_url, tmp_path, scene)


def test_cover_begins_when_it_is_paid(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        a, b, c = await city.registered(3)
        one = await city.sent(await city.listed())
        nik_a, nik_b, nik_c = await niks(city, a, b, c)
        await city.answers(
            "kpj", TITLES, numbers((nik_a, "", "99000000001"), (nik_b, "", "99000000002")), one
        )
        assert await city.covers(a) == []
        rows = [
            (nik_a, "", FIRST, LAST, "B-1"),
            ("", "99000000002", date(2026, 4, 1), date(2026, 6, 30), ""),
            (nik_c, "", FIRST, LAST, ""),
            (nik_a, "99000000002", FIRST, LAST, ""),
            (nik_b, "", "01-03-2026", LAST, ""),
            (nik_b, "", "April", LAST, ""),
        ]
        file = await city.answers("payment", PAID, rows)  # no list is named: the one they are on
        assert await city.verdicts(file) == ["done", "done", "NO_KPJ", "KPJ_DIFFERS", "OUTSIDE", "DATES"]
        (cover,) = await city.covers(a)
        assert (cover.kpj, cover.payer, cover.package) == ("99000000001", "city_budget", ("jkk", "jkm"))
        assert (cover.since, cover.paid_from, cover.paid_until) == (
            date(2026, 4, 1),
            date(2026, 4, 1),
            date(2026, 12, 31),
        )
        assert cover.income == 1_000_000 and cover.programme == "makassar"
        assert (await city.status(a)).status == "enrolled" and (await city.status(c)).status == "verified"
        event = (await city.status(a)).events[-1]
        days = {"from": "2026-04-01", "until": "2026-12-31"}
        assert event.details == {"list": one.id, "receipt": "B-1", **days}
        assert await city.verdicts(await city.answers("payment", PAID, rows[:2])) == ["same", "same"]
        more = [("", "99000000002", "01-07-2026", "30-09-2026", "")]
        assert await city.verdicts(await city.answers("payment", PAID, more)) == ["done"]
        (cover,) = await city.covers(b)
        assert (cover.paid_from, cover.paid_until) == (date(2026, 4, 1), date(2026, 9, 30))
        assert [event.kind for event in (await city.status(b)).events][-2:] == ["enrolled", "renewed"]
        assert await city.states(one) == {"paid": 2, "listed": 1}

    play(database_url, tmp_path, scene)


async def paid_events(city: City, one: Enrolment) -> list[Event]:
    happened = await city.run(lambda tx: enrolment.history(tx, city.app.vault, one.id))
    return [event for event in happened if event.kind == "paid"]


def test_one_payment_is_for_the_whole_list(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.enrolment.paying.AT_ONCE", 2)

    async def scene(city: City) -> None:
        made = await city.registered(6, chat=True)
        one = await city.sent(await city.listed())
        found = await niks(city, *made)
        early = [("", "", "", "", "BYR-1", str(one.id))]
        file = await city.answers("payment", (*PAID, "Daftar"), early)
        assert await city.verdicts(file) == ["NOBODY"]  # nobody has a number yet
        rows = [(number, "", f"9900000000{at}") for at, number in enumerate(found[:5])]
        await city.answers("kpj", TITLES, numbers(*rows), one)
        whole = [
            ("", "", "", "", "BYR-77", str(one.id)),
            ("", "", "", "", "BYR-77", str(one.id)),
            ("", "", "", "", "BYR-78", "999"),
            ("", "", "", "", ""),
        ]
        file = await city.answers("payment", (*PAID, "Daftar"), whole)
        assert await city.verdicts(file) == ["done", "same", "NO_LIST"]
        assert [event.details for event in await paid_events(city, one)] == [
            {"officer": None, "receipt": "BYR-77", "first": "2026-04-01", "last": "2026-12-31", "held": 0}
        ]
        await city.work()
        assert await city.states(one) == {"paid": 5, "listed": 1}
        assert {row["paid_until"] for row in await city.rows(one, "paid")} == {"2026-12-31"}
        again = await city.answers("payment", (*PAID, "Daftar"), whole[:1])
        assert await city.verdicts(again) == ["same"] and len(await paid_events(city, one)) == 1
        await city.work()
        for who in made[:5]:
            assert len(await city.covers(who)) == 1
            assert [event.kind for event in (await city.status(who)).events].count("enrolled") == 1
            assert not [event for event in (await city.status(who)).events if event.kind == "renewed"]

    play(database_url, tmp_path, scene)


def test_whoever_is_on_two_lists_is_paid_on_the_one_that_is_named(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        (a,) = await city.registered(1)
        first = await city.sent(await city.listed(months=3))
        later = await city.sent(await city.listed(starts=date(2026, 7, 1), months=3))
        (nik_a,) = await niks(city, a)
        await city.answers("kpj", TITLES, numbers((nik_a, "", "99000000001")), first)
        await city.answers("kpj", TITLES, numbers((nik_a, "", "99000000001")), later)
        rows = [(nik_a, "", "01-07-2026", "31-07-2026", "")]
        assert await city.verdicts(await city.answers("payment", PAID, rows, first)) == ["OUTSIDE"]
        assert await city.verdicts(await city.answers("payment", PAID, rows)) == ["done"]
        assert await city.states(later) == {"paid": 1} and await city.states(first) == {"numbered": 1}
        named = [(*rows[0], str(later.id))]
        file = await city.answers("payment", (*PAID, "Daftar"), named, first)
        assert await city.verdicts(file) == ["OTHER_LIST"]

    play(database_url, tmp_path, scene)


def test_a_list_that_is_not_sent_takes_no_answers(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        a, b = await city.registered(2)
        one = await city.listed(most=1)
        (nik_a,) = await niks(city, a)
        file = await city.answers(
            "kpj", TITLES, numbers((nik_a, "", "99000000001"), (nik(9001), "", "99000000002"))
        )
        assert await city.verdicts(file) == ["NOT_SENT", "NOT_IN_LIST"]
        assert await city.states(one) == {"listed": 1} and b

    play(database_url, tmp_path, scene)


def test_another_number_needs_the_word_and_is_never_given_after_the_payment(
    database_url: str, tmp_path: Path
) -> None:
    async def scene(city: City) -> None:
        (a,) = await city.registered(1)
        one = await city.sent(await city.listed())
        (nik_a,) = await niks(city, a)
        await city.answers("kpj", TITLES, numbers((nik_a, "", "99000000001")), one)
        rows = numbers((nik_a, "", "99000000002"), (nik_a, "", "99000000002", "Koreksi"))
        assert await city.verdicts(await city.answers("kpj", TITLES, rows, one)) == ["KPJ_DIFFERS", "done"]
        await city.answers("payment", PAID, [(nik_a, "", FIRST, LAST, "")])
        rows = numbers((nik_a, "", "99000000003", "koreksi"), (nik_a, "", "", "ditolak"))
        assert await city.verdicts(await city.answers("kpj", TITLES, rows, one)) == ["KPJ_DIFFERS", "PAID"]
        assert [cover.kpj for cover in await city.covers(a)] == ["99000000002"]

    play(database_url, tmp_path, scene)


def test_who_withdrew_meanwhile_is_covered_all_the_same_and_is_not_told(
    database_url: str, tmp_path: Path
) -> None:
    async def scene(city: City) -> None:
        a, dead = await city.registered(2, chat=True)
        one = await city.sent(await city.listed())
        found = await niks(city, a, dead)
        rows = [(number, "", f"9900000000{at}") for at, number in enumerate(found)]
        await city.answers("kpj", TITLES, numbers(*rows), one)
        event = Event("withdrawn", city.clock(), "person")
        await city.run(lambda tx: registrations.happen(tx, city.app.vault, a, event, None))
        await city.died(dead)
        await city.work()
        await city.answers("payment", PAID, [(number, "", FIRST, LAST, "") for number in found])
        assert [len(await city.covers(who)) for who in (a, dead)] == [1, 1]
        assert (await city.status(a)).status == "withdrawn"
        due = await city.run(lambda tx: jobs.due(tx, city.clock() + 10**9))
        assert due == 0

    play(database_url, tmp_path, scene)


def test_who_is_killed_over_a_file_goes_on_where_it_was(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_in, "FEWEST", 2)
    monkeypatch.setattr(taking_in, "MOST", 3)

    async def scene(city: City) -> None:
        made = await city.registered(12)
        one = await city.sent(await city.listed())
        found = await niks(city, *made)
        rows = numbers(*((number, "", f"990000000{at:02}") for at, number in enumerate(found)))
        content = sheet(rows, TITLES, "Sheet1")
        name = city.app.shelf.put(content)
        file = await city.run(
            lambda tx: answer_files.begin(
                tx, city.app.vault, "kpj", one.id, None, name, "a.xlsx", city.clock()
            )
        )

        class Killed(Exception):
            pass

        def die(count: int) -> None:
            raise Killed

        taking = Taking(city.app, file, die, size=2)
        for limit in (5, 9):  # rows after which the power fails, within a batch
            stored = taking_in.settle

            def settle(app, id, some, tx, limit=limit, stored=stored):
                if some[-1].number > limit:
                    raise Killed
                return stored(app, id, some, tx)

            monkeypatch.setattr(taking_in, "settle", settle)
            with pytest.raises(Killed):
                await Taking(city.app, file, None, size=2).some(60)
            monkeypatch.setattr(taking_in, "settle", stored)
            file = await city.run(partial(answer_files.lock, vault=city.app.vault, id=file.id))
            assert 0 < file.lines <= limit
        with pytest.raises(Killed):
            await taking.some(60)
        again = await taking_in.import_now(city.app, "kpj", one.id, content, "a.xlsx", lambda _: None)
        assert again.id == file.id and again.state == "done"
        assert Counter(await city.verdicts(again)) == {"done": 12}
        assert await city.states(one) == {"numbered": 12}
        numbers_given = [row["kpj"] for row in await city.rows(one)]
        assert numbers_given == [f"990000000{at:02}" for at in range(12)]

    play(database_url, tmp_path, scene)


@pytest.mark.parametrize(
    ("content", "reason"), [(b"", "empty"), (b"\xff\xd8\xff photo", "unknown"), (b"a;b\n1;2\n", "no_names")]
)
def test_a_file_that_holds_no_answers_is_told(tmp_path: Path, content: bytes, reason: str) -> None:
    async def scene(city: City) -> None:
        with pytest.raises(BadList) as told:
            await taking_in.import_now(city.app, "kpj", None, content, "x", lambda _: None)
        assert told.value.reason == reason
        name = city.app.shelf.put(content)
        file = await city.run(
            lambda tx: answer_files.begin(tx, city.app.vault, "kpj", None, None, name, "x", city.clock())
        )
        await taking_in.read_answers(city.app, {"file": file.id})
        found = await city.run(lambda tx: answer_files.lock(tx, city.app.vault, file.id))
        assert (found.state, found.problem) == ("bad", reason)

    play(emptied(f"sqlite:///{tmp_path / 'payung.db'}"), tmp_path, scene)


def test_every_code_has_its_words() -> None:
    source = "".join(inspect.getsource(module) for module in (settling, whose))
    codes = set(re.findall(r'Unsettled\("(\w+)"', source)) | {"NOT_FOUND", "NOT_IN_LIST"}
    told = {
        key.removeprefix("answer.reason.")
        for key in catalogues("id")["enrolment"]
        if key.startswith("answer.")
    }
    assert codes == told


def test_numbers_of_members_are_theirs(database_url: str, tmp_path: Path) -> None:
    """A renewal needs no new number: the payment alone is enough, and a payment by KPJ finds the person."""

    async def scene(city: City) -> None:
        made = await city.registered(2)
        for who in made:
            await city.member(who, date(2026, 12, 31))
        one = await city.sent(await city.listed(kind="renewal", starts=date(2027, 1, 1), months=12))
        rows = [("", kpj_of(made[0].person), "01-01-2027", "31-12-2027", "B-9")]
        assert await city.verdicts(await city.answers("payment", PAID, rows)) == ["done"]
        (cover,) = await city.covers(made[0])
        assert (cover.since, cover.paid_until) == (date(2026, 1, 1), date(2027, 12, 31))
        assert cover.paid_from == date(2026, 1, 1)  # it goes on: nobody is uncovered until January
        assert await city.states(one) == {"paid": 1, "numbered": 1}

    play(database_url, tmp_path, scene)


@pytest.mark.parametrize("kind", ["kpj", "payment"])
def test_whose_data_came_in_a_file_of_the_branch_is_noted(
    database_url: str, tmp_path: Path, kind: str
) -> None:
    """Also of rows that were not taken, and of who is not on the list."""

    async def scene(city: City) -> None:
        a, b, returned, elsewhere = await city.registered(4)
        one = await city.sent(await city.listed(most=3))
        other = await city.listed()
        found = [*await niks(city, a, b, returned), (await city.rows(other))[0]["nik"]]
        kpj, days = [kpj_of(a.person), "1", "", ""], ["01-04-2026", "31-12-2026", "B-1"]
        titles = TITLES if kind == "kpj" else PAID
        rows = numbers(*((nik, "", number) for nik, number in zip(found, kpj, strict=True)), ("123", "", ""))
        if kind == "payment":
            rows = [(nik, number, *days) for nik, number in zip(found, kpj, strict=True)] + [
                ("", "", *days[:2], "B-2")
            ]
        file = await city.answers(kind, titles, rows[:2], one)
        assert await noted(city, file) == {a.person, b.person}
        file = await city.answers(kind, titles, rows, one)
        assert await noted(city, file) == {one.person for one in (a, b, returned, elsewhere)}
        whole = await city.answers(kind, titles, rows[3:])
        assert await noted(city, whole) == {elsewhere.person}

    play(database_url, tmp_path, scene)


async def noted(city: City, file: AnswerFile) -> set[int]:
    """Whom the newest row of the trail names, of that file."""
    (newest,) = await city.run(lambda tx: audit.before(tx, city.app.vault, audit.NEWEST, 1))
    entry = newest.entry
    assert (entry.act, entry.record, entry.id) == ("enrolment_answers_stored", "answer_file", str(file.id))
    assert entry.spot == ("73.71|makassar||" if file.list else "")
    kept = await city.run(lambda tx: answer_files.people(tx, file.id))
    assert {("person", str(id)) for id in kept} == audit_seen.keys_of("", "", entry.details)
    return set(kept)
