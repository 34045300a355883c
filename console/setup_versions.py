"""Earlier versions of a programme: what would change back, bringing one back, and the programme as a file."""

from __future__ import annotations

from typing import Any

from console.answer import Answer, File, Go, Refused, View, said
from console.asked import id_of
from console.setup_ground import RECORD, known, path_of, spot_of, store
from console.setup_told import told
from console.visit import Visit
from rules.programme import Programme
from rules.programme_checks import mistakes
from rules.programme_edit import differences, restored
from rules.programme_text import to_toml
from rules.programmes import BadProgramme
from storage import programme_versions


def shown(visit: Visit) -> Answer:
    """GET: what differs between the version of the path and the one of now."""
    programme, newest = known(visit)
    number = _number(visit, visit.asked.params["number"])
    back = _back(visit, programme, number)
    values: dict[str, Any] = {
        "programme": programme, "number": number, "newest": newest, "back": path_of(programme.code),
        "rows": told(visit, differences(programme, back)) if back else [], "possible": back is not None,
        "may_change": visit.may("setup.change"),
    }  # fmt: skip
    return View("setup_version.html", values)


def _number(visit: Visit, typed: str) -> int:
    """Raises Refused for a version that there is not."""
    number = id_of(typed)
    if programme_versions.one(visit.tx, visit.asked.params["code"], number) is None:
        raise Refused(404, RECORD, visit.asked.params["code"][:40])
    return number


def _back(visit: Visit, programme: Programme, number: int) -> Programme | None:
    """The version as it would be brought back; None for one that can't be, as the rules have changed."""
    version = programme_versions.one(visit.tx, programme.code, number)
    try:
        then = version.programme if version else None
    except BadProgramme:
        return None
    back = restored(then, programme) if then else None
    return back if back and not mistakes(back) else None


def restore(visit: Visit) -> Answer:
    """POST: the version is the newest again, under a number of its own; nothing in between is lost."""
    programme, newest = known(visit)
    number = _number(visit, visit.asked.one("number"))
    back, here = _back(visit, programme, number), path_of(programme.code)
    if visit.asked.one("base") != str(newest) or back is None:
        return Go(f"{here}/versions/{number}", said("setup.look_again"))
    made = store(visit, back, number)
    visit.noted("programme_restored", RECORD, programme.code, spot_of(programme), version=made, of=number)
    return Go(here, said("setup.restored", number=number, made=made))


def exported(visit: Visit) -> Answer:
    """GET: the programme as a file of programmes/, which `payung programmes load` takes."""
    programme, _ = known(visit)
    return File(to_toml(programme).encode(), f"{programme.code}.toml", "application/toml")
