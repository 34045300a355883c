"""What stands in Indonesian names for comparing them: titles, abbreviations, common parts, old spellings.

Data only; where each comes from and what was measured: docs/matching.md.
"""

from __future__ import annotations

from collections.abc import Mapping

# Before the name, and no part of it. Andi, Daeng, Lalu, Gusti, I and Ni are parts.
_TITLES = (
    "h hj hi haji hajjah hajah bpk bapak bp ibu drs dra dr drg ir prof ust ustad ustadz ustaz ustadzah "
    "ustazah kh k kyai kiai tgh pdt tn tuan ny nyonya nn nona sdr sdri alm almh almarhum almarhumah"
)
TITLES = frozenset(_TITLES.split())
# After the name where no comma stands before them; two letters are left to the comma: "se" may be a name.
_DEGREES = (
    "spd spdi skom ssos sag skm sip shi sei stp skep amd amdkeb amdkep mpd mpdi msi mkom mkes msc mba mhum"
)
DEGREES = frozenset(_DEGREES.split())
FATHER = frozenset(("bin", "binti", "bint", "bt", "bte", "binte"))  # "son of", "daughter of": not on a KTP
FATHER_SHORT = "b"  # the same, or an initial

SHORT: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "muh", "moh", "moch", "mhd", "mohd", "muhd", "muhamad", "mohamad", "mohammad", "mochamad",
            "muchamad", "mochammad", "muchammad", "mokhamad", "mukhamad", "mohamed", "muhammed", "mukhammad",
            "muhamat", "muhammat",
        ),
        "muhammad",
    ),
    **dict.fromkeys(("abd", "abdl", "abdoel"), "abdul"),
    **dict.fromkeys(("ach", "akh", "achmad", "akhmad", "ahmat", "achmat", "amad"), "ahmad"),
    **dict.fromkeys(("st", "sitti", "sity"), "siti"),
    "gst": "gusti", "nym": "nyoman", "nyn": "nyoman", "kt": "ketut", "wyn": "wayan", "kdk": "kadek",
    "kmg": "komang", "pt": "putu", "gd": "gede", "ngh": "nengah", "ngr": "ngurah", "bgs": "bagus",
    "ag": "agung", "dsk": "desak", "cok": "cokorda", "dw": "dewa", "dg": "daeng",
}  # fmt: skip
# Short for one or the other: whatever fits the other name.
EITHER: Mapping[str, tuple[str, ...]] = {"md": ("muhammad", "made"), "aa": ("anakagung",)}

# Parts that thousands share: little is known by them, and they are left out freely.
_COMMON = (
    "muhammad ahmad abdul abdur siti nur sri dewi wayan made nyoman ketut putu gede kadek komang nengah "
    "luh gusti ayu ngurah agung anak dewa desak bagus ida cokorda anakagung andi daeng lalu baiq raden mas "
    "syarif hendra"
)
COMMON = frozenset(_COMMON.split())
PARTICLES = frozenset(("i", "ni"))  # a Balinese man, a Balinese woman

# What is heard as one: old spelling, Arabic sounds, what Indonesian ears do not tell apart. In this order.
SOUNDS = (
    ("oe", "u"), ("tj", "c"), ("dj", "j"), ("dz", "z"), ("dh", "d"), ("th", "t"), ("sj", "s"), ("sy", "s"),
    ("sh", "s"), ("ch", "h"), ("kh", "h"), ("gh", "g"), ("ph", "p"), ("nj", "ny"), ("ae", "ai"), ("ay", "ai"),
    ("ei", "ai"), ("iy", "i"), ("uw", "u"), ("q", "k"), ("f", "p"), ("v", "p"), ("x", "ks"),
    ("z", "s"), ("'", ""), ("`", ""), ("’", ""),
)  # fmt: skip
# Letters that are often written for each other: what changing one into the other counts.
NEAR: Mapping[frozenset[str], float] = {
    frozenset(pair): cost
    for pair, cost in (
        ("ou", 0.1), ("ei", 0.3), ("jy", 0.2), ("ij", 0.2), ("iy", 0.2), ("td", 0.3), ("bp", 0.3), 
        ("gk", 0.4), ("ao", 0.5), ("wu", 0.3), ("wp", 0.5),
    )
}  # fmt: skip
LIGHT = frozenset("hy")  # a letter that comes and goes: Aminah, Amina
