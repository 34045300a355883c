"""Every mistake in a programme file is told in one sentence that names the place."""

from __future__ import annotations

from pathlib import Path

import pytest

from rules.programmes import BadProgramme, load
from tests.rules.samples import SAMPLE, sample_file

MISTAKES = [
    # a field is missing
    ('code = "contoh"', "", 'The field "code" is missing.'),
    ("min = 18", "", 'The field "age.min" is missing.'),
    ('label.en = "Farmer"', "", 'The field "categories 1.label.en" is missing.'),
    ("from = 2026-07-01", "", 'The field "periods 2.from" is missing.'),
    # a field is not known
    (
        'code = "contoh"',
        'code = "contoh"\ncolour = "red"',
        'The field "colour" is not known; known are code, ',
    ),
    ("min = 18", "min = 18\nmaximum = 9", 'The field "age.maximum" is not known; known are min, max, '),
    (
        'label.en = "Fisher"',
        'label.en = "Fisher"\nlabel.jv = "x"',
        'The field "categories 2.label.jv" is not',
    ),
    ("from = 2026-07-01", "start = 2026-07-01", 'The field "periods 2.start" is not known; known are from, '),
    # a value is of another kind
    (
        "min = 18",
        'min = "delapan"',
        "The field \"age.min\" must be a whole number above zero, not 'delapan'.",
    ),
    ("min = 18", "min = true", 'The field "age.min" must be a whole number above zero, not True.'),
    ("= 1000000", "= 0", 'The field "contribution_base" must be a whole number above zero, not 0.'),
    ("jht_optional = true", "jht_optional = 1", 'The field "jht_optional" must be true or false, not 1.'),
    ('code = "contoh"', 'code = ""', "The field \"code\" must be a text, not ''."),
    ('code = "contoh"', "code = 5", 'The field "code" must be a text, not 5.'),
    (
        '["tani", "sawah"]',
        '"tani"',
        "The field \"categories 1.synonyms\" must be a list of texts, not 'tani'.",
    ),
    ('["tani", "sawah"]', "[1]", 'The field "categories 1.synonyms" must be a list of texts, not [1].'),
    (
        "[age]\nmin = 18",
        "[age]\nmin = [18]",
        'The field "age.min" must be a whole number above zero, not [18].',
    ),
    ("until = 2026-06-30", 'until = "Juni"', 'The field "periods 1.until" must be a date such as 2026-01-31'),
    (
        "until = 2026-06-30",
        "until = 2026-06-30T08:00:00",
        'The field "periods 1.until" must be a date such as',
    ),
    # a value is none of those that are known
    (
        '"Asia/Makassar"',
        '"Asia/Banjarmasin"',
        'The field "timezone" holds "Asia/Banjarmasin"; it may hold Asia',
    ),
    (
        'code = "city_budget"',
        'code = "kota"',
        'The field "payer.code" holds "kota"; it may hold city_budget, ',
    ),
    ('["jkk", "jkm"]', '["jkk", "jkp"]', 'The field "package" holds "jkp"; it may hold jkk, jkm, jht.'),
    (
        'rule = "ktp_region"',
        'rule = "ktp"',
        'The field "residence.rule" holds "ktp"; it may hold ktp_region, ',
    ),
    (
        "until = 2026-12-31",
        "until = 9999-12-31",
        "The period of cover names 9999-12-31; days are from 2014-01-01 to 2099-12-31.",
    ),
    (
        "until = 2026-12-31",
        "until = 2036-12-31",
        "The period of cover from 2026-07-01 to 2036-12-31 is longer than 10 years.",
    ),
    # a value is beyond all measure
    ("max = 64", "max = 99999", 'The field "age.max" holds an age of 99999 years; at most 120 are possible.'),
    (
        'villages = "all"',
        'villages = "all"\nquota = 999999999999',
        'The field "quota" holds 999999999999 people; at most',
    ),
    ("= 1000000", "= 100000000000000", 'The field "contribution_base" holds Rp100000000000000; at most Rp'),
    (
        'label.id = "APBD"',
        f'label.id = "{"APBD " * 30}"',
        'The field "payer.label.id" has 150 characters; at most 120 fit',
    ),
    (
        'villages = "all"',
        'villages = "kampung"',
        'The field "villages" holds "kampung"; it may hold all, desa, ',
    ),
    ('"student"]', '"pupil"]', 'The field "not_for.who" holds "pupil"; it may hold civil_servant, student.'),
    (
        'basis = "demo"',
        'basis = "guess"',
        'The field "periods 1.basis" holds "guess"; it may hold reported, ',
    ),
    (
        'villages = "all"',
        'villages = "all"\nmatching = ["tax"]',
        'The field "matching" holds "tax"; it may hold ',
    ),
    # values do not fit together
    (
        'code = "contoh"',
        'code = "Contoh Satu"',
        'The code "Contoh Satu" may hold only small letters, digits and _',
    ),
    ('code = "farmer"', 'code = "petani-1"', 'The code "petani-1" may hold only small letters, digits and _'),
    ('"63.71"', '"63.99"', 'The region "63.99" is not the code of a kabupaten or kota such as 63.71.'),
    ('"63.71"', '"92.71"', 'The region "92.71" is not the code of a kabupaten or kota such as 63.71.'),
    ('"63.71"', '"63.72"', 'The region 63.72 is called "Kota Banjarbaru", not "Kota Banjarmasin".'),
    (
        '"63.71.05.1003"',
        '"64.72.01.1001"',
        "The excluded village 64.72.01.1001 does not lie in the region 63.71.",
    ),
    ('["jkk", "jkm"]', '["jkk"]', "The package (jkk) must hold jkk and jkm; both are compulsory."),
    ('["jkk", "jkm", "jht"]', '["jht"]', "The package (jht) must hold jkk and jkm; both are compulsory."),
    (
        '["jkk", "jkm"]',
        '["jkk", "jkm", "jht"]',
        "The JHT cannot be optional and part of the package at once.",
    ),
    ("= 1000000", "= 1000500", "The contribution base 1000500 is not a whole thousand of rupiah."),
    ("min = 18", "min = 65", "The youngest age (65) is above the oldest age (64)."),
    ("2026-06-30", "2025-06-30", "The period of cover from 2026-01-01 ends on 2025-06-30, before it begins."),
    (
        "2026-06-30",
        "2026-07-01",
        "The period of cover from 2026-07-01 begins before the one from 2026-01-01 has",
    ),
    (
        "2026-11-30",
        "2026-01-30",
        "The time for registrations from 2026-02-01 ends on 2026-01-30, before it begins.",
    ),
    ('code = "fisher"', 'code = "farmer"', 'The category "farmer" appears twice.'),
    (
        'label.id = "Petani"',
        'label.id = "Petani sawah tadah hujan kecil"',
        'The label "Petani sawah tadah hujan kecil" of the category "farmer" has 30 characters; at most',
    ),
    (
        'label.en = "Farmer"',
        'label.en = "Smallholder of rain-fed land"',
        'The label "Smallholder of rain-fed land"',
    ),
    ('label.id = "Nelayan"', 'label.id = "Petani"', 'The label "Petani" stands for two categories.'),
    ('["melaut"]', '["sawah"]', 'The word "sawah" stands for two categories.'),
    ('["melaut"]', '["petani"]', 'The word "petani" stands for two categories.'),
    ('["melaut"]', '["Melaut"]', 'The synonym "Melaut" of "fisher" must be in small letters and trimmed.'),
]


@pytest.mark.parametrize(("old", "new", "sentence"), MISTAKES)
def test_each_mistake_of_a_file_is_told_in_one_sentence(
    tmp_path: Path, old: str, new: str, sentence: str
) -> None:
    path = sample_file(tmp_path, (old, new))
    with pytest.raises(BadProgramme) as caught:
        load(path)
    assert caught.value.path == path
    assert caught.value.why.startswith(sentence)
    assert "\n" not in caught.value.why
    assert str(caught.value) == f"{path}: {caught.value.why}"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("code = ", "The file is not in the TOML format: "),
        ("name = 5\n" + SAMPLE.replace("[name]", "[nama]"), 'The field "nama" is not known; '),
        ("age = 5\n" + SAMPLE.split("[age]")[0], 'The field "age" must be a table of fields, not 5.'),
        (
            "categories = 5\n" + SAMPLE.split("[[categories]]")[0],
            'The field "categories" must be a list of tables',
        ),
        ("categories = []\n" + SAMPLE.split("[[categories]]")[0], "At least one category must be active."),
    ],
)
def test_a_file_of_another_shape_is_told_in_one_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    path = tmp_path / "contoh.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadProgramme) as caught:
        load(path)
    assert caught.value.why.startswith(sentence)
