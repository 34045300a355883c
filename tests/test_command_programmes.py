"""payung programmes and payung regions, typed as an operator types them: the same versions as the console's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import App
from bot.complaint import Complaint
from bot.load import load_demo
from rules.officers import Officer
from rules.programme_text import to_toml
from storage import catalogue, officers, programme_versions
from storage.statement import Tx
from tests.coordinators import TEGAL_HARUM, coordinating
from tests.office import Said, acts, complaint, here, looked, said
from tests.rules.samples import PROGRAMMES, real

__all__ = ["complaint", "here", "said"]  # fixtures
DENPASAR = real("denpasar")


def numbers() -> list[int]:
    async def look(app: App) -> list[int]:
        found = await app.database.read(lambda tx: programme_versions.newest(tx, "denpasar"))
        return [one.number for one in found]

    return looked(look)


def test_a_file_is_a_version_where_it_changes_something(said: Said, here: Path) -> None:
    assert numbers() == [1]
    said("programmes", "load", str(PROGRAMMES / "denpasar.toml"))
    assert numbers() == [1]
    file = here / "denpasar.toml"
    file.write_text(to_toml(replace(DENPASAR, quota=2700)), encoding="utf-8")
    assert looked(acts) == []  # nothing has changed yet
    assert "0 / 2700" in said("programmes", "load", str(file))
    (changed,) = looked(acts)
    assert (changed.act, changed.id, changed.officer) == ("programme_changed", "denpasar", None)
    assert changed.details == {"version": 2, "fields": ["quota"]} and changed.spot == "51.71|denpasar||"
    assert numbers() == [2, 1]


def test_a_file_without_a_category_that_a_group_names_is_refused(complaint: Said, here: Path) -> None:
    looked(lambda app: coordinating(app, "web", "made", replace(TEGAL_HARUM, category="farmer")))
    file = here / "denpasar.toml"
    fewer = tuple(one for one in DENPASAR.categories if one.code != "farmer")
    file.write_text(to_toml(replace(DENPASAR, categories=fewer)), encoding="utf-8")
    why = complaint("programmes", "load", str(file))
    assert "name the categories farmer" in why and "active = false" in why
    assert numbers() == [1]


def test_the_demo_leaves_what_was_changed_in_the_console(here: Path) -> None:
    async def scene(app: App) -> None:
        def change(tx: Tx) -> None:
            putu = officers.add(tx, app.vault, Officer(0, "putu", "Putu", "", frozenset(), ()), app.clock())
            assert putu
            catalogue.save_programme(tx, replace(DENPASAR, quota=2700), app.clock(), putu.id)

        await app.database.run(change)
        await load_demo(app)
        found = await app.database.read(lambda tx: catalogue.one(tx, "denpasar"))
        assert found and found.quota == 2700

    looked(scene)


def test_a_table_of_regions_is_imported_and_a_bad_one_refused(
    said: Said, complaint: Said, here: Path
) -> None:
    file = here / "regions.csv"
    file.write_text("code,name\n51.04,Kabupaten Gianyar\n51.04.01,Sukawati\n", encoding="utf-8")
    assert "2 / 2" in said("regions", "import", str(file))
    assert [(one.act, one.details) for one in looked(acts)] == [
        ("regions_imported", {"count": 2, "added": 2, "renamed": 0})
    ]
    assert (
        looked(lambda app: app.database.read(lambda tx: catalogue.region_name(tx, "51.04.01"))) == "Sukawati"
    )
    file.write_text("code,name\n51.04.01,Sukowati\n", encoding="utf-8")
    said("regions", "import", str(file))
    assert looked(acts)[-1].details == {"before": ["51.04.01 Sukawati"]}  # the way back
    file.write_text("code,name\n51.4,Gianyar\n", encoding="utf-8")
    assert '"51.4" is not a region code' in complaint("regions", "import", str(file))


def test_the_old_names_are_known_also_where_the_import_is_killed(
    said: Said, complaint: Said, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def killed(*_: object) -> int:
        raise Complaint("killed")

    file = here / "regions.csv"
    file.write_text("code,name\n51.04.01,Sukawati\n", encoding="utf-8")
    said("regions", "import", str(file))
    file.write_text("code,name\n51.04.01,Sukowati\n", encoding="utf-8")
    monkeypatch.setattr("bot.commands.regions.save_in_parts", killed)
    assert "killed" in complaint("regions", "import", str(file))
    assert looked(acts)[-1].details == {"before": ["51.04.01 Sukawati"]}
