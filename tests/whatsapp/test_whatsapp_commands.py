"""payung whatsapp, typed as an operator types it, against the stand-in of Meta."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from bot.catalogues import LANGUAGES
from bot.channels.whatsapp_templates import NAMES
from bot.commands.whatsapp import all_wanted
from bot.rehearsal.whatsapp import (
    ACCOUNT_ID,
    APP_SECRET,
    NUMBER_ID,
    TOKEN,
    VERIFY_TOKEN,
    FakeWhatsApp,
    Template,
)

SET = {
    "WHATSAPP_TOKEN": TOKEN, "WHATSAPP_PHONE_NUMBER_ID": NUMBER_ID, "WHATSAPP_APP_SECRET": APP_SECRET,
    "WHATSAPP_VERIFY_TOKEN": VERIFY_TOKEN, "WHATSAPP_BUSINESS_ACCOUNT_ID": ACCOUNT_ID,
    "PUBLIC_URL": "https://payung.example",
}  # fmt: skip
ALL = len(NAMES) * len(LANGUAGES)
Prepare = Callable[[FakeWhatsApp], None]


@dataclass
class Asked:
    """What a command prints, with a stand-in in a state of one's own making; and its exit code."""

    setting: pytest.MonkeyPatch
    printed: pytest.CaptureFixture[str]
    fake: FakeWhatsApp = field(default_factory=FakeWhatsApp)

    def __call__(self, *typed: str, prepare: Prepare = lambda fake: None, **settings: str) -> tuple[int, str]:
        code = asyncio.run(self._run(typed, prepare, settings))
        said = self.printed.readouterr()
        assert TOKEN not in said.out + said.err and APP_SECRET not in said.out + said.err
        return code, said.out + said.err

    async def _run(self, typed: tuple[str, ...], prepare: Prepare, settings: dict[str, str]) -> int:
        async with FakeWhatsApp() as self.fake:
            prepare(self.fake)
            for name, value in {**SET, "WHATSAPP_API_URL": self.fake.url, **settings}.items():
                self.setting.setenv(f"PAYUNG_{name}", value)
            return await asyncio.to_thread(main, ["whatsapp", *typed])


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Asked:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    return Asked(monkeypatch, capsys)


def approved(fake: FakeWhatsApp) -> None:
    for one in all_wanted():
        fake.template(Template(one.name, one.body, one.language, buttons=(one.button,)))


def test_where_all_is_well_it_says_so(asked: Asked) -> None:
    assert asked("check", prepare=approved) == (0, "WhatsApp is ready.\n")
    assert asked("check", prepare=published, WHATSAPP_FLOW_ID="8123") == (0, "WhatsApp is ready.\n")


def number(**fields: Any) -> Prepare:
    def prepare(fake: FakeWhatsApp) -> None:
        approved(fake)
        fake.account.number |= fields

    return prepare


def draft(fake: FakeWhatsApp) -> None:
    approved(fake)
    fake.account.flows["8123"] = "DRAFT"


def published(fake: FakeWhatsApp) -> None:
    approved(fake)
    fake.account.flows["8123"] = "PUBLISHED"


def expired(fake: FakeWhatsApp) -> None:
    fake.account.expired = True


def unsubscribed(fake: FakeWhatsApp) -> None:
    approved(fake)
    fake.account.subscribed = False


