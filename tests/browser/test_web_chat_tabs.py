"""Tabs, browsers and other sites: who sees a talk, and who may speak in it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

from tests.browser.phone import Phone, tab

# The oldest trick: a form whose only field reads as JSON, sent with the cookies of whoever looks at it.
TRICK = """url => {
  const form = document.createElement('form'), field = document.createElement('input');
  Object.assign(form, { method: 'post', action: url, enctype: 'text/plain' });
  Object.assign(field, { name: '{"id": "11111111", "text": "batal", "more": "', value: '"}' });
  form.append(field);
  document.body.append(form);
  form.submit();
}"""


class Empty(BaseHTTPRequestHandler):
    """A page of another site."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>Lain</title><body>")

    def log_message(self, format: str, *arguments: object) -> None:
        """Silent."""


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[int]:
    """The port of another site."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Empty) as server:
        threading.Thread(target=server.serve_forever).start()
        yield server.server_port
        server.shutdown()


def test_a_second_tab_sees_the_talk_and_both_hear_the_rest(calm):
    calm.begin()
    second = tab(calm)
    second.open()
    assert second.talk == calm.talk
    calm.write("daftar")
    second.until(lambda: second.talk == calm.talk)
    second.tap("Saya sendiri")
    calm.until(lambda: calm.talk == second.talk)
    calm.until(lambda: calm.chips == second.chips != [])


def test_a_tab_that_was_asleep_catches_up_with_both_sides_of_the_talk(calm):
    calm.begin()
    second = tab(calm)
    second.open()
    second.page.evaluate("Object.defineProperty(document, 'hidden', { value: true, configurable: true })")
    second.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    calm.write("daftar")
    calm.write("saya sendiri")
    assert second.talk != calm.talk
    second.page.evaluate("Object.defineProperty(document, 'hidden', { value: false })")
    second.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    second.until(lambda: second.talk == calm.talk)


def leave(phone: Phone) -> None:
    phone.page.bring_to_front()
    phone.page.locator("summary").tap()
    phone.page.locator("#leave").tap()
    with phone.page.expect_navigation():
        phone.page.get_by_role("button", name="Hapus", exact=True).tap()


def test_whoever_leaves_leaves_nothing_on_the_phone_in_any_tab(calm):
    calm.begin()
    second = tab(calm)
    second.open()
    leave(calm)
    for page in (calm, second):
        expect(page.page.get_by_role("button", name="Mulai")).to_be_visible()
        assert len(page.talk) == 1 and page.own == []
    assert calm.page.evaluate("Object.keys(localStorage)") == []
    assert calm.begin() and len(calm.own) == 2


def test_whoever_does_not_want_to_leave_after_all_stays(calm):
    calm.begin()
    before = calm.talk
    calm.page.locator("summary").tap()
    calm.page.locator("#leave").tap()
    calm.page.get_by_role("button", name="Batal").tap()
    expect(calm.page.get_by_role("dialog")).to_be_hidden()
    assert calm.talk == before
    calm.reload()
    assert calm.talk == before


def test_a_second_browser_sees_nothing_of_the_first(calm, fresh):
    calm.begin()
    other = fresh()
    other.open()
    assert len(other.talk) == 1 and other.own == []


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost"]
)  # the same site on another port, and another site
def test_the_page_of_another_site_cannot_speak_or_leave(calm, elsewhere, host):
    calm.begin()
    other = tab(calm)
    for path in ("/chat/messages", "/chat/leave"):
        other.page.goto(f"http://{host}:{elsewhere}/")
        with other.page.expect_navigation() as answer:
            other.page.evaluate(TRICK, calm.url + path)
        assert answer.value.status == 403
    before = calm.talk
    calm.reload()
    assert calm.talk == before
