"""The form of a programme in the tests of the console: opened, filled in, sent and saved."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from rules.officers import ALL, Area
from rules.programme import Programme
from storage import catalogue, programme_versions
from tests.console.desk import Desk, officer

DENPASAR = "/setup/programmes/denpasar"


async def now(desk: Desk, code: str = "denpasar") -> Programme:
    found = await desk.app.database.read(lambda tx: catalogue.one(tx, code))
    assert found
    return found


async def number(desk: Desk, code: str = "denpasar") -> int:
    return await desk.app.database.read(lambda tx: programme_versions.newest_number(tx, code))


def filled(desk: Desk) -> dict[str, Any]:
    """What a browser would send of the form of the page, as it is now."""
    form, values = desk.page.partition("<main")[2], dict[str, Any]()
    for name, value in re.findall(r'<input(?![^>]*checkbox)[^>]* name="([^"]+)"[^>]* value="([^"]*)"', form):
        values[name] = [*values[name], value] if name in values else [value]
    for name, value in re.findall(
        r'<input type="checkbox"[^>]* name="([^"]+)" value="([^"]+)" checked', form
    ):
        values[name] = [*values.get(name, []), value]
    for name, options in re.findall(r'<select[^>]* name="([^"]+)".*?>(.*?)</select>', form, re.DOTALL):
        picked = re.findall(r'value="([^"]*)" selected', options) or re.findall(r'value="([^"]*)"', options)
        values[name] = picked[0]
    values |= dict(re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL))
    return {name: unescaped(value) for name, value in values.items() if name != "mark"}


def unescaped(value: Any) -> Any:
    """A field that came once is a text."""
    texts = [unescape(one) for one in ([value] if isinstance(value, str) else value)]
    return texts[0] if len(texts) == 1 else texts


async def changed(desk: Desk, query: str, fields: dict[str, Any], status: int = 200) -> str:
    """Open a form, change some of it, send it."""
    await desk.get(f"{DENPASAR}/edit?{query}")
    return await desk.post(f"{DENPASAR}/edit", {**filled(desk), **fields}, status)


async def saved(desk: Desk, path: str = f"{DENPASAR}/edit") -> str:
    """Say yes to what would change."""
    return await desk.post(path, {**filled(desk), "sure": "yes"})


async def administrator(desk: Desk, *areas: Area) -> Any:
    who = await officer(desk.app, "administrator", areas=areas or (ALL,))
    await desk.sit_down(who)
    return who


NEW = {"like": "denpasar", "code": "gianyar", "name.id": "Pekerja Rentan Gianyar", "name.en": "Workers of Gianyar",
       "region": "51.04", "timezone": "Asia/Makassar", "run_by.id": "Pemkab Gianyar", "run_by.en": "Gianyar",
       "payer.code": "village_budget", "payer.label.id": "APBDes", "payer.label.en": "Village budget"}  # fmt: skip
