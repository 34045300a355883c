"""The child that draws sheets: `python -m bot.cards`.

What to draw comes on standard input, the PDF goes to standard output. It knows no key and no database, and
works when nobody else wants to.
"""

from __future__ import annotations

import sys

import msgspec

from bot.cards.apart import Print
from bot.cards.sheets import pdf, stacked
from bot.child import step_back

BACK = 10  # how far it steps back behind the chats


def main() -> None:
    step_back(BACK)
    wanted = msgspec.json.decode(sys.stdin.buffer.read(), type=Print)
    sys.stdout.buffer.write(pdf(stacked(wanted.headed), wanted.title, wanted.made))


if __name__ == "__main__":
    main()
