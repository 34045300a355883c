"""What a screen reader is given to say: the page takes each line away after some seconds, here it is kept."""

from __future__ import annotations

from tests.browser.phone import Phone

LISTEN = """() => {
  window.told = [];
  const added = record => Array.from(record.addedNodes, node => node.textContent);
  new MutationObserver(records => window.told.push(...records.flatMap(added)))
    .observe(document.getElementById('voice'), { childList: true });
}"""


def listen(phone: Phone) -> None:
    """From now on, until the page is left."""
    phone.page.evaluate(LISTEN)


def told(phone: Phone) -> str:
    """All that was said since, oldest first."""
    return "\n".join(phone.page.evaluate("window.told"))
