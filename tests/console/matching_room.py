"""What other offices answer, for the tests of the console."""

from __future__ import annotations

import io
from typing import Any

import aiohttp

from bot import matching_tasks
from bot.app import App
from rules.matching import Answer
from rules.matching_advice import advise
from rules.officers import Area
from storage import jobs, matching_questions, matchings
from storage.statement import Tx
from tests.console.desk import Desk
from tests.matching.scene import CITY, PROGRAMME

MAKASSAR = Area("city", CITY)
GOOD = Answer(fields={"name": "Sesuai (100)", "birth_date": "Sesuai", "mother_name": "HALIMAH"})


async def answered(app: App, facts: dict[str, Any], answer: Answer, source: str = "population") -> None:
    """The office has answered."""
    await matching_tasks.note_lacking(app)

    def store(tx: Tx) -> None:
        for row in matchings.of_nik(tx, app.vault, facts["nik"], source):
            known = matching_questions.facts_of(app.vault, row)
            matchings.answered(tx, app.vault, row, answer, advise(source, known, answer), app.clock())

    await app.database.run(store)


async def worked(app: App) -> list[str]:
    """Does the jobs of matching that wait, in their order: their kinds."""
    kinds = matching_tasks.kinds(app)
    far = app.clock() + 10**9
    found = await app.database.run(lambda tx: jobs.claim(tx, app.vault, app.clock(), far, 50))
    mine = [job for job in found if job.kind in kinds and job.kind != "match"]
    for job in mine:
        await kinds[job.kind].do(job.payload)
    return [job.kind for job in mine]


async def upload(
    desk: Desk, content: bytes, source: str = "population", programme: str = PROGRAMME, status: int = 200
) -> str:
    """A file in the form of the page."""
    form = aiohttp.FormData({"mark": desk.mark, "programme": programme, "source": source})
    form.add_field("file", io.BytesIO(content), filename="jawaban.xlsx")
    return desk._seen(await desk.browser.ask("POST", "/console/matching/in", data=form), status)
