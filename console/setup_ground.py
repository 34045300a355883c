"""The programme that a page of the set-up is about: found, within one's area, with the version it has now."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from console.answer import Answer, Go, View, said
from console.form import Problem
from console.house import ROOT
from console.setup_told import problem, told
from console.visit import Visit
from rules.officers import Spot
from rules.programme import Programme
from rules.programme_edit import Fields, differences, judged
from rules.programme_mistake import Mistake
from storage import catalogue, programme_versions

HERE = f"{ROOT}/setup"
RECORD = "programme"
AGAIN = ("mark", "sure", "again", "base")  # fields of a form that are no answers
LONGEST_CODE = 40


def spot_of(programme: Programme) -> Spot:
    return Spot(programme.region, programme.code)


def path_of(code: str) -> str:
    return f"{HERE}/programmes/{quote(code, safe='')}"


@dataclass(frozen=True)
class Ground:
    """`number`: of the newest version; 0 for a programme that is still to be made."""

    visit: Visit
    programme: Programme | None
    number: int

    @property
    def moved(self) -> bool:
        """Has somebody else saved the programme since this form was opened?"""
        return self.visit.asked.one("base") != str(self.number)

    def problems(
        self, wrong: tuple[Mistake, ...], names: tuple[str, ...], prefix: str = ""
    ) -> dict[str, Problem]:
        """What is wrong, by field of the form; what concerns none of them stands above it."""
        found: dict[str, Problem] = {}
        for one in wrong:
            rest = one.field.removeprefix(prefix)
            inner = (name for name in names if name.startswith(f"{rest}."))
            name = rest if rest in names else next(inner, "content")
            found.setdefault(name, problem(self.visit, one))
        return found

    def settled(self, after: Programme, action: str) -> Answer:
        """Nothing, the page with what would change, or (where that was seen) the new version stored."""
        found = differences(self.programme, after)
        if not found:
            return Go(path_of(after.code), said("setup.unchanged"))
        if self.visit.asked.one("sure") != "yes":
            return self._confirm(after, action)
        number, spot = store(self.visit, after), spot_of(after)
        if self.programme:
            fields = sorted({one.field for one in found})
            self.visit.noted("programme_changed", RECORD, after.code, spot, version=number, fields=fields)
        else:
            self.visit.noted("programme_added", RECORD, after.code, spot, version=number)
        return Go(path_of(after.code), said("setup.saved", number=number))

    def _confirm(self, after: Programme, action: str) -> View:
        asked = self.visit.asked
        kept = [(name, one) for name, many in asked.form.items() if name not in AGAIN for one in many]
        values = {
            "programme": after, "rows": told(self.visit, differences(self.programme, after)), "kept": kept,
            "base": self.number, "action": action,
        }  # fmt: skip
        return View("setup_confirm.html", values)


def found(visit: Visit) -> Ground:
    """The programme of the path. Raises Refused: one of another area does not exist here."""
    code = visit.asked.params["code"]
    programme = catalogue.one(visit.tx, code)
    visit.must_see(spot_of(programme) if programme else None, RECORD, code[:LONGEST_CODE])
    return Ground(visit, programme, programme_versions.newest_number(visit.tx, code))


def known(visit: Visit) -> tuple[Programme, int]:
    """The same, with the version's number. Raises Refused."""
    ground = found(visit)
    assert ground.programme
    return ground.programme, ground.number


def read(values: Fields) -> tuple[Programme | None, tuple[Mistake, ...]]:
    """A sound programme, or what is wrong with the fields."""
    programme, wrong = judged(values)
    return (None if wrong else programme), wrong


def store(visit: Visit, programme: Programme, restored: int | None = None) -> int:
    """The programme as it is from now on; the number of the version."""
    return catalogue.save_programme(visit.tx, programme, visit.now, visit.officer.id, restored)
