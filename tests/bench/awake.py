"""The program where nobody sleeps: `python -m tests.bench.awake serve`. What is measured can't wait for a morning."""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

from bot.__main__ import main
from rules import announcements

if __name__ == "__main__":
    told = announcements.FILE.read_text("utf-8")
    awake = re.sub(
        r"^until = \d+", "until = 0", re.sub(r"^from = \d+", "from = 24", told, flags=re.M), flags=re.M
    )
    with tempfile.NamedTemporaryFile("w", suffix=".toml") as file:
        file.write(awake)
        file.flush()
        announcements.FILE = Path(file.name)
        announcements.measures()
    sys.exit(main())
