"""The registration as a form: its Flow JSON, how it is offered, and that it ends in the same record as the chat."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

from bot.catalogues import languages
from bot.channels.whatsapp_flow import filled
from bot.channels.whatsapp_form import fields_of, form
from bot.conversation.messages import Said
from bot.conversation.words import Words
from bot.rehearsal.whatsapp import Seat
from handlers.register import register
from tests.databases import VAULT
from tests.test_locales import TEXTS
from tests.whatsapp.desk import Desk, desk, play
from tests.witness import written

INDONESIAN = languages()["id"]
ANSWERS = {
    "conversation": "register", "nik": "6371011708859004", "name": "siti aminah", "birth_place": "Banjarmasin",
    "birth_date": "17-8-1985", "mother_name": "GALUH", "home": "here", "address": "Jl. Melati 5",
    "phone": "0812 3456 7890", "phone_owner": "self", "standing": "worker", "payer": "none",
    "work_place": "Pasar Lima", "work_hours": "Senin-Sabtu", "income": "1.500.000", "heir_name": "ANANG",
    "heir_relation": "child",
}  # fmt: skip
CHAT = ("6371011708859004", "1", "siti aminah", "Banjarmasin", "17-8-1985", "GALUH", "1", "Banjarmasin Timur",
        "Pekapuran Raya", "Jl. Melati 5", "0812 3456 7890", "1", "1", "1", "1", "Pasar Lima", "Senin-Sabtu",
        "1.500.000", "ANANG", "2", "lewati", "tidak ada", "lewati", "kirim")  # fmt: skip
AFTER = ("1", "Banjarmasin Timur", "Pekapuran Raya", "1", "lewati", "tidak ada", "lewati", "kirim")


def made() -> Any:
    return form(register, Words(INDONESIAN, "register"), Words(INDONESIAN, "whatsapp"))


def parts(screens: list[Any]) -> list[Any]:
    return [part for screen in screens for part in screen["layout"]["children"][0]["children"]]


def test_the_form_has_a_field_for_whatever_can_be_told_unseen() -> None:
    names = [question.name for question in fields_of(register)]
    assert names == [name for name in ANSWERS if name != "conversation"] + ["heir_phone"]
    fields = [part for part in parts(made()["screens"]) if "name" in part]
    assert [part["name"] for part in fields] == names
    assert not any(part["required"] for part in fields)


def test_the_form_keeps_to_meta_s_limits() -> None:
    flow = made()
    assert len(json.dumps(flow)) < 100_000
    for screen in flow["screens"]:
        assert screen["id"].replace("_", "").isalpha()
        assert len(screen["title"]) <= 30
    for part in parts(flow["screens"]):
        assert len(part.get("helper-text", "")) <= 80
        assert len(part.get("label", "")) <= (35 if part["type"] == "Footer" else 20)
        assert all(len(one["title"]) <= 30 for one in part.get("data-source", []))
        assert len(part.get("data-source", [])) <= 20
    *_, last = flow["screens"]
    assert last["terminal"] and not any("terminal" in screen for screen in flow["screens"][:-1])


def test_every_answer_is_sent_from_the_screen_it_stands_on() -> None:
    screens = made()["screens"]
    footer = parts(screens[-1:])[-1]["on-click-action"]
    assert footer["name"] == "complete" and footer["payload"].pop("conversation") == "register"
    where = {part["name"]: screen["id"] for screen in screens for part in parts([screen]) if "name" in part}
    assert footer["payload"] == {name: f"${{screen.{id}.form.{name}}}" for name, id in where.items()}
    for screen, following in pairwise(screens):
        assert parts([screen])[-1]["on-click-action"]["next"]["name"] == following["id"]


def test_each_help_belongs_to_a_field() -> None:
    helped = {
        key.removeprefix("form.help.") for key in TEXTS["id"]["whatsapp"] if key.startswith("form.help.")
    }
    assert helped <= {question.name for question in fields_of(register)}


def test_what_was_filled_in_is_read_with_care() -> None:
    odd = {
        "conversation": "register",
        "nik": "1" * 999,
        "a": {"b": 1},
        "c": None,
        **{f"x{n}": "1" for n in range(99)},
    }
    said = filled(json.dumps(odd))
    assert said.form_of == "register" and said.form is not None
    assert len(said.form) == 60 and said.form["nik"] == "1" * 300
    assert filled("{}") == Said(form={}, form_of="")


async def begun(bot: Desk, number: int = 7) -> Seat:
    seat = await bot.greeted(number)
    for said in ("daftar", "1", "banjarmasin"):
        await bot.says(seat, said)
    return seat


async def records(bot: Desk) -> dict[str, Any]:
    found = await bot.app.database.read(lambda tx: written(tx, VAULT))
    return {name: found[name] for name in ("people", "registrations", "links", "events")}


def without_moments(found: dict[str, Any]) -> dict[str, Any]:
    return {
        name: [{k: v for k, v in row.items() if k not in ("at", "listed")} for row in rows]
        for name, rows in found.items()
    }


def test_a_form_ends_in_the_same_record_as_the_chat(sqlite_url: str, tmp_path: Path) -> None:
    kept: list[dict[str, Any]] = []

    async def by_chat() -> None:
        async with desk(sqlite_url, tmp_path / "a") as bot:
            seat = await begun(bot)
            for said in CHAT:
                await bot.says(seat, said)
            assert "pendaftaran sudah kami terima" in seat.last.text
            kept.append(await records(bot))

    async def by_form() -> None:
        async with desk(f"sqlite:///{tmp_path / 'form.db'}", tmp_path / "b", whatsapp_flow_id="8123") as bot:
            seat = await begun(bot)
            assert [option.kind for option in seat.last.options] == ["flow"]
            assert "Berapa NIK" in seat.last.text and "Boleh juga diisi sekaligus" in seat.last.text
            await seat.fills(ANSWERS, seat.last)
            assert "6371 0117 0885 9004" in (await seat.next()).text
            for said in AFTER:
                await bot.says(seat, said)
            assert "pendaftaran sudah kami terima" in seat.last.text
            assert len(seat.messages) == 14  # by chat there are 29, and each is paid for
            kept.append(await records(bot))
            bot.fake.assert_clean()

    play(by_chat())
    play(by_form())
    chat, form = map(without_moments, kept)
    assert form == chat


def test_what_a_form_leaves_out_or_tells_wrongly_is_asked_by_chat(sqlite_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with desk(sqlite_url, tmp_path, whatsapp_flow_id="8123") as bot:
            seat = await begun(bot)
            told = {
                "conversation": "register",
                "nik": "637101170885",
                "birth_date": "kemarin dulu",
                "payer": "none",
            }
            await seat.fills(told, seat.last)
            assert "Angkanya kurang 4" in (await seat.next()).text
            await bot.says(seat, "6371011708859004")
            await bot.says(seat, "1")
            assert "nama lengkap" in seat.last.text
            await bot.says(seat, "SITI AMINAH")
            assert "Di mana tempat lahirnya" in seat.last.text
            await bot.says(seat, "Banjarmasin")
            assert "Tanggal itu belum terbaca" in seat.last.text  # refused, and asked
            await bot.says(seat, "17-8-1985")
            assert "ibu kandung" in seat.last.text
            for said in (
                "GALUH",
                "1",
                "Banjarmasin Timur",
                "Pekapuran Raya",
                "Jl. Melati 5",
                "081234567890",
                "1",
                "1",
            ):
                await bot.says(seat, said)
            assert "pekerjaannya" in seat.last.text  # who pays was in the form

    play(scene())


def test_typing_goes_on_where_a_form_is_offered(sqlite_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with desk(sqlite_url, tmp_path, whatsapp_flow_id="8123") as bot:
            seat = await begun(bot)
            await bot.says(seat, "6371011708859004")
            assert seat.last.titles == ["Benar", "Salah, ulangi"]
            await bot.says(seat, "kembali")
            assert seat.last.kind == "interactive" or "Berapa NIK" in seat.last.text

    play(scene())


def test_a_flow_that_meta_blocks_is_offered_no_more(sqlite_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with desk(sqlite_url, tmp_path, whatsapp_flow_id="8123") as bot:
            seat = await bot.greeted()
            for said in ("daftar", "1"):
                await bot.says(seat, said)
            bot.fake.order(132068)
            await bot.says(seat, "banjarmasin")
            assert seat.last.kind == "text" and "sekaligus" not in seat.last.text
            await bot.says(seat, "1")
            await bot.says(seat, "1")
            assert seat.last.kind == "text"
            assert bot.fake.counts["messages 132068"] == 1

    play(scene())


def test_a_form_of_nothing_known_is_answered_kindly(sqlite_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with desk(sqlite_url, tmp_path) as bot:
            seat = await bot.greeted()
            await seat.fills({"rating": "5"}, seat.last)
            assert "belum bisa kami baca" in (await seat.next()).text

    play(scene())
