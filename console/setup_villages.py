"""Which villages take part: ticked one kecamatan at a time, as a kabupaten may have hundreds."""

from __future__ import annotations

from typing import Any

from console.answer import Answer, Refused, View
from console.form import Form
from console.officer_form import Choice
from console.setup_ground import RECORD, Ground, found, path_of, read
from console.table import Table, link, number
from console.visit import Visit
from rules.programme import Programme
from rules.programme_reader import write_programme
from rules.regions import village_kind
from storage import catalogue

COLUMNS = ("setup_district", "setup_villages_all", "setup_villages_in")
TAKES_PART = "village"
DISTRICT = "51.71.01"


def shown(visit: Visit) -> Answer:
    """GET: the kecamatan with how many take part; with ?district= the form about one."""
    ground = found(visit)
    district = visit.asked.query.get("district", "")
    if not district:
        return _districts(ground)
    villages = _villages(ground, district)
    ticked = tuple(one.value for one in villages if _programme(ground).has_village(one.value))
    return _page(ground, district, Form({TAKES_PART: ticked}))


def _programme(ground: Ground) -> Programme:
    assert ground.programme
    return ground.programme


def _districts(ground: Ground) -> View:
    programme, visit = _programme(ground), ground.visit
    here = f"{path_of(programme.code)}/villages"
    everywhere = catalogue.villages_of(visit.tx, programme.region)
    rows = []
    for code, name in catalogue.below(visit.tx, programme.region):
        mine = [village for village, _ in everywhere if village.startswith(f"{code}.")]
        taking = sum(map(programme.has_village, mine))
        rows.append([link(f"{here}?district={code}", name), number(len(mine)), number(taking)])
    values: dict[str, Any] = {"programme": programme, "table": Table(COLUMNS, rows)}
    return View("setup_districts.html", {**values, "back": path_of(programme.code)})


def _villages(ground: Ground, district: str) -> list[Choice]:
    """The villages that the programme's kind lets take part at all. Raises Refused for another region's."""
    programme = _programme(ground)
    if len(district) != len(DISTRICT) or not district.startswith(f"{programme.region}."):
        raise Refused(404, RECORD, programme.code)
    return [
        Choice(code, name)
        for code, name in catalogue.below(ground.visit.tx, district)
        if programme.villages in ("all", village_kind(code))
    ]


def _page(ground: Ground, district: str, form: Form) -> View:
    programme = _programme(ground)
    values = {
        "programme": programme, "district": district, "villages": _villages(ground, district), "form": form,
        "name": catalogue.region_name(ground.visit.tx, district), "base": ground.number,
        "action": f"{path_of(programme.code)}/villages",
    }  # fmt: skip
    return View("setup_villages.html", values, 200 if form.good else 422)


def change(visit: Visit) -> Answer:
    """POST: the villages of one kecamatan that are ticked take part, its others do not."""
    ground, district = found(visit), visit.asked.one("district")
    form = Form({TAKES_PART: visit.asked.many(TAKES_PART)})
    villages = _villages(ground, district)
    if ground.moved:
        return _page(ground, district, Form(form.values, {"content": ("setup.meanwhile", {})}))
    if visit.asked.one("again"):
        return _page(ground, district, form)
    left_out = {one.value for one in villages if not form.ticked(TAKES_PART, one.value)}
    elsewhere = {*_programme(ground).excluded_villages} - {one.value for one in villages}
    values = write_programme(_programme(ground)) | {"excluded_villages": sorted(elsewhere | left_out)}
    after, wrong = read(values)
    if after is None:
        return _page(ground, district, Form(form.values, ground.problems(wrong, (TAKES_PART,))))
    return ground.settled(after, f"{path_of(after.code)}/villages")
