"""Each version of a programme is kept: looked at, brought back, downloaded as the file that load takes."""

from __future__ import annotations

import asyncio
from pathlib import Path

from rules.programmes import load
from tests.console.desk import Desk, Site, at_desks
from tests.console.setup_room import DENPASAR, administrator, changed, filled, now, number, saved


def test_an_earlier_version_is_looked_at_and_brought_back(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await administrator(desk)
        then, first = await now(desk), await number(desk)
        await changed(desk, "part=people", {"age.max": "60", "age.source": "Perwali 5/2026"})
        await saved(desk)
        assert "Umur tertua 60" in await desk.get(f"{DENPASAR}/versions/{first}")
        await desk.post(f"{DENPASAR}/restore", filled(desk))
        assert f"mengembalikan versi {first}" in desk.text
        assert await now(desk) == then and await number(desk) == first + 2
        last = (await desk.last()).entry
        assert (last.act, last.details) == ("programme_restored", {"version": first + 2, "of": first})
        assert "sama dengan yang berlaku" in await desk.get(f"{DENPASAR}/versions/{first}")
        assert "Sementara itu" in await desk.post(f"{DENPASAR}/restore", {"number": first, "base": first})
        await desk.get(f"{DENPASAR}/versions/99999", 404)
        await desk.get(f"{DENPASAR}/versions/none", 404)

    at_desks(site, scene)


def test_a_kind_of_work_that_came_later_is_kept_when_an_earlier_version_returns(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await administrator(desk)
        first = await number(desk)
        await changed(
            desk, "part=category&row=new", {"label.id": "Juru parkir", "label.en": "Parking attendant"}
        )
        await saved(desk)
        await desk.get(f"{DENPASAR}/versions/{first}")
        await desk.post(f"{DENPASAR}/restore", filled(desk))
        late = (await now(desk)).category("parking_attendant")
        assert late and not late.active

    at_desks(site, scene)


def test_the_programme_is_downloaded_as_the_file_that_load_takes(site: Site, tmp_path: Path) -> None:
    async def scene(desk: Desk) -> None:
        await administrator(desk)
        await desk.get(f"{DENPASAR}/file")
        assert desk.headers["Content-Disposition"] == "attachment; filename*=UTF-8''denpasar.toml"
        file = tmp_path / "denpasar.toml"
        await asyncio.to_thread(file.write_text, desk.page, "utf-8")
        assert load(file) == await now(desk)

    at_desks(site, scene)
