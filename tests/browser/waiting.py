"""Waiting for a page as a person does: a click is over when its answer stands there. A busy machine is slow, not wrong."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, expect

PATIENCE = 60.0  # seconds
expect.set_options(timeout=PATIENCE * 1000)


def patient(visitor: Browser, **look: Any) -> BrowserContext:
    """A browser without anything of before, whose pages wait as long as they must."""
    context = visitor.new_context(**look)
    context.set_default_timeout(PATIENCE * 1000)
    return context


def follow(what: Locator) -> None:
    """Click on what leads to another page, or sends a form; returns when the answer is there, so it was handled."""
    with what.page.expect_navigation():
        what.click()


def done_at_last(there: Locator, again: Callable[[], object]) -> None:
    """Look again until a job of the program is done; it gives way to whoever asks for pages without end."""
    late = monotonic() + 2 * PATIENCE
    while not there.count():
        assert monotonic() < late, there.page.inner_text("main")
        there.page.wait_for_timeout(500)
        again()
