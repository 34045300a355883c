"""A cheap phone with the chat page open: what the person does on it, what is seen, what troubles it had."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request

from tests.browser.waiting import PATIENCE, patient

SMALL = {"width": 320, "height": 568}
CHEAP: dict[str, Any] = {
    "viewport": SMALL,
    "is_mobile": True,
    "has_touch": True,
    "locale": "id-ID",
    "timezone_id": "Asia/Makassar",
}
TALK = """nodes => nodes.map(node => {
  const said = Array.from(node.childNodes).filter(part => !/\\b(sr|meta)\\b/.test(part.className || ''));
  return { own: node.classList.contains('own'), text: said.map(part => part.textContent).join('') };
})"""
BUSY = "!!document.querySelector('.queued, .pending, .own.live:not(.sent, .refused)')"
SO_FAR, STREAM = "/chat/messages?after=0&own=1", "/chat/events"


class Phone:
    """One page of one browser. Pages that share a `context` share the chat, as tabs do."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.context = context
        self.url = url
        self.troubles: list[str] = []
        self.requests: list[Request] = []
        self.page = self._page()

    def _page(self) -> Page:
        page = self.context.new_page()
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("request", lambda request: self.requests.append(request))
        return page

    def _console(self, said: ConsoleMessage) -> None:
        if said.type in ("error", "warning"):
            self.troubles.append(said.text)

    # What the person does

    def open(self, path: str = "/") -> None:
        """Go to the page; returns when the talk so far is there."""
        self._come(lambda: self.page.goto(self.url + path))

    def reload(self) -> None:
        self._come(self.page.reload)

    def _come(self, act: Callable[[], object]) -> None:
        self.page.bring_to_front()
        before = len(self.requests)
        act()
        self.until(lambda: self._listens(before))
        self.settle()

    def tap(self, label: str) -> str:
        """Tap an answer, as soon as it stands there; the text of the reply."""
        self.until(lambda: self.chip(label).count() > 0)
        return self.answered(lambda: self.chip(label).tap())

    def write(self, text: str) -> str:
        """Type and send; the text of the reply."""
        return self.answered(lambda: self.send(text))

    def send(self, text: str) -> None:
        """Type and send, whatever comes of it."""
        self.page.bring_to_front()
        self.page.locator("#field").fill(text)
        self.page.locator("#send").tap()

    def begin(self) -> str:
        """From the empty page to the menu."""
        self.answered(lambda: self.page.get_by_role("button", name="Mulai").tap())
        return self.tap("Setuju")

    def answered(self, act: Callable[[], object]) -> str:
        """Do something that is answered; the text of the reply."""
        self.settle()
        before = self.replies.count()
        self.page.bring_to_front()  # where nobody looks the browser draws once a second
        act()
        self.until(lambda: self.replies.count() > before)
        self.settle()
        return self.last

    # What is seen

    @property
    def replies(self) -> Locator:
        return self.page.locator("#list .bubble.bot")

    @property
    def last(self) -> str:
        """The newest text of the bot."""
        return str([said["text"] for said in self.talk if not said["own"]][-1])

    @property
    def talk(self) -> list[dict[str, Any]]:
        """Every bubble: own, text. Without the time, and without what only a screen reader says."""
        return list(self.page.locator("#list .bubble").evaluate_all(TALK))

    @property
    def own(self) -> list[str]:
        return [said["text"] for said in self.talk if said["own"]]

    @property
    def chips(self) -> list[str]:
        """The answers that can be tapped."""
        return self.page.locator("#options .chip > span").all_inner_texts()

    def chip(self, label: str) -> Locator:
        inner = (
            self.page.locator("span").filter(has_text=label).and_(self.page.get_by_text(label, exact=True))
        )
        return self.page.locator("#options .chip").filter(has=inner)

    def _listens(self, since: int) -> bool:
        """The page asks for the talk so far, and for the stream as soon as it has drawn it."""
        asked = [request.url for request in self.requests[since:]]
        talk = next((at for at, url in enumerate(asked) if url.endswith(SO_FAR)), len(asked))
        return any(STREAM in url for url in asked[talk:])

    def settle(self) -> None:
        """Until nothing is on its way any more."""
        self.until(lambda: not self.page.evaluate(BUSY))

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait; the page's policy forbids what Playwright's own waiting does."""
        late = monotonic() + PATIENCE
        while not holds():
            assert monotonic() < late, f"waited in vain; the last texts: {self.talk[-3:]}, {self.troubles}"
            self.page.wait_for_timeout(15)

    def picture(self, path: Path) -> None:
        """What is on the screen: nothing moves, nothing is being typed, it is always 09.15."""
        self.page.evaluate("document.activeElement.blur()")
        self.page.evaluate("document.querySelectorAll('.meta').forEach(m => m.textContent = '09.15')")
        self.page.screenshot(path=path, animations="disabled", caret="hide")


def phone(browser: Browser, url: str, **more: Any) -> Phone:
    """A phone that has never been here."""
    return Phone(patient(browser, **{**CHEAP, **more}), url)


def tab(phone: Phone) -> Phone:
    """Another tab of the same phone."""
    return Phone(phone.context, phone.url)