@pytest.mark.parametrize(
    ("prepare", "settings", "said"),
    [
        (expired, {}, "Meta does not accept PAYUNG_WHATSAPP_TOKEN"),
        (approved, {"WHATSAPP_PHONE_NUMBER_ID": "999"}, "PAYUNG_WHATSAPP_PHONE_NUMBER_ID (999) is not known"),
        (approved, {"WHATSAPP_BUSINESS_ACCOUNT_ID": ""}, "PAYUNG_WHATSAPP_BUSINESS_ACCOUNT_ID is not set"),
        (approved, {"PUBLIC_URL": "http://payung.example"}, "has to be an https address"),
        (approved, {"WHATSAPP_API_URL": "http://127.0.0.1:1"}, "Meta cannot be reached"),
        (approved, {"WHATSAPP_FLOW_ID": "8123"}, "The Flow 8123 is not published"),
        (draft, {"WHATSAPP_FLOW_ID": "8123"}, "The Flow 8123 is not published"),
        (number(status="PENDING"), {}, "not connected to the Cloud API (status PENDING)"),
        (number(quality_rating="RED"), {}, "quality of the WhatsApp number is low"),
        (number(webhook_configuration={}), {}, "The webhook at Meta is -; it should be https://payung.example/whatsapp/webhook"),
        (unsubscribed, {}, "not subscribed"),
        (lambda fake: None, {}, f"{ALL} of {ALL} templates are not approved"),
    ],
)  # fmt: skip
def test_what_is_missing_is_a_sentence(
    asked: Asked, prepare: Prepare, settings: dict[str, str], said: str
) -> None:
    code, told = asked("check", prepare=prepare, **settings)
    assert code == 1
    assert said in told
    assert all(line.endswith(".") for line in told.strip().splitlines())


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ("WHATSAPP_TOKEN", "PAYUNG_WHATSAPP_TOKEN is not set."),
        ("WHATSAPP_APP_SECRET", "PAYUNG_WHATSAPP_APP_SECRET is needed with PAYUNG_WHATSAPP_TOKEN: the app secret, with which every webhook is signed."),
        ("WHATSAPP_VERIFY_TOKEN", "PAYUNG_WHATSAPP_VERIFY_TOKEN is needed"),
        ("WHATSAPP_PHONE_NUMBER_ID", "PAYUNG_WHATSAPP_PHONE_NUMBER_ID is needed"),
    ],
)  # fmt: skip
def test_a_setting_that_is_missing_is_named(asked: Asked, missing: str, said: str) -> None:
    code, told = asked("check", prepare=approved, **{missing: ""})
    assert code == 2 and said in told and told.count("\n") == 1


def test_the_templates_are_compared_and_those_to_hand_in_written_down(asked: Asked, tmp_path: Path) -> None:
    def some(fake: FakeWhatsApp) -> None:
        approved(fake)
        del fake._world.templates.all["payung_news", "id"]
        fake.template(Template("payung_listed", "Teks lain.", "id", buttons=("Jawab sekarang",)))
        known = fake._world.templates.all["payung_reminder", "en"]
        fake.template(Template(known.name, known.body, "en", status="REJECTED", buttons=known.buttons))

    code, told = asked("templates", "--write", str(tmp_path / "t.json"), prepare=some)
    lines = {tuple(line.split()[:2]): line.split(maxsplit=2)[2] for line in told.splitlines()}
    assert code == 1 and len(lines) == ALL
    assert lines["payung_news", "id"] == "not handed in yet"
    assert lines["payung_listed", "id"].startswith("its text differs")
    assert lines["payung_reminder", "en"] == "not approved by Meta"
    assert sum(state == "approved" for state in lines.values()) == ALL - 3
    to_do = json.loads((tmp_path / "t.json").read_text())
    assert {(one["name"], one["language"]) for one in to_do} == {
        ("payung_news", "id"), ("payung_listed", "id"), ("payung_reminder", "en"),
    }  # fmt: skip


def test_the_templates_can_be_handed_in_and_are_then_looked_at(asked: Asked) -> None:
    code, told = asked("templates", "--submit")
    assert code == 1 and told.count("was handed in") == ALL
    asked.fake.assert_clean()
    assert {one.status for one in asked.fake._world.templates.all.values()} == {"PENDING"}


def test_more_templates_than_a_page_holds_are_all_seen(asked: Asked) -> None:
    def many(fake: FakeWhatsApp) -> None:
        for n in range(230):
            fake.template(Template(f"other_{n}", "Halo.", "id"))
        approved(fake)

    assert asked("templates", prepare=many)[0] == 0


def test_the_form_is_printed_or_written(asked: Asked, tmp_path: Path) -> None:
    code, told = asked("flow")
    assert code == 0 and json.loads(told)["screens"]
    assert asked("flow", "--write", str(tmp_path / "flow.json")) == (0, "")
    assert json.loads((tmp_path / "flow.json").read_text()) == json.loads(told)
    code, told = asked("flow", "--write", "/nowhere/flow.json")
    assert code == 2 and "cannot be written" in told
