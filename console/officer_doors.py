"""Letting an officer in, and keeping one out: links, disabling; and which officers one may touch at all."""

from __future__ import annotations

from console.answer import Answer, Go, Refused, View, said
from console.house import ROOT
from console.visit import Visit
from console.welcoming import KIND, LASTS, link, link_code, spaced
from rules.officers import Officer, within
from storage import codes, officer_sessions, officers

HERE = f"{ROOT}/officers"


def mine(visit: Visit, officer: Officer) -> bool:
    """Do all of an officer's areas lie in one's own?"""
    return within(officer.areas, visit.officer, visit.cities())


def found(visit: Visit) -> Officer:
    """The officer of the path. Raises Refused: who is another administrator's does not exist here."""
    officer = officers.by_id(visit.tx, visit.vault, visit.asked.id())
    if officer is None or not mine(visit, officer):
        raise Refused(404, "officer", str(visit.asked.id()))
    return officer


def changeable(visit: Visit) -> Officer:
    """Nobody gives themselves rights, or shuts themselves out. Raises Refused."""
    officer = found(visit)
    if officer.id == visit.officer.id:
        raise Refused(403, "officer", str(officer.id))
    return officer


def new_link(visit: Visit) -> Answer:
    """POST: a link for who has lost the password or the telephone. Raises Refused."""
    officer = changeable(visit)
    if officer.state == "disabled":
        raise Refused(403, "officer", str(officer.id))
    return handed(visit, officer)


def handed(visit: Visit, officer: Officer) -> View:
    """A new link, shown this once."""
    code = link_code(visit.tx, visit.vault, officer, visit.now)
    visit.noted("officer_link", "officer", officer.id)
    values = {"one": officer, "link": link(visit.house.public_url, code), "code": spaced(code),
              "until": visit.now + LASTS}  # fmt: skip
    return View("officer_link.html", values)


def disable(visit: Visit) -> Answer:
    """POST: out at once, in every browser; links are good for nothing any more."""
    officer = changeable(visit)
    officers.set_state(visit.tx, officer.id, "disabled", visit.now)
    officer_sessions.end_all(visit.tx, officer.id)
    codes.revoke(visit.tx, KIND, str(officer.id), visit.now)
    visit.noted("officer_disabled", "officer", officer.id)
    return Go(f"{HERE}/{officer.id}", said("officer.disabled", name=officer.name))


def enable(visit: Visit) -> Answer:
    """POST: invited again; what let the officer in before does so no more. Raises Refused."""
    officer = changeable(visit)
    if officer.state != "disabled":
        raise Refused(403, "officer", str(officer.id))
    officers.set_state(visit.tx, officer.id, "invited", visit.now)
    officers.set_password(visit.tx, visit.vault, officer.id, None, visit.now)
    officers.set_totp(visit.tx, visit.vault, officer.id, None, 0, visit.now)
    visit.noted("officer_enabled", "officer", officer.id)
    return handed(visit, officer)
