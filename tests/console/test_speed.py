"""How fast the pages are with the five founding programmes at their real size, about 97,000 people.

Every GET page of the table of routes is asked for several times, those of one record with a record as large as they
become (real_records.py): 95 of 100 answers within 300 ms; a monthly report within ten seconds. watch.py tells what
counts on a machine that has other work. `-s` prints the figures.
"""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from statistics import median

import pytest

from bot.app import App
from console.page import CODE, DOOR, SETUP
from console.pages import ROUTES
from rules.officers import ROLES, Officer
from storage.statement import Tx
from tests.console.desk import Desk, at_desks, officer
from tests.console.real_records import made
from tests.console.watch import TIMES, Watch, p95, within
from tests.databases import BOTH
from tests.real_size import FOUNDING, copied
from tests.web.site import standing

pytestmark = pytest.mark.quiet
WITHIN, REPORT_WITHIN = 0.3, 10.0
PAGES = sorted({page.path for page in ROUTES if page.method == "GET" and page.act not in (DOOR, CODE, SETUP)})
STATUS = {"/account/app": 303}  # leads back, where no app is being set up; every other page is there
PROGRAMMES = tuple(size.programme for size in FOUNDING)
MORE = (
    *(f"/reports?programme={code}" for code in PROGRAMMES), "/reports?programme=makassar&district=73.71.04",
    "/registrations?programme=makassar&status=verified", "/registrations?village=73.71.04.1001",
    "/registrations?status=all", "/registrations?status=rejected&matched=differs",
    "/registrations?programme=makassar&status=all&source=population&matched=differs",
)  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """The program on them, who looks at its pages, and the page of one record by its path in the table of routes."""

    site: tuple[str, App]
    who: Officer
    paths: dict[str, str]


@pytest.fixture(scope="module", params=BOTH)
def site(
    request: pytest.FixtureRequest, real_size: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, App]]:
    """The program on them; what is made here does not come into the other database."""
    folder, url = tmp_path_factory.mktemp("speed"), ""
    if request.param == "postgresql":
        url = str(request.getfixturevalue("postgres_url"))
        copied(real_size / "payung.db", url)
    else:
        shutil.copy(real_size / "payung.db", folder)
    with standing(folder, database_url=url) as found:
        yield found


@pytest.fixture(scope="module")
def shown(site: tuple[str, App]) -> Shown:
    """The same, with one record of each kind."""

    async def make(desk: Desk) -> Shown:
        who = await officer(desk.app, *ROLES)
        await desk.sit_down(who)
        return Shown(site, who, await made(desk, who))

    return at_desks(site, make)


async def at_work(app: App) -> list[int]:
    """The processes of PostgreSQL that work for the program."""

    def asked(tx: Tx) -> list[int]:
        if tx.dialect == "sqlite":
            return []
        mine = "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
        return [row["pid"] for row in tx.execute(mine, {}).fetchall()]

    return await app.database.read(asked)


async def computing(seconds: float) -> None:
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass


@pytest.mark.parametrize("page", [*PAGES, *MORE])
def test_every_page_is_there_within_300_ms(shown: Shown, page: str) -> None:
    async def scene(desk: Desk) -> None:
        await desk.sit_down(shown.who)
        path, status = shown.paths.get(page, page), STATUS.get(page, 200)

        async def turn() -> None:
            answer = await desk.browser.get(f"/console{path}", allow_redirects=False)
            assert answer.status == status, (path, answer.status)

        assert await within(WITHIN, turn, path, servers=await at_work(desk.app))

    at_desks(shown.site, scene)


def test_each_page_of_one_record_has_one(shown: Shown) -> None:
    assert {page for page in PAGES if "{" in page} == set(shown.paths)


@pytest.mark.parametrize(("slow", "each"), [(asyncio.sleep, 1), (computing, 1), (computing, TIMES)])
def test_what_is_too_slow_is_seen(slow: Callable[[float], Awaitable[None]], each: int) -> None:
    turns = count()

    async def turn() -> None:
        await slow(0.1 if next(turns) % each == 0 else 0)

    assert not asyncio.run(within(0.02, turn, f"slow one time in {each}"))


def test_what_waits_seldom_is_seen_where_nobody_else_can_be_the_cause() -> None:
    seldom = [0.01] * (TIMES - 1) + [0.35]
    watch = Watch(cpu=[0.01] * TIMES, wall=seldom, stood=[0.0] * TIMES, plain=[1e-9], busy=[1.0])
    assert watch.quiet and watch.fair(WITHIN) and not watch.good(WITHIN)
    assert replace(watch, stood=[0.0] * (TIMES - 1) + [0.34]).good(WITHIN)  # it was not let


@pytest.mark.parametrize("format", ["pdf", "xlsx"])
@pytest.mark.parametrize("programme", ["makassar", ""], ids=["one", "all"])
def test_a_monthly_report_is_there_within_ten_seconds(
    site: tuple[str, App], programme: str, format: str
) -> None:
    async def scene(desk: Desk) -> None:
        await desk.sit_down(await officer(desk.app, "viewer"))
        await desk.get("/reports")

        async def turn() -> None:
            text = await desk.post("/reports/make", {"programme": programme, "month": "", "format": format})
            assert "sudah jadi" in text

        what, servers = f"report of {programme or 'all'} as {format}", await at_work(desk.app)
        assert await within(REPORT_WITHIN, turn, what, times=1, servers=servers)

    at_desks(site, scene)


def test_the_chats_go_on_while_a_report_is_made(site: tuple[str, App]) -> None:
    async def scene(desk: Desk, person: Desk) -> None:
        await desk.sit_down(await officer(desk.app, "viewer"))
        await desk.get("/reports")
        making = asyncio.create_task(
            desk.post("/reports/make", {"programme": "", "month": "", "format": "pdf"})
        )
        watch = Watch()
        while not making.done():
            with watch.at():
                await person.browser.say("halo")
        await making
        watch.told(f"{len(watch.wall)} answers of the chat meanwhile")
        slowest = p95(watch.took) if watch.quiet else median(watch.took)
        assert len(watch.wall) > 3 and slowest < max(watch.busy)

    at_desks(site, scene, browsers=2)


def test_the_numbers_for_prometheus_are_there_at_once(site: tuple[str, App]) -> None:
    async def scene(desk: Desk) -> None:
        async def turn() -> None:
            desk.app.measuring.forget()
            assert (await desk.browser.get("/metrics")).status == 200

        assert await within(WITHIN, turn, "/metrics, counted anew", servers=await at_work(desk.app))

    at_desks(site, scene)
