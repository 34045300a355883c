"""Why a registration is not accepted: the codes, and which act of an officer may use each (domain 5c).

Knows no words: "reason.<code>" (common.po) says it in half a sentence, "after.<code>" (decided.po) what the
person can do next.
"""

from __future__ import annotations

from collections.abc import Mapping

DECIDE = "registrations.decide"
NOBODY = ""  # the program itself or a coordinator gives this reason, no officer
REASONS: Mapping[str, str] = {
    "NIK_FORMAT": DECIDE,
    "NIK_NOT_FOUND": DECIDE,
    "NIK_INACTIVE": DECIDE,
    "NAME_MISMATCH": DECIDE,
    "NIK_DUP_DUKCAPIL": DECIDE,
    "DUP_BATCH": DECIDE,
    "DECEASED": DECIDE,
    "MOVED": DECIDE,
    "KTP_TOO_NEW": DECIDE,
    "UNDERAGE": DECIDE,
    "OVERAGE": DECIDE,
    "ALREADY_PU": DECIDE,
    "ALREADY_BPU_OTHER": DECIDE,
    "ASN_TNI_POLRI": DECIDE,
    "STUDENT": DECIDE,
    "NOT_POOR": DECIDE,
    "NOT_WORKING": DECIDE,
    "NO_DOC": DECIDE,
    "PHOTO_BAD": DECIDE,
    "NO_CONSENT": DECIDE,
    "QUOTA_FULL": NOBODY,  # who comes too late stands on the waiting list
    "NIK_OF_TWO": NOBODY,
    "LIST_UNDONE": NOBODY,
    "OTHER": NOBODY,
}


def usable(act: str) -> tuple[str, ...]:
    """The codes that who may do this act may give, in the order of the list."""
    return tuple(code for code, by in REASONS.items() if by and by == act)
