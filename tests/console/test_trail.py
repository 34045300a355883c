"""The audit trail at the console: what an auditor reads, of whose acts, and how a cut is seen."""

from __future__ import annotations

from bot.app import App
from rules.officers import Area
from storage import audit
from storage.audit import Entry
from tests.console.desk import CITY, Desk, at_desks, officer

Site = tuple[str, App]
OTHER = Area("city", "63.71")


async def noted(desk: Desk, act: str, by: int | None, spot: str = "", record: str = "") -> None:
    entry = Entry(desk.app.clock(), by, act, record, "7", spot)
    await desk.app.database.run(lambda tx: audit.note(tx, desk.app.vault, entry))


def test_an_auditor_reads_what_was_done_and_reading_is_noted(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        who, other = await officer(desk.app, "auditor"), await officer(desk.app, "viewer")
        await noted(desk, "logout", other.id)
        await desk.sit_down(who)
        text = await desk.get("/audit")
        assert f"{other.login} keluar" in text
        last = (await desk.last()).entry
        assert (last.act, last.officer) == ("audit_read", who.id)

    at_desks(site, scene)


def test_an_auditor_of_a_city_reads_of_that_city_alone(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        mine = await officer(desk.app, "viewer", areas=(CITY,))
        theirs = await officer(desk.app, "viewer", areas=(OTHER,))
        await noted(desk, "groups_read", mine.id)
        await noted(desk, "groups_read", theirs.id)
        await noted(desk, "refused", theirs.id, "51.71|denpasar||", "asked-of-us")
        await noted(desk, "refused", theirs.id, "63.71|banjarmasin||", "asked-of-them")
        await noted(desk, "login_refused", None, record="from-nowhere")
        await desk.sit_down(await officer(desk.app, "auditor", areas=(CITY,)))
        text = await desk.get("/audit")
        assert f"{mine.login} melihat daftar kelompok" in text
        assert f"{theirs.login} melihat daftar kelompok" not in text
        assert "asked-of-us" in text and "asked-of-them" not in text and "from-nowhere" not in text

    at_desks(site, scene)


def test_the_trail_is_looked_through_by_event_and_officer_and_read_on(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one, other = await officer(desk.app, "viewer"), await officer(desk.app, "viewer")
        for number in range(60):
            await noted(desk, "group_read", one.id, record=f"row-{number:02}")
            await noted(desk, "group_read", other.id, record="other")
        await desk.sit_down(await officer(desk.app, "auditor"))
        text = await desk.get(f"/audit?act=group_read&login={one.login}")
        assert "row-59" in text and "row-10" in text and "row-09" not in text and "other 7" not in text
        older = desk.page.partition('rel="next" href="/console')[2].partition('"')[0].replace("&amp;", "&")
        text = await desk.get(older)
        assert "row-09" in text and "row-00" in text and "row-10" not in text
        assert "Tidak ada yang cocok" in await desk.get("/audit?login=nobody.at.all")

    at_desks(site, scene)


def test_the_chain_is_checked_and_a_cut_at_the_end_is_seen(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await desk.sit_down(await officer(desk.app, "auditor"))
        await desk.get("/audit")
        text = await desk.post("/audit/check")
        head = await desk.app.database.read(audit.head)
        assert "Utuh:" in text and (await desk.last()).entry.details == {"faults": 0, "rows": head.seq - 1}
        await desk.app.database.run(
            lambda tx: tx.execute(f"DELETE FROM audit WHERE seq >= {head.seq - 1}", {}).rowcount
        )
        await desk.get("/account")
        text = await desk.post("/audit/check")
        assert f"Baris {head.seq - 1} sampai {head.seq} di ujungnya hilang." in text

    at_desks(site, scene)
