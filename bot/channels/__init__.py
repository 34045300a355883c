"""One file a channel: its limits and formats. No conversation is known here."""

import os

os.environ.setdefault("PTB_TIMEDELTA", "true")  # the library's newer form of a span
