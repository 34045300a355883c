"""What was told of a case, in the words in which the chat asked for it; the personal masked, or left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.conversation.words import Words
from console.case_desk import Desk
from console.masking import masked
from console.registration_facts import Fact
from rules.dated import NoRate
from rules.heirs import who_is_heir
from rules.records import Membership

# In the order in which they are told; nothing of the masked ones is shown unasked: the kind of mask.
FACTS = (
    "child_name", "born", "level", "school", "school_class", "guardian_phone", "name", "nik", "died_on",
    "cause", "happened", "place_kind", "place", "task", "traffic", "how", "injury", "treated", "facility",
    "outcome", "doctor_date", "disability", "unable_from", "unable_until", "relation", "notifier_name",
    "notifier_relation", "notifier_phone", "bank", "account", "account_owner", "follows",
)  # fmt: skip
MASKED = {"nik": "nik", "notifier_phone": "phone", "guardian_phone": "phone", "account": "kpj",
          "witness": "phone"}  # fmt: skip
# What tells of nobody: all that is seen by who may only look.
OF_NOBODY = ("level", "died_on", "cause", "happened", "place_kind", "traffic", "treated", "outcome",
             "doctor_date", "unable_from", "unable_until", "follows")  # fmt: skip
DATES = ("born", "died_on", "doctor_date", "unable_from", "unable_until")


@dataclass(frozen=True)
class Facts:
    """Tells them of one case; `asked`: the masked one that is shown this once."""

    desk: Desk
    asked: str = ""

    def all(self) -> list[Fact]:
        """What is known, in order."""
        told = self.desk.case.details
        seen = FACTS if self.desk.works else OF_NOBODY
        return [self._fact(name, told[name]) for name in FACTS if name in seen and told.get(name)]

    def _fact(self, name: str, value: Any) -> Fact:
        hidden = name in MASKED and name != self.asked
        shown = masked(MASKED[name], str(value)) if hidden else self.told(name, value)
        return Fact(name, self.label(name), shown, self._record(name, value), hidden)

    def _record(self, name: str, value: Any) -> str:
        """What the insured's own record says, where that is something else."""
        person = self.desk.records.case_person(self.desk.case) if name in ("name", "nik") else None
        known = person.details.get(name) if person else None
        if known in (None, value) or name in MASKED:
            return ""
        return str(known)

    def label(self, name: str) -> str:
        """As the report asked for it, else as what was told later; who a scholarship's parent is."""
        own = "worker" if (name, self.desk.case.kind) == ("name", "scholarship") else name
        return self._found(f"{own}.label") or self.desk.visit.house.words(self.desk.language.code)(
            f"case.{name}"
        )

    def told(self, name: str, value: Any) -> str:
        """One value as people read it."""
        formats = self.desk.language.formats
        if name in DATES:
            return formats.date(date.fromisoformat(value))
        if name == "happened":
            moment = datetime.fromisoformat(value)
            return formats.instant(moment) if "T" in value else formats.date(moment.date())
        option = self._found(f"{name}.options.{value}") if isinstance(value, str) else None
        return option or str(value)

    def _found(self, key: str) -> str:
        """In the words of the report, else of what is told later."""
        report, more = (
            Words(self.desk.language, name) for name in (f"report_{self.desk.case.kind}", "case_more")
        )
        return report.find(key) or more.find(key) or ""

    # Rows

    def heirs(self) -> list[str]:
        """ "NI LUH SARI, istri/suami"."""
        return [
            f"{one['name']}, {self._option('heirs.relation', one['relation'])}" for one in self._rows("heirs")
        ]

    def first_heirs(self) -> str:
        """Of those who were named the ones that come first by law (PP 44/2015)."""
        relations = {one["relation"] for one in self._rows("heirs")}
        day = self.desk.case.details.get("died_on")
        try:
            return (
                who_is_heir(relations, date.fromisoformat(day), self.desk.language.code)
                if relations and day
                else ""
            )
        except NoRate:
            return ""

    def children(self) -> list[str]:
        """ "I MADE ADI, 3 Mei 2015, SD"."""
        told, school = self.told, "children.school"
        return [f"{one['name']}, {told('born', one['born'])}, {self._option(school, one['school'])}"
                for one in self._rows("children")]  # fmt: skip

    def witnesses(self) -> Iterator[Fact]:
        """Each with a telephone number that is masked."""
        for number, one in enumerate(self._rows("witnesses"), 1):
            name, phone = f"witness.{number}", str(one.get("phone") or "")
            hidden = bool(phone) and name != self.asked
            yield Fact(name, one["name"], masked("phone", phone) if hidden else phone, hidden=hidden)

    def _rows(self, part: str) -> list[Any]:
        return list(self.desk.case.details.get(part) or ()) if self.desk.works else []

    def _option(self, question: str, value: str) -> str:
        return self._found(f"{question}.options.{value}") or str(value)


def can_be_shown(desk: Desk, what: str) -> bool:
    """Is it one of those that are masked, and told?"""
    name, _, number = what.partition(".")
    if name == "witness":
        known = len(desk.case.details.get("witnesses") or ())
        return number.isascii() and number.isdigit() and 1 <= int(number) <= known
    return what in MASKED and bool(desk.case.details.get(what))


def covers(desk: Desk, day: date) -> list[dict[str, Any]]:
    """What protected the insured, and how it stood on the day of the event."""
    person = desk.records.case_person(desk.case)
    known: list[Membership] = list(desk.records.memberships(person)) if person else []
    return [{"kpj": masked("kpj", one.kpj), "package": ", ".join(one.package).upper(),
             "paid_from": one.paid_from, "paid_until": one.paid_until, "stood": one.cover(day)}
            for one in known]  # fmt: skip
