"""The real program, and Debian's Chromium that visits it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.phone import Phone, phone
from tests.web.program import Program

FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """The demo, on a port of its own."""
    made = Program(tmp_path_factory.mktemp("program"))
    made.start()
    yield made
    made.stop()
    assert "Traceback" not in made.log


@pytest.fixture(scope="module")
def visitor(chromium: str) -> Iterator[Browser]:
    """The browser. Its loop runs in this thread: it ends with the file, before other tests need theirs."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS.split())
        yield browser
        browser.close()


@pytest.fixture
def fresh(visitor: Browser, program: Program) -> Iterator[Callable[..., Phone]]:
    """Makes phones that have never been here."""
    made: list[Phone] = []

    def make(**more: object) -> Phone:
        made.append(phone(visitor, program.url, **more))
        return made[-1]

    yield make
    for one in made:
        one.context.close()


@pytest.fixture
def calm(fresh: Callable[..., Phone], program: Program) -> Iterator[Phone]:
    """A phone with the page open. Afterwards nothing has gone wrong in it, and it has asked nobody else."""
    one = fresh()
    one.open()
    yield one
    assert one.troubles == []
    for request in one.requests:
        assert request.url.startswith((program.url, "data:", "blob:")), request.url
