"""Waiting for a page as a person does: a click is over when its answer stands there. A busy machine is slow, not wrong."""

from __future__ import annotations

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
