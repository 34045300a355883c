"""The page about the console's roles: made from rules/officers.py and the table of routes."""

from __future__ import annotations

from collections.abc import Iterator

from console.page import CODE, DOOR, OWN, SETUP, Page
from console.pages import ROUTES
from rules.officers import ALL, ROLES, Officer

EVERYBODY = {
    DOOR: "anybody, to log in",
    CODE: "who has given the right password",
    SETUP: "who has to set up the code app",
    OWN: "every officer",
}
YES, NO = "yes", "–"
HEAD = """\
# What each role may do

Made by `payung docs` from `rules/officers.py` and `console/pages.py`; do not edit by hand. A test asks for
every route in every role and compares the answers with the second table.

A role says what may be done, an area where: everything, a city, a programme, a village, an office. A record
outside an officer's areas does not exist for them: 404, and a row in the audit trail. An act that is not of
their role: 403, and a row too. See [console.md](console.md).
"""


def roles_page() -> str:
    """The page as Markdown."""
    return "\n".join([HEAD, *_acts(), "", *_routes(), ""])


def _acts() -> Iterator[str]:
    yield f"| act | {' | '.join(ROLES)} |"
    yield "|---" * (len(ROLES) + 1) + "|"
    for act in sorted({act for acts in ROLES.values() for act in acts}):
        yield f"| `{act}` | {' | '.join(YES if act in acts else NO for acts in ROLES.values())} |"


def _routes() -> Iterator[str]:
    yield f"| route | needs | {' | '.join(ROLES)} |"
    yield "|---" * (len(ROLES) + 2) + "|"
    for page in ROUTES:
        needs = EVERYBODY.get(page.act) or ", ".join(f"`{act}`" for act in page.permissions)
        allowed = " | ".join(YES if allows(page, role) else NO for role in ROLES)
        yield f"| `{page.method} /console{page.path}` | {needs} | {allowed} |"


def allows(page: Page, role: str) -> bool:
    """May who has this role alone, everywhere, come to the page?"""
    return page.open_to(Officer(0, "", "", "active", frozenset({role}), (ALL,)))
