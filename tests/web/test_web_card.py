"""The page that a card's QR leads to: good today or not, nothing of anybody, and no guessing."""

from __future__ import annotations

import asyncio
import hashlib
import re
from base64 import b64encode
from collections.abc import Awaitable, Callable, Iterator
from datetime import date, timedelta
from html import unescape
from itertools import count

import pytest

from bot.app import App
from bot.channels.web_card import FREE
from rules.records import Membership
from storage.card_tokens import token_of
from storage.vault import Vault
from tests.cards.members import member
from tests.web.site import Answer, Talker, standing, talker

Site = tuple[str, App]
_offices: Iterator[int] = count(1)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with standing(tmp_path_factory.mktemp("cards")) as found:
        yield found


def asked(
    site: Site, scene: Callable[[App, Talker], Awaitable[None]], network: str = "", **headers: str
) -> None:
    """A browser that has never been here, in an office of its own."""
    url, app = site

    async def run() -> None:
        address = network or f"10.9.0.{next(_offices)}"
        async with talker(url, headers={"X-Forwarded-For": address, **headers}) as browser:
            await scene(app, browser)

    asyncio.run(run())


def today(app: App) -> date:
    return app.local(app.clock()).date()


async def membership(app: App, begins: int, until: int) -> Membership:
    """Somebody whose cover begins and ends so many days from today."""
    first, last = (today(app) + timedelta(days) for days in (begins, until))
    return await app.database.run(
        lambda tx: member(tx, "NI WAYAN RAHASIA", begins=first, until=last, vault=app.vault)
    )


async def page(browser: Talker, token: str, status: int = 200) -> Answer:
    answer = await browser.get(f"/kartu/{token}")
    assert answer.status == status
    return answer


def text(answer: Answer) -> str:
    body = answer.content.decode().partition("<body")[2].partition(">")[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


@pytest.mark.parametrize(
    ("begins", "until", "good"), [(-9, 9, True), (0, 0, True), (-9, -1, False), (1, 9, False)]
)
def test_a_card_is_good_on_the_days_of_its_cover(site: Site, begins: int, until: int, good: bool) -> None:
    async def scene(app: App, browser: Talker) -> None:
        one = await membership(app, begins, until)
        for token in (token_of(app.vault, one.id), token_of(app.vault, one.id).lower()):
            said = text(await page(browser, token))
            assert ("✓ Berlaku Kartu" in said, "✕ Tidak berlaku" in said) == (good, not good)

    asked(site, scene)


def test_the_page_says_the_day_and_nothing_of_anybody(site: Site) -> None:
    async def scene(app: App, browser: Talker) -> None:
        one = await membership(app, -9, 9)
        answer = await page(browser, token_of(app.vault, one.id))
        whole = answer.content.decode() + str(answer.headers)
        formats = app.languages["id"].formats
        assert f"Diperiksa: {formats.date(today(app))}" in text(answer)
        assert "bukan pengganti kartu BPJS Ketenagakerjaan" in text(answer)
        for secret in ("RAHASIA", "WAYAN", one.kpj, one.kpj[-4:], "denpasar", "Dana Desa",
                       formats.date(one.paid_until), one.paid_until.isoformat()):  # fmt: skip
            assert secret not in whole
        assert len(answer.content) < 3_000

    asked(site, scene)


def test_what_is_not_good_looks_the_same_whatever_the_reason(site: Site) -> None:
    async def scene(app: App, browser: Talker) -> None:
        ended, later = await membership(app, -9, -1), await membership(app, 1, 9)
        theirs = token_of(Vault(b"9" * 32), 1)
        tokens = [token_of(app.vault, ended.id), token_of(app.vault, later.id), token_of(app.vault, 2**39), theirs,
                  "A" * 21, "x", "'; DROP TABLE memberships --", "ñ", "a" * 3000]  # fmt: skip
        answers = [await page(browser, token) for token in tokens]
        assert len({answer.content for answer in answers}) == 1

    asked(site, scene)


def test_nothing_is_run_loaded_framed_kept_or_remembered(site: Site) -> None:
    async def scene(app: App, browser: Talker) -> None:
        answer = await page(browser, token_of(app.vault, (await membership(app, -9, 9)).id))
        policy = answer.headers["Content-Security-Policy"]
        style = re.search(r"<style>(.*?)</style>", answer.content.decode(), re.DOTALL)
        assert style
        digest = b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
        assert f"style-src 'sha256-{digest}'" in policy and "default-src 'none'" in policy
        assert "script-src" not in policy and "frame-ancestors 'none'" in policy
        assert (
            answer.headers["Cache-Control"] == "no-store"
            and answer.headers["Referrer-Policy"] == "no-referrer"
        )
        assert "noindex" in answer.headers["X-Robots-Tag"] and "Set-Cookie" not in answer.headers
        assert not re.search(rb"<script|src=|http", answer.content)

    asked(site, scene)


def test_after_many_wrong_words_an_address_waits_also_with_a_right_one_and_others_do_not(site: Site) -> None:
    async def guess(app: App, browser: Talker) -> None:
        good = token_of(app.vault, (await membership(app, -9, 9)).id)
        for number in range(FREE - 1):
            await page(browser, f"{number:021}")
        assert "✓ Berlaku" in text(await page(browser, good))  # a right one is not counted
        await page(browser, "A" * 21)
        for token in (good, "A" * 21):
            answer = await page(browser, token, 429)
            assert "Tunggu sebentar" in text(answer) and answer.headers["Retry-After"] == "900"

    async def other(app: App, browser: Talker) -> None:
        good = token_of(app.vault, (await membership(app, -9, 9)).id)
        assert "✓ Berlaku" in text(await page(browser, good))

    asked(site, guess, "10.8.0.1")
    asked(site, other, "10.8.0.2")


def test_one_ipv6_network_is_one_guesser(site: Site) -> None:
    async def guess(app: App, browser: Talker) -> None:
        for number in range(FREE):
            headers = {"X-Forwarded-For": f"2001:db8::{number + 1:x}"}
            await browser.get("/kartu/A", headers=headers)
        await page(browser, "A", 429)

    asked(site, guess, "2001:db8::ffff")


def test_in_english_for_who_reads_english(site: Site) -> None:
    async def scene(app: App, browser: Talker) -> None:
        answer = await page(browser, token_of(app.vault, (await membership(app, -9, 9)).id))
        assert "✓ Good" in text(answer) and b'lang="en"' in answer.content

    asked(site, scene, **{"Accept-Language": "en-GB,en"})
