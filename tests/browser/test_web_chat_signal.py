"""The web chat on a poor network: what is written waits, is sent in order, and is answered once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.phone import Phone, tab
from tests.browser.test_web_chat_albums import SENT, albums, picked, settled
from tests.web.program import Program

WAITING = "menunggu sinyal"


def waiting(phone: Phone) -> list[str]:
    """The texts that are marked as waiting."""
    return phone.page.locator(".pending").all_inner_texts()


def one_waits(phone: Phone) -> bool:
    """Is the first of what is not sent marked so, and it alone? While it is tried again it is not."""
    marked = waiting(phone)
    return len(marked) == 1 and WAITING in marked[0]


def in_order(phone: Phone, *texts: str) -> bool:
    """Is each of these followed by one answer, at the end of the talk?"""
    end = phone.talk[-2 * len(texts) :]
    return [said["own"] for said in end] == [True, False] * len(texts) and [s["text"] for s in end[::2]] == [
        *texts
    ]


def posted(phone: Phone) -> list[Any]:
    """What was sent, again and again where it had to be."""
    return [request.post_data_json for request in phone.requests if request.method == "POST"]


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """One of its own, to be killed."""
    made = Program(tmp_path_factory.mktemp("killed"))
    made.start()
    yield made
    made.stop()


@pytest.fixture
def away(fresh, program: Program):
    """A phone whose talk goes on while the program has been killed."""
    one = fresh()
    one.open()
    one.begin()
    program.kill()
    yield one
    if not program.running:
        program.start()


def test_three_messages_to_a_killed_program_wait_marked_and_are_answered_in_order(away, program):
    for text in ("daftar", "saya sendiri", "Kota Banjarmasin"):
        away.send(text)
    away.until(lambda: one_waits(away))
    assert away.own[-3:] == ["daftar", "saya sendiri", "Kota Banjarmasin"]
    assert away.chips == []
    program.start()
    away.settle()
    away.until(lambda: in_order(away, "daftar", "saya sendiri", "Kota Banjarmasin"))
    before = away.talk
    away.reload()
    assert away.talk == before


def test_what_waits_outlives_the_page(away, program):
    away.send("daftar")
    away.until(lambda: one_waits(away))
    away.page.close()
    program.start()
    again = tab(away)
    again.open()
    again.until(lambda: in_order(again, "daftar"))
    again.until(lambda: again.page.evaluate("localStorage.getItem('payung.queue')") is None)


def test_an_album_stays_one_and_outlives_the_page(away, program):
    """A killed program, since a page that closes is online again and may send the first file unseen."""
    away.context.add_init_script(SENT)
    away.page.set_input_files("#files", picked(2))
    away.until(lambda: away.page.evaluate("JSON.parse(localStorage['payung.queue'] || '[]').length") == 2)
    away.page.close()
    program.start()
    again = tab(away)
    again.open()
    settled(again, 2)
    assert albums(again) == [2]


def test_an_answer_lost_after_the_commit_comes_all_the_same_and_once(fresh):
    one = fresh()
    one.open()
    one.begin()
    lost: list[int] = []

    def lose(route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    one.page.route("**/chat/messages", lose)
    one.send("daftar")
    one.until(lambda: [said.get("text") for said in posted(one)].count("daftar") == 2)
    one.settle()
    one.until(lambda: in_order(one, "daftar"))
    assert lost == [200] and posted(one)[-1] == posted(one)[-2]
    one.page.unroute("**/chat/messages")
    one.reload()
    assert in_order(one, "daftar")


def test_a_reply_reaches_the_page_though_the_stream_does_not_work(fresh):
    one = fresh()
    one.context.route("**/chat/events*", lambda route: route.abort())
    one.open()
    one.begin()
    assert "Mendaftar untuk siapa" in one.tap("Daftar")


def test_a_busy_program_is_asked_again(fresh):
    one = fresh()
    one.open()
    busy: list[int] = []

    def refuse(route) -> None:
        if route.request.method == "POST" and not busy:
            busy.append(1)
            route.fulfill(status=503, headers={"Retry-After": "8"}, json={"why": "Sebentar."})
        else:
            route.continue_()

    one.context.route("**/chat/messages", refuse)
    one.send("halo")
    one.until(lambda: "sebentar lagi dikirim" in "".join(waiting(one)))
    one.settle()
    one.until(lambda: in_order(one, "halo"))


def test_what_is_refused_says_why_and_lets_the_next_one_through(calm):
    calm.context.route(
        "**/chat/messages",
        lambda route: route.fulfill(status=400, json={"why": "Mohon ditulis lain."}),
        times=1,
    )
    calm.send("begini")
    expect(calm.page.locator(".refused")).to_contain_text("Mohon ditulis lain.", use_inner_text=True)
    calm.reload()
    calm.write("halo")
    assert calm.own == ["halo"]
    calm.troubles.clear()  # the browser's own line about the 400


def test_a_message_on_a_slow_way_says_that_it_is_being_sent(fresh):
    one = fresh()
    one.open()
    held: list[Any] = []
    one.page.route("**/chat/messages", lambda route: held.append(route), times=1)
    one.send("halo")
    expect(one.page.locator(".own")).to_contain_text("mengirim", use_inner_text=True)
    one.until(lambda: bool(held))
    held[0].continue_()
    one.until(lambda: in_order(one, "halo"))
    expect(one.page.locator(".own")).to_contain_text("terkirim", use_inner_text=True)
