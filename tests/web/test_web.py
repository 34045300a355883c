"""The routes of the web chat as the contract has them: messages in, replies and the whole talk out."""

from __future__ import annotations

import asyncio
import uuid

import pytest

from tests.web.site import Json, Talker, talker

REPLY = {"seq", "text", "options", "files", "conversation", "question"}


async def agreed(browser: Talker) -> Json:
    """The menu, after the consent."""
    return await browser.tap(await browser.say("halo"), "Setuju")


def test_a_reply_has_the_fields_of_the_contract(url):
    async def talk() -> None:
        async with talker(url) as browser:
            reply = await browser.say("halo")
            assert set(reply) >= REPLY
            assert (type(reply["seq"]), type(reply["text"]), reply["files"]) == (int, str, [])
            assert {"id", "label"} == set(reply["options"][0])
            assert "Setuju" in [option["label"] for option in reply["options"]]

    asyncio.run(talk())


def test_the_question_is_named_while_one_is_asked_and_null_at_the_menu(url):
    async def talk() -> None:
        async with talker(url) as browser:
            menu = await agreed(browser)
            assert (menu["conversation"], menu["question"]) == (None, None)
            asked = await browser.tap(menu, "Daftar")
            assert (asked["conversation"], asked["question"]) == ("register", "for_whom")

    asyncio.run(talk())


def test_numbers_rise_and_after_gives_what_is_newer(url):
    async def talk() -> None:
        async with talker(url) as browser:
            seqs = [(await browser.say("halo"))["seq"] for _ in range(3)]
            assert seqs == sorted(set(seqs))
            newer = (await browser.get(f"/chat/messages?after={seqs[0]}")).body["messages"]
            assert [message["seq"] for message in newer] == seqs[1:]
            assert (await browser.get(f"/chat/messages?after={seqs[2]}")).body == {"messages": []}

    asyncio.run(talk())


@pytest.mark.parametrize("after", ["", "-1", "x", "1e3", "٣", "9" * 30, "1;2"])
def test_a_nonsense_number_means_from_the_beginning(url, after):
    async def talk() -> None:
        async with talker(url) as browser:
            reply = await browser.say("halo")
            answer = await browser.get("/chat/messages", params={"after": after})
            assert [message["seq"] for message in answer.body["messages"]] == [reply["seq"]]

    asyncio.run(talk())


def test_the_whole_talk_is_in_the_order_it_was_said(url):
    async def talk() -> None:
        async with talker(url) as browser:
            menu = await agreed(browser)
            await browser.tap(menu, "Daftar")
            await browser.say("saya sendiri")
            own = [(one["own"], one["text"]) for one in await browser.talk() if one["own"]]
            assert own == [(True, "halo"), (True, "Setuju"), (True, "Daftar"), (True, "saya sendiri")]
            assert [one["own"] for one in await browser.talk()] == [True, False] * 4

    asyncio.run(talk())


def test_an_own_message_bears_the_id_the_browser_gave_it(url):
    async def talk() -> None:
        async with talker(url) as browser:
            id = str(uuid.uuid4())
            await browser.post({"id": id, "text": "halo"})
            assert (await browser.talk())[0]["id"] == id

    asyncio.run(talk())


def test_the_same_id_twice_is_one_step_and_the_reply_is_not_lost(url):
    async def talk() -> None:
        async with talker(url) as browser:
            message = {"id": str(uuid.uuid4()), "text": "halo"}
            first, second = await browser.post(message), await browser.post(message)
            assert (second.status, second.body) == (200, {"ok": True, "messages": []})
            found = (await browser.get("/chat/messages?after=0")).body["messages"]
            assert found == first.body["messages"]

    asyncio.run(talk())


def test_the_same_id_many_times_at_once_is_one_step(url):
    async def talk() -> None:
        async with talker(url) as browser:
            await browser.get("/")
            message = {"id": str(uuid.uuid4()), "text": "halo"}
            answers = await asyncio.gather(*(browser.post(message) for _ in range(8)))
            assert [answer.status for answer in answers] == [200] * 8
            assert sum(len(answer.body["messages"]) for answer in answers) == 1
            assert len(await browser.talk()) == 2

    asyncio.run(talk())


def test_a_different_text_under_a_known_id_is_not_a_new_message(url):
    async def talk() -> None:
        async with talker(url) as browser:
            id = str(uuid.uuid4())
            await browser.post({"id": id, "text": "halo"})
            assert (await browser.post({"id": id, "text": "daftar"})).body["messages"] == []

    asyncio.run(talk())


def test_the_same_id_of_two_browsers_is_two_messages(url):
    async def talk() -> None:
        async with talker(url) as one, talker(url) as other:
            message = {"id": str(uuid.uuid4()), "text": "halo"}
            answers = [await one.post(message), await other.post(message)]
            assert [len(answer.body["messages"]) for answer in answers] == [1, 1]

    asyncio.run(talk())


def test_messages_sent_at_once_are_answered_one_by_one(url):
    async def talk() -> None:
        async with talker(url) as browser:
            await agreed(browser)
            replies = await asyncio.gather(*(browser.say(f"halo {number}") for number in range(20)))
            assert len({reply["seq"] for reply in replies}) == 20

    asyncio.run(talk())


def test_a_link_s_code_is_followed(url):
    async def talk() -> None:
        async with talker(url) as browser:
            first = await browser.post({"id": str(uuid.uuid4()), "text": "mulai", "start": "samarinda"})
            asked = await browser.tap(first.body["messages"][0], "Setuju")
            assert (asked["conversation"], asked["question"]) == ("register", "for_whom")
            nik = await browser.tap(asked, "Saya sendiri")
            assert nik["question"] == "nik"  # the city is known by the link

    asyncio.run(talk())


def test_what_nobody_types_is_dropped_and_the_rest_answered(url):
    async def talk() -> None:
        async with talker(url) as browser:
            await agreed(browser)
            for text in ("men\x00u", "menu\ud83d", "\u202emenu", "\x1bmenu"):
                reply = await browser.say(text)
                assert "Daftar" in [option["label"] for option in reply["options"]], ascii(text)
            assert [one["text"] for one in await browser.talk() if one["own"]][2:] == ["menu"] * 4

    asyncio.run(talk())


def test_an_unknown_choice_is_answered_kindly(url):
    async def talk() -> None:
        async with talker(url) as browser:
            await agreed(browser)
            for choice in ("999:yes", "yes", "'; drop table chats; --".replace(" ", ""), "<script>"):
                answer = await browser.post({"id": str(uuid.uuid4()), "choice": choice})
                (reply,) = answer.body["messages"]
                assert reply["text"].startswith("Tombol itu dari pesan yang sudah lewat"), choice

    asyncio.run(talk())


def test_a_talk_in_english_is_labelled_so(url):
    async def talk() -> None:
        async with talker(url) as browser:
            reply = await browser.tap(await browser.say("halo"), "English")
            assert (reply["language"], reply["text"][:7]) == ("en", "OK, we ")

    asyncio.run(talk())
