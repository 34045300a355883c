"""The codes at the beginning of a NIK: provinces, kabupaten and kota, also those no longer in use."""

from __future__ import annotations

from collections import Counter

import pytest

from rules.regencies import current, provinces, regencies, rows


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("6371", "Banjarmasin"),
        ("6472", "Samarinda"),
        ("7371", "Makassar"),
        ("6401", "Paser"),
        ("5171", "Denpasar"),
        ("3201", "Kab. Bogor"),
        ("3271", "Kota Bogor"),
        ("6303", "Kab. Banjar"),
        ("3279", "Kota Banjar"),
        ("3101", "Kepulauan Seribu"),
        ("3173", "Jakarta Barat"),
        ("9101", "Merauke"),  # now 93.01
        ("9301", "Merauke"),
        ("9201", "Kab. Sorong"),  # now 96.01
        ("9271", "Kota Sorong"),  # now 96.71
        ("9671", "Kota Sorong"),
    ],
)
def test_a_code_is_read_as_a_name_people_know(code: str, name: str) -> None:
    assert regencies()[code] == name


@pytest.mark.parametrize(
    "code", ["6404", "6405", "6406", "6410", "6473", "7319", "7320", "7321", "7323", "7325"]
)
def test_older_codes_still_on_cards_are_known(code: str) -> None:
    assert regencies()[code]
    assert f"{code[:2]}.{code[2:]}" not in current()


@pytest.mark.parametrize("code", ["6399", "0000", "63.71", "63"])
def test_other_codes_are_not_known(code: str) -> None:
    assert code not in regencies()


def test_the_table_has_514_regions_of_today_in_38_provinces() -> None:
    counts = Counter((len(code), status) for code, _, status in rows())
    assert counts == {(2, "current"): 38, (5, "current"): 514, (5, "retired"): 26, (5, "older"): 10}
    assert (len(provinces()), len(regencies()), len(current())) == (38, 550, 514)


def test_every_code_stands_once_and_in_order_and_in_a_known_province() -> None:
    codes = [code for code, _, _ in rows()]
    assert codes == sorted(set(codes))
    assert {code[:2] for code in codes} == set(provinces())


def test_provinces_have_their_official_names() -> None:
    assert (provinces()["63"], provinces()["96"]) == ("Kalimantan Selatan", "Papua Barat Daya")


def test_one_name_is_used_for_two_places_of_today_only_with_its_kind() -> None:
    names = Counter(regencies()[code.replace(".", "")] for code in current())
    assert max(names.values()) == 1
