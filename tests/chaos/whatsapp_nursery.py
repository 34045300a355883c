"""The nursery (nursery.py) with all of WhatsApp imported: `python -m tests.chaos.whatsapp_nursery [BOOK]`."""

from __future__ import annotations

import sys
from pathlib import Path

from bot.channels import whatsapp_account
from tests.chaos.nursery import Nursery

IMPORTED = (whatsapp_account,)  # the program itself imports it only where it is needed

if __name__ == "__main__":
    sys.exit(Nursery(Path(sys.argv[1]) if sys.argv[1:] else None).main())
