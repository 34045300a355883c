"""Why the branch office refuses a case, and why a paper is asked for: the codes that an officer may give.

Knows no words: "reason.<code>" (case.po) says the first in half a sentence, "after.<code>" (case_decided.po)
what can be done about it; "why.<code>" (case_decided.po) says the second.
"""

from __future__ import annotations

# Cover on the day (PP 44/2015), what a work accident is, the order of heirs,
# the end of the right to claim (PP 82/2019), missing papers.
REASONS = ("NOT_COVERED", "NOT_ACTIVE", "NOT_WORK", "NOT_HEIR", "ALREADY_CLAIMED", "TOO_LATE", "NO_DOC")
WHY = ("UNREADABLE", "OTHER_PAPER", "INCOMPLETE", "NEEDED")
