"""payung officer and payung verify, typed as an operator types them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.app import App
from console.tried import ACCOUNT, ADDRESS, login_door
from console.welcoming import officer_of
from rules.officers import ALL, Area, Officer
from storage import audit, officers, tries
from storage.audit_head import FILE
from tests.office import Said, complaint, here, looked, said

__all__ = ["complaint", "here", "said"]  # fixtures
ADD = ("officer", "add", "made.sukerta", "--role", "administrator")
LINK = re.compile(r"^  https://payung\.example/console/welcome#([A-Z0-9]{16})$", re.MULTILINE)


def everyone() -> list[Officer]:
    return looked(lambda app: app.database.read(lambda tx: officers.everyone(tx, app.vault)))


def whose(code: str) -> str:
    async def look(app: App) -> Officer | None:
        return await app.database.read(lambda tx: officer_of(tx, app.vault, code, app.clock()))

    found = looked(look)
    return found.login if found else ""


def test_the_first_administrator_gets_a_link(said: Said) -> None:
    assert "no officers yet" in said("officer")
    (code,) = LINK.findall(said(*ADD, "--name", "I Made Sukerta"))
    assert whose(code) == "made.sukerta"
    (one,) = everyone()
    assert (one.name, one.state) == ("I Made Sukerta", "invited")
    assert one.roles == {"administrator"} and one.areas == (ALL,)
    assert said("officer", "list").split() == ["made.sukerta", "invited", "administrator", "(all)"]


@pytest.mark.parametrize(
    ("typed", "areas"),
    [
        (("--city", "51.71"), [Area("city", "51.71")]),
        (("--programme", "denpasar", "--village", "63.71.01.1001"),
         [Area("programme", "denpasar"), Area("village", "63.71.01.1001")]),
        (("--programme", "denpasar", "--office", "Dinas Sosial"), [Area("office", "denpasar/dinas-sosial")]),
    ],
)  # fmt: skip
def test_an_officer_is_limited_to_areas(said: Said, typed: tuple[str, ...], areas: list[Area]) -> None:
    said(*ADD, "--role", "auditor", *typed)
    (one,) = everyone()
    assert list(one.areas) == areas and one.roles == {"administrator", "auditor"}


def test_where_no_programme_is_loaded_yet_it_is_said_what_brings_the_regions(
    complaint: Said, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PAYUNG_DATABASE_URL", f"sqlite:///{tmp_path / 'empty.db'}")
    assert "no region 51.71; `payung programmes load`" in complaint(*ADD, "--city", "51.71")


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (("officer", "add"), "needs the officer's login name"),
        (("officer", "add", "Made", "--role", "viewer"), "3 to 40 small letters"),
        (("officer", "add", "made"), "add needs --role; there is administrator,"),
        ((*ADD, "--role", "mayor"), "add needs --role"),
        ((*ADD, "--programme", "nowhere"), "no programme nowhere; there is banjarmasin,"),
        ((*ADD, "--city", "99.99"), "no region 99.99"),
        ((*ADD, "--office", "Dinas"), "--office needs --programme"),
        (("officer", "link", "nobody"), "no officer nobody"),
        (("officer", "disable", "nobody"), "no officer nobody"),
        (("officer", "unlock", "nobody"), "no officer nobody"),
        (("officer", "unlock"), "needs the officer's login name, or --address"),
        (("verify", "--head", "x"), "--head is what an earlier payung verify printed"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    complaint: Said, typed: tuple[str, ...], why: str
) -> None:
    assert why in complaint(*typed)
    assert everyone() == []


def test_a_login_is_given_once_and_a_new_link_ends_the_older_one(
    said: Said, capsys: pytest.CaptureFixture[str]
) -> None:
    (older,) = LINK.findall(said(*ADD))
    assert main(ADD) == 2 and "There is an officer made.sukerta already" in capsys.readouterr().err
    (newer,) = LINK.findall(said("officer", "link", "made.sukerta"))
    assert (whose(older), whose(newer)) == ("", "made.sukerta")


def test_who_is_disabled_has_no_link(said: Said, capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = LINK.findall(said(*ADD))
    said("officer", "disable", "made.sukerta")
    assert whose(code) == "" and everyone()[0].state == "disabled"
    assert main(("officer", "link", "made.sukerta")) == 2
    assert "is disabled" in capsys.readouterr().err


def test_whoever_mistyped_too_often_may_try_again_at_once(said: Said) -> None:
    said(*ADD)

    async def waits(app: App) -> list[bool]:
        found = []
        for door, place in ((login_door("made.sukerta"), ACCOUNT), ("203.0.113.7", ADDRESS)):
            subject = app.vault.find(door, place)
            found.append(
                await app.database.read(lambda tx, s=subject: tries.locked_until(tx, [s], app.clock()))
                is not None
            )
        return found

    async def mistyped(app: App) -> None:
        for door, place in ((login_door("made.sukerta"), ACCOUNT), ("203.0.113.7", ADDRESS)):
            subject = app.vault.find(door, place)
            for _ in range(5):
                await app.database.run(lambda tx, s=subject: tries.wrong(tx, s, app.clock()))

    looked(mistyped)
    assert "may try to log in again" in said("officer", "unlock", "made.sukerta")
    assert looked(waits) == [False, True]
    said("officer", "unlock", "--address", "203.0.113.7")
    assert looked(waits) == [False, False]
    acts = looked(lambda app: app.database.read(lambda tx: audit.before(tx, app.vault, audit.NEWEST, 2)))
    assert [(one.entry.act, one.entry.officer) for one in acts] == [("officer_unlocked", None)] * 2


def test_a_whole_trail_is_said_to_be_whole(said: Said, here: Path) -> None:
    assert said("verify").splitlines()[0] == "The audit trail is whole: 0 rows."
    said(*ADD)
    whole, head = said("verify").splitlines()
    assert whole == "The audit trail is whole: 2 rows." and re.fullmatch("2:[0-9a-f]{64}", head)
    assert said("verify", "--head", head).splitlines()[0] == whole


def test_a_trail_that_was_touched_is_not_said_to_be_whole(
    said: Said, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(*ADD)
    head = said("verify").splitlines()[-1]

    def sql(text: str) -> None:
        looked(lambda app: app.database.run(lambda tx: tx.execute(text, {}).rowcount))

    sql("UPDATE audit SET act = 'logout' WHERE seq = 1")
    assert main(["verify"]) == 1
    assert capsys.readouterr().out.splitlines()[:2] == [
        "Row 1 was altered.",
        "The audit trail is not whole; 2 rows checked.",
    ]
    sql("DELETE FROM audit")
    assert main(["verify"]) == 1
    assert "Rows 1 to 2 at the end are missing." in capsys.readouterr().out
    (here / FILE).unlink()  # who cuts both is seen by who has written the head down
    assert main(["verify"]) == 0
    assert main(["verify", "--head", head]) == 1
