"""What an officer may do to an enrolment list as it stands."""

from __future__ import annotations

from console.enrolment_places import Lists
from rules.enrolment import Enrolment
from storage import enrolment_paid


def may(lists: Lists, one: Enrolment) -> dict[str, bool]:
    """By the name that the page knows it by."""
    visit, spot, state = lists.visit, lists.spot(one), one.state

    def allowed(act: str, *states: str) -> bool:
        return state in states and visit.may(f"enrolment.{act}", spot)

    return {
        "may_change": allowed("make", "draft"),
        "may_check": allowed("check", "draft"),
        "may_fix": allowed("fix", "checked"),
        "may_send_back": allowed("check", "checked") or allowed("fix", "checked"),
        "may_send": allowed("pay", "fixed", "sent"),
        "may_answer": allowed("pay", "sent"),
        "may_cancel": allowed("make", "draft", "checked"),
        "may_take_off": allowed("fix", "fixed", "sent"),
        "may_revoke": allowed("fix", "fixed", "sent") and not enrolment_paid.any_paid(visit.tx, one.id),
        "may_take_back": allowed("fix", "sent"),
        "may_see_people": visit.may("enrolment.people"),
        "may_open": visit.may("registrations.see"),
    }  # fmt: skip
