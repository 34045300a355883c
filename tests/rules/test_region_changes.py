"""What another table of regions changes: new codes, other names, and codes that have changed."""

from __future__ import annotations

from rules.region_rows import Changes, Moved, Renamed, changes

BEFORE = {"51.06.01": "Susut", "51.06.01.2001": "Apuan", "51.06.01.2002": "Demulih", "51.06.02.2001": "Apuan"}


def test_the_same_again_changes_nothing() -> None:
    assert changes(BEFORE, BEFORE.items()) == Changes(same=4)


def test_a_part_of_the_table_says_nothing_of_the_rest() -> None:
    assert changes(BEFORE, [("51.06.01.2003", "Tiga")]) == Changes(added=1)


def test_another_name_and_another_code() -> None:
    rows = [("51.06.01.2001", "Apuan Kaja"), ("51.06.01.2012", "DEMULIH")]
    found = changes(BEFORE, rows)
    assert found.renamed == (Renamed("51.06.01.2001", "Apuan", "Apuan Kaja"),)
    assert found.moved == (Moved("51.06.01.2002", "51.06.01.2012", "DEMULIH"),)
    assert (found.added, found.same) == (1, 0)


def test_the_same_name_elsewhere_is_another_place() -> None:
    assert changes(BEFORE, [("51.06.03.2001", "Apuan")]).moved == ()


def test_a_kecamatan_that_has_changed_its_code_is_named() -> None:
    assert changes(BEFORE, [("51.06.09", "Susut")]).moved == (Moved("51.06.01", "51.06.09", "Susut"),)
