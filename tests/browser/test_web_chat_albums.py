"""Albums: pictures that are picked at once are sent one after the other, and stay together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.phone import Phone
from tests.web.replies import png

SENT = """(() => {
  window.sentFields = [];
  const append = FormData.prototype.append;
  FormData.prototype.append = function (name, value, ...more) {
    if (typeof value === 'string') window.sentFields.push([name, value]);
    return append.call(this, name, value, ...more);
  };
})()"""


@pytest.fixture
def sender(fresh: Callable[..., Phone]) -> Phone:
    """A phone with the page open, which notes what it sends besides the files themselves."""
    one = fresh()
    one.context.add_init_script(SENT)
    one.open()
    return one


def sent(one: Phone) -> dict[str, str]:
    """The files by their ids, in the order in which they were sent since the page was opened: the group of each,
    "" where it has none. A busy program may be asked again: it is the same file.
    """
    found: dict[str, str] = {}
    for name, value in one.page.evaluate("window.sentFields"):
        if name == "id":
            found[file := value] = ""
        elif name == "group":
            found[file] = value
    return found


def albums(one: Phone) -> list[int]:
    """How many files each has; none is a file without a group."""
    return [*Counter(group for group in sent(one).values() if group).values()]


def picked(count: int) -> list[dict[str, Any]]:
    return [
        {"name": f"{number}.png", "mimeType": "image/png", "buffer": png(60 + number, 40)}
        for number in range(count)
    ]


def settled(one: Phone, count: int) -> None:
    """Until so many files were sent."""
    one.until(lambda: len(sent(one)) == count)
    one.settle()


def test_pictures_picked_at_once_are_sent_one_after_the_other_as_one_album(sender):
    sender.page.set_input_files("#files", picked(3))
    settled(sender, 3)
    assert albums(sender) == [3]
    assert re.fullmatch(r"[A-Za-z0-9-]{1,64}", next(iter(sent(sender).values())))
    expect(sender.page.locator(".own img.thumb")).to_have_count(3)
    sender.page.set_input_files("#files", picked(1))
    settled(sender, 4)
    assert albums(sender) == [3]  # a single picture is no album
    sender.page.set_input_files("#files", picked(2))
    settled(sender, 6)
    assert albums(sender) == [3, 2]
    assert sender.troubles == []


def test_more_than_ten_files_at_once_are_ten_and_a_kind_word(sender):
    sender.page.set_input_files("#files", picked(13))
    settled(sender, 10)
    expect(sender.page.locator(".refused")).to_contain_text(
        "Paling banyak 10 file sekaligus", use_inner_text=True
    )
    assert albums(sender) == [10]
    expect(sender.page.locator(".own")).to_have_count(11)


def test_one_picture_that_cannot_be_opened_does_not_keep_the_others_back(sender):
    bad = {"name": "rusak.jpg", "mimeType": "image/jpeg", "buffer": b"MZ"}
    sender.page.set_input_files("#files", [picked(1)[0], bad, picked(2)[1]])
    expect(sender.page.locator(".refused")).to_have_count(1)
    settled(sender, 2)
    assert albums(sender) == [2]
