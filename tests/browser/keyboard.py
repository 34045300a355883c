"""A page without a mouse: where the keyboard stands, whether that is seen, and how one comes from there to elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page

MANY = 600  # stops of the longest page
# All that Tab has to stop at, in its order: kept in the page, so that each stop is known by its place.
STOPS = """
() => {
  const kinds = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
  const groups = new Set();
  window.stops = Array.from(document.querySelectorAll(kinds)).filter(node => {
    if (node.disabled || !node.checkVisibility({ visibilityProperty: true })) return false;
    if (node.type !== 'radio') return true;
    const first = !groups.has(node.name);
    groups.add(node.name);
    return first;
  });
  return window.stops.length;
}
"""
# A stop before all and one behind all. Beyond them the keyboard is the browser's own, who gives it back in the
# page when it likes: on a busy machine a whole step later.
POSTS = """
() => window.posts = ['prepend', 'append'].map(where => {
  const post = document.createElement('span');
  post.tabIndex = 0;
  document.body[where](post);
  return post;
})
"""
# Where the keyboard stands: which stop it is, how it is told, and whether it is seen there.
HERE = """
() => {
  const node = document.activeElement;
  if (!node || node === document.body || node === document.documentElement) return null;
  const rgb = text => text.match(/[\\d.]+/g).map(Number).concat(1).slice(0, 4);
  const ground = node => {
    for (; node; node = node.parentElement) {
      const color = rgb(getComputedStyle(node).backgroundColor);
      if (color[3] === 1) return color;
    }
    return [255, 255, 255, 1];
  };
  const light = color => {
    const linear = v => v <= .04045 ? v / 12.92 : Math.pow((v + .055) / 1.055, 2.4);
    const [r, g, b] = color.map(v => linear(v / 255));
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const style = getComputedStyle(node), box = node.getBoundingClientRect();
  const inside = parseFloat(style.outlineOffset) < 0;
  const [x, y] = [rgb(style.outlineColor), ground(inside ? node : node.parentElement)].map(light).sort((a, b) => b - a);
  return {
    place: window.stops ? window.stops.indexOf(node) : -1,
    post: (window.posts || []).indexOf(node),
    name: `${node.localName} ${node.id || node.name || ''} ${(node.textContent || '').trim().slice(0, 40)}`,
    outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    contrast: (x + .05) / (y + .05),
    inView: box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0
      && box.top < innerHeight && box.left < innerWidth,
  };
}
"""


@dataclass(frozen=True)
class Keys:
    """The keyboard of one page. Whatever Tab comes to must be seen to have it."""

    page: Page

    def press(self, key: str) -> dict[str, Any] | None:
        """Where the keyboard stands after a key; None: on nothing of the page."""
        self.page.keyboard.press(key)
        here: dict[str, Any] | None = self.page.evaluate(HERE)
        if here and key in ("Tab", "Shift+Tab") and here["post"] < 0:
            assert here["outlined"] and here["contrast"] >= 3 and here["inView"], (self.page.url, here)
        return here

    def to(self, wanted: Locator, key: str = "Tab") -> Locator:
        """Tab until that has the keyboard; it has to be met within one round."""
        for _ in range(MANY):
            if wanted.evaluate("node => node === document.activeElement"):
                return wanted
            self.press(key)
        raise AssertionError(f"{key} never comes to {wanted} on {self.page.url}")

    def follow(self, wanted: Locator, key: str = "Enter") -> None:
        """Tab to a link or a button and go on from there to the next page."""
        self.to(wanted)
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def choose(self, field: Locator, times: int = 1) -> str:
        """Tab to a list of choices and go down in it: what is chosen then."""
        self.to(field)
        for _ in range(times):
            self.page.keyboard.press("ArrowDown")
        return field.input_value()

    def around(self, key: str = "Tab") -> None:
        """Once through a page, from one post to the other: every stop once, in its order, and none holds the
        keyboard back.
        """
        count = self.page.evaluate(STOPS)
        met = list(self._way(key, count))
        there = list(range(count))
        names = self.page.evaluate("window.stops.map(node => node.outerHTML.slice(0, 120))")
        assert met == (there if key == "Tab" else there[::-1]), (self.page.url, key, names, met)

    def _way(self, key: str, count: int) -> Iterator[int]:
        """The places of the stops between the posts; a date has several inside, which are one."""
        start, goal = (0, 1) if key == "Tab" else (1, 0)
        self.page.evaluate(POSTS)
        self.page.evaluate("post => window.posts[post].focus()", start)
        before = None
        for _ in range(5 * count + 2):
            here = self.press(key)
            assert here, (self.page.url, key, before)
            if here["post"] == goal:
                self.page.evaluate("window.posts.forEach(post => post.remove())")
                return
            if here["place"] != before:
                yield here["place"]
            before = here["place"]
        raise AssertionError(f"no way through {self.page.url}")
