"""A small sound programme file for the tests of rules/."""

from __future__ import annotations

from pathlib import Path

from rules.programmes import Programme, load

ROOT = Path(__file__).parents[2]
PROGRAMMES = ROOT / "programmes"

SAMPLE = """
code = "contoh"
region = "63.71"
region_name = "Kota Banjarmasin"
timezone = "Asia/Makassar"
package = ["jkk", "jkm"]
jht_optional = true
contribution_base = 1000000
villages = "all"
excluded_villages = ["63.71.05.1003"]

[name]
id = "Contoh"
en = "Example"

[run_by]
id = "Pemerintah Kota"
en = "City government"

[payer]
code = "city_budget"
label.id = "APBD"
label.en = "City budget"

[age]
min = 18
max = 64
verified = false
source = "Invented."

[residence]
rule = "ktp_region"
verified = false
source = "Invented."

[not_for]
who = ["civil_servant", "student"]
verified = false
source = "Invented."

[[periods]]
from = 2026-01-01
until = 2026-06-30
basis = "demo"

[[periods]]
from = 2026-07-01
until = 2026-12-31
basis = "demo"

[[accepting]]
from = 2026-02-01
until = 2026-11-30
basis = "demo"

[[categories]]
code = "farmer"
label.id = "Petani"
label.en = "Farmer"
synonyms = ["tani", "sawah"]

[[categories]]
code = "fisher"
label.id = "Nelayan"
label.en = "Fisher"
synonyms = ["melaut"]
package = ["jkk", "jkm", "jht"]

[[categories]]
code = "posyandu_cadre"
label.id = "Kader posyandu"
label.en = "Posyandu cadre"
active = false
"""


def sample(folder: Path, *changes: tuple[str, str]) -> Programme:
    """The sample programme after replacing, once each, the first text of a change by the second."""
    return load(sample_file(folder, *changes))


def sample_file(folder: Path, *changes: tuple[str, str]) -> Path:
    text = SAMPLE
    for old, new in changes:
        assert old in text, f"the sample does not hold {old!r}"
        text = text.replace(old, new, 1)
    path = folder / "contoh.toml"
    path.write_text(text, encoding="utf-8")
    return path


def real(code: str) -> Programme:
    """One of the five founding programmes."""
    return load(PROGRAMMES / f"{code}.toml")
