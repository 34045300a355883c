"""A family answers what an officer wrote about their case: the answer waits in the queue of the case's city."""

from __future__ import annotations

from bot.conversation.messages import Said
from bot.conversation.session import THREAD
from bot.delivery.channel import Inbound
from rules.cases import Case
from rules.officers import Area
from storage import chats
from storage.chats import Chat
from storage.statement import Tx
from tests.console.case_acting import act, seated
from tests.console.case_room import death, now, told
from tests.console.desk import Desk, Site, at_desks, officer
from tests.console.fresh import site
from tests.console.test_thread_pages import says

__all__ = ["site"]


async def chat_of(desk: Desk, address: str) -> Chat:
    def enter(tx: Tx) -> Chat:
        return chats.enter(tx, desk.app.vault, "web", address, desk.app.clock(), "id")

    return await desk.app.database.run(enter)


async def written(desk: Desk, one: Case, address: str, text: str) -> None:
    """The officer writes, and the chat hears of it."""
    await told(desk.app)
    await act(desk, one, "written", chat=str((await chat_of(desk, address)).id), text=text,
              base=await base_of(desk, one))  # fmt: skip
    for about in await told(desk.app):
        await desk.app.inbox.receive(Inbound("web", about, address, Said(news=about)))


async def base_of(desk: Desk, one: Case) -> str:
    """What the page says was written last."""
    await desk.get(f"/cases/{one.id}")
    form = desk.page.partition(f"/cases/{one.id}/written")[2]
    return form.partition('name="base" value="')[2].partition('"')[0]


def test_an_answer_about_a_case_waits_for_the_officers_of_its_city(site: Site) -> None:
    async def scene(desk: Desk, other: Desk) -> None:
        one = await death(desk.app, address="widow")
        me = await seated(desk)
        await says(desk.app, "widow", "halo")
        await written(desk, one, "widow", "Kami turut berduka. Apakah kartunya masih ada?")
        await desk.get("/threads")
        assert f"laporan {one.number}" not in desk.text
        await desk.get("/threads?state=answered")
        assert f"laporan {one.number}" in desk.text and me.name in desk.text
        await says(desk.app, "widow", "tidak ada, Pak")
        await desk.get("/")
        assert "1 pertanyaan menunggu jawaban" in desk.text
        await desk.get("/threads")
        assert f"Balasan untuk petugas soal laporan {one.number}" in desk.text
        number = (await chat_of(desk, "widow")).session.known[THREAD]
        await desk.get(f"/threads/{number}")
        assert "tidak ada, Pak" in desk.text and one.number in desk.text
        await other.sit_down(await officer(desk.app, "cases", areas=(Area("city", "63.71"),)))
        await other.get("/threads")
        assert one.number not in other.text
        await other.get(f"/threads/{number}", 404)

    at_desks(site, scene, browsers=2)


def test_more_sentences_go_on_in_the_same_thread_and_answer_it(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one, _ = await death(desk.app, address="widow"), await seated(desk)
        await says(desk.app, "widow", "halo")
        await written(desk, one, "widow", "Apakah kartunya masih ada?")
        number = (await chat_of(desk, "widow")).session.known[THREAD]
        await says(desk.app, "widow", "tidak ada", "0")
        assert THREAD not in (await chat_of(desk, "widow")).session.known
        await written(desk, one, "widow", "Tidak apa-apa, Bu.")
        assert (await chat_of(desk, "widow")).session.known[THREAD] == number
        await desk.get("/threads")
        assert one.number not in desk.text

    at_desks(site, scene)


def test_who_has_not_agreed_hears_the_sentence_and_is_left_to_the_bot(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one, _ = await death(desk.app, address="stranger"), await seated(desk)
        await written(desk, one, "stranger", "Apakah kartunya masih ada?")
        assert THREAD not in (await chat_of(desk, "stranger")).session.known
        await desk.get("/threads?state=answered")
        assert one.number not in desk.text
        assert (await now(desk.app, one)).events[-1].kind == "written"

    at_desks(site, scene)


def test_what_the_case_page_says_answers_who_waits_there(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one, _ = await death(desk.app, address="widow"), await seated(desk)
        await says(desk.app, "widow", "halo")
        await written(desk, one, "widow", "Apakah kartunya masih ada?")
        await says(desk.app, "widow", "tidak ada")
        await desk.get("/threads")
        assert one.number in desk.text
        await written(desk, one, "widow", "Tidak apa-apa, Bu.")
        await desk.get("/threads")
        assert one.number not in desk.text

    at_desks(site, scene)
