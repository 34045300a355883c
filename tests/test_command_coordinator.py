"""payung coordinator, typed as an operator types it: invite, list, withdraw."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.app import App
from bot.channels import whatsapp_number
from bot.channels.telegram_name import FILE
from bot.groups.inviting import invitation
from bot.rehearsal.telegram import TOKEN
from bot.services import Records
from handlers.group_services import Invitation
from rules.groups import Group
from storage import chats, groups
from storage.codes import LENGTH, LETTERS
from storage.statement import Tx
from tests.coordinators import coordinating
from tests.office import Said, acts, complaint, here, looked, said

__all__ = ["complaint", "here", "said"]  # fixtures
INVITE = ("coordinator", "invite", "--programme", "denpasar", "--village", "51.71.03.2008", "--quota", "100")
CODE = re.compile(rf"\b[{LETTERS}]{{{LENGTH}}}\b")


def code_of(text: str) -> str:
    (code,) = set(CODE.findall(text))
    return str(code)


def stands_for(code: str, days: int = 0) -> Invitation:
    """What the code is to somebody who types it so many days later."""

    async def look(app: App) -> Invitation:
        def seen(tx: Tx) -> Invitation:
            now = app.clock() + days * 24 * 3600 * 1000
            chat = chats.enter(tx, app.vault, "web", "somebody", now, "id")
            return invitation(Records(tx, app.vault, chat, now, app.local(now)), code)

        return await app.database.run(seen)

    return looked(look)


def city_s_day() -> date:
    return datetime.now(ZoneInfo("Asia/Makassar")).date()


def all_groups() -> list[Group]:
    return looked(lambda app: app.database.read(groups.everyone))


def test_an_invitation_is_a_code_for_two_weeks_and_a_link(said: Said) -> None:
    before = city_s_day()
    text = said(*INVITE, "--from", "2030-01-01", "--until", "2030-12-31", "--payer", "village_budget")
    code = code_of(text)
    assert text.splitlines()[0] == (
        "Group 1: Desa Tegal Harum, programme denpasar, quota 100, 2030-01-01 until 2030-12-31,"
        " paid by village_budget."
    )
    assert text.splitlines()[2:] == [f"  https://payung.example/?start={code}"]
    days = (before, city_s_day())  # midnight may have been between
    assert any((day + timedelta(14)).isoformat() in text.splitlines()[1] for day in days)
    found = stands_for(code)
    assert found.state == "good" and found.group and found.group.payer == "village_budget"
    assert (stands_for(code, 13).state, stands_for(code, 15).state) == ("good", "expired")


def test_the_link_on_telegram_is_there_where_the_bot_s_name_is_known(
    said: Said, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAYUNG_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("PAYUNG_TELEGRAM_API_URL", "http://127.0.0.1:9")
    assert "t.me" not in said(*INVITE)
    (here / FILE).write_text(f"{TOKEN.partition(':')[0]} payung_denpasar_bot\n")
    text = said(*INVITE)
    assert f"  https://t.me/payung_denpasar_bot?start={code_of(text)}\n" in text


def test_the_link_on_whatsapp_is_there_where_the_number_is_known(
    said: Said, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = {"TOKEN": "EAAx", "PHONE_NUMBER_ID": "1066", "APP_SECRET": "s", "VERIFY_TOKEN": "v"}
    for name, value in {**own, "API_URL": "http://127.0.0.1:9"}.items():
        monkeypatch.setenv(f"PAYUNG_WHATSAPP_{name}", value)
    assert "wa.me" not in said(*INVITE)
    (here / whatsapp_number.FILE).write_text("1066 6281234567890\n")
    text = said(*INVITE)
    assert f"  https://wa.me/6281234567890?text=Halo%20Payung%20%23{code_of(text)}\n" in text


def test_the_days_and_the_payer_are_those_of_the_programme_where_nothing_is_said(said: Said) -> None:
    today = city_s_day()
    said(*INVITE)
    (group,) = all_groups()
    assert (group.payer, group.category) == ("village_fund", None)
    assert group.starts <= group.ends and group.ends >= today


def test_who_invites_again_changes_the_group_and_makes_no_other(said: Said) -> None:
    said(*INVITE)
    again = said(*INVITE[:-1], "60", "--category", "farmer")
    assert again.startswith("Group 1: ") and "quota 60" in again
    (group,) = all_groups()
    assert (group.quota, group.category) == (60, "farmer")


def test_an_office_has_a_group_too(said: Said) -> None:
    office = ("--office", "  Dinas  Pendidikan ", "--quota", "500")
    said("coordinator", "invite", "--programme", "paser", *office)
    said("coordinator", "invite", "--programme", "paser", *office)
    (group,) = all_groups()
    assert (group.kind, group.name, group.place) == ("office", "Dinas Pendidikan", "dinas-pendidikan")


BAD = {
    "no programme": (("--village", "51.71.03.2008", "--quota", "1"), "needs --programme, --quota and"),
    "neither": (("--programme", "denpasar", "--quota", "1"), "either --village or --office"),
    "both": ((*INVITE[2:], "--office", "Dinas"), "either --village or --office"),
    "an unknown programme": (
        ("--programme", "x", "--village", "1", "--quota", "1"),
        "no programme x; there is banjar",
    ),
    "an unknown village": (
        (*INVITE[2:4], "--village", "51.71.03.9999", "--quota", "1"),
        "no village 51.71.03.9999",
    ),
    "a district": ((*INVITE[2:4], "--village", "51.71.03", "--quota", "1"), "There is no village 51.71.03;"),
    "a village of another city": (
        (*INVITE[2:4], "--village", "64.01.01.2009", "--quota", "1"),
        "denpasar does not cover the village 64.01.01.2009 Samurangau",
    ),
    "a kelurahan where desa are covered": (
        (*INVITE[2:4], "--village", "51.71.03.1007", "--quota", "1"),
        "does not cover",
    ),
    "no number": ((*INVITE[2:-1], "banyak"), "--quota needs a whole number"),
    "nobody": ((*INVITE[2:-1], "0"), "--quota needs a whole number from 1"),
    "more than the village may have": (
        (*INVITE[2:-1], "101"),
        "has to be from 1 to 100 in the programme denpasar",
    ),
    "a day that is none": ((*INVITE[2:], "--from", "1 Mei"), "--from needs a day such as"),
    "days in the wrong order": (
        (*INVITE[2:], "--from", "2030-02-01", "--until", "2030-01-01"),
        "The last day 2030-01-01 is before the first 2030-02-01.",
    ),
    "days that are over": (
        (*INVITE[2:], "--from", "2020-01-01", "--until", "2020-12-31"),
        "2020-12-31 is over",
    ),
    "an unknown payer": ((*INVITE[2:], "--payer", "saya"), "There is no payer saya; there is city_budget"),
    "an unknown kind of work": (
        (*INVITE[2:], "--category", "pilot"),
        "denpasar has no pilot; it has casual_worker",
    ),
    "an office without a name": ((*INVITE[2:4], "--office", " - ", "--quota", "1"), "An office needs a name"),
}


@pytest.mark.parametrize(("typed", "told"), BAD.values(), ids=BAD.keys())
def test_what_cannot_be_is_told_in_one_sentence_and_opens_nothing(
    typed: tuple[str, ...], told: str, complaint: Said
) -> None:
    assert told in complaint("coordinator", "invite", *typed)
    assert all_groups() == []


def test_the_list_names_groups_and_coordinators_and_nobody_else(said: Said) -> None:
    assert said("coordinator") == "There is no group yet.\n"
    said(*INVITE)
    assert "no coordinator yet" in said("coordinator", "list")
    before = city_s_day()
    looked(lambda app: coordinating(app, "web", "phone"))
    text = said("coordinator")
    assert text.startswith("   1  denpasar  Desa Tegal Harum  (") and ", open)\n" in text
    assert any(f"coordinator I MADE SUKERTA since {day:%Y}" in text for day in (before, city_s_day()))
    assert text.rstrip().endswith(
        "quota 100: listed 0, submitted 0, returned 0, verified 0, enrolled 0, covered 0, waiting list 0"
    )
    assert "6281234567890" not in text


def test_the_same_in_indonesian(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "id_ID.UTF-8")
    assert "Kode koordinator, sekali pakai" in said(*INVITE)
    assert "belum ada koordinator" in said("coordinator")


def test_who_is_withdrawn_sees_nothing_any_more_and_another_may_be_invited(
    said: Said, complaint: Said
) -> None:
    assert "no coordinator" in complaint("coordinator", "withdraw", "1")
    looked(lambda app: coordinating(app, "web", "phone"))
    assert "withdrawn" in said("coordinator", "withdraw", "1")
    (out,) = looked(acts)
    assert (out.act, out.record, out.id, out.officer) == ("coordinator_withdrawn", "group", "1", None)
    assert "no coordinator yet" in said("coordinator")
    assert "no coordinator" in complaint("coordinator", "withdraw", "1")
    assert stands_for(code_of(said(*INVITE))).state == "good"
    opened = looked(acts)[-1]
    assert (opened.act, opened.id, opened.details) == ("group_opened", "1", {"quota": 100})
    assert opened.spot == "51.71|denpasar|51.71.03.2008|"


def test_withdraw_needs_the_number_of_a_group(complaint: Said) -> None:
    for typed in ((), ("x",), ("0",)):
        assert "GROUP needs a whole number" in complaint("coordinator", "withdraw", *typed)
