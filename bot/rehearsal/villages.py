"""Where the invented workers of lists live, what they do, and what people there are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Names:
    """What people are called: for men and for women, what stands first and what follows."""

    men: tuple[str, ...]
    women: tuple[str, ...]
    men_after: tuple[str, ...]
    women_after: tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """`code`: of the village without dots; the names as they stand on paper; `units`: its dusun, or the parts
    of an office; `works`: kinds of work that its programme knows; `chief`: who signs.
    """

    code: str
    title: str
    below: str
    birth_place: str
    unit: str
    units: tuple[str, ...]
    works: tuple[str, ...]
    names: Names
    chief: str


BALI = Names(
    ("I WAYAN", "I MADE", "I NYOMAN", "I KETUT", "I PUTU", "I GEDE", "I KADEK", "I KOMANG"),
    ("NI WAYAN", "NI MADE", "NI NYOMAN", "NI KETUT", "NI PUTU", "NI LUH", "NI KADEK", "NI KOMANG"),
    ("SUARTANA", "WIRAWAN", "BUDIARSA", "MERTAYASA", "SUDIRTA", "ARTAWAN", "GUNAWAN", "PARWATA", "SUKARTA",
     "YASA", "DARMAWAN", "LANUS", "ARIMBAWA", "SUWECA", "KARDIANA", "RENTANA", "WINDIA", "PUJAWAN"),
    ("SUARTINI", "WARTINI", "BUDIASIH", "MERTAWATI", "SUKERTI", "ARIANI", "RAHAYU", "PARWATI", "KARMINI",
     "YULIANI", "DARMIATI", "SANTINI", "ASTITI", "SUWARNI", "KUSUMAWATI", "RENI", "WIDIASIH", "PURNAMI"),
)  # fmt: skip
KALIMANTAN = Names(
    ("MUHAMMAD", "AHMAD", "SYAHRUDIN", "JUNAIDI", "MASRANI", "HAIRUL", "RUSLAN", "ARDIANSYAH", "BAHRUDIN",
     "SUTRISNO", "FITRIADI"),
    ("SITI", "NORHAYATI", "MISNAH", "RUSMINI", "JUMIATI", "HALIMAH", "FAUZIAH", "NURLIANA", "SALASIAH",
     "WAGIYEM", "MARIATUL"),
    ("RIFANI", "NOOR", "ANWAR", "SALEH", "EFENDI", "HIDAYAT", "IBERAHIM", "MUKHTAR", "YAMANI", "GAZALI",
     "SYARIF", "KURNIAWAN", "SUBHAN", "ZAINI", "MAHYUDIN", "ILYAS", "TAUFIK"),
    ("RAHMAH", "AISYAH", "KAMSIAH", "MULIANI", "HANDAYANI", "WULANDARI", "KOMARIAH", "LATIFAH", "ROSDIANA",
     "SUSANTI", "MASLIAH", "NURJANAH", "PURWATI", "ZAHRA", "BADARIAH", "INDRIANI", "TARMINAH"),
)  # fmt: skip
SULAWESI = Names(
    ("MUHAMMAD", "ABDUL", "SYAMSUDDIN", "HASANUDDIN", "BASO", "ANDI", "SAHARUDDIN", "IRWAN", "RUSTAM"),
    ("NUR", "SITTI", "HASNAH", "ROSMIATI", "SYAMSIAH", "ANDI", "IRMAWATI", "RAHMATIAH", "JUMRIAH"),
    ("TAHIR", "RAUF", "LATIF", "MANSYUR", "DAENG", "SAMAD", "KARIM", "YUNUS", "HAMZAH", "NAWIR", "BAKRI"),
    ("AENI", "HAWA", "SALMA", "TENRI", "RAMLAH", "FATIMAH", "DALLE", "KARTINI", "SUBAEDAH", "WAHIDAH"),
)  # fmt: skip
FARMERS = ("Petani", "Pekebun", "Pedagang", "Petani", "Pelaku UMKM", "Pekerja sosial")

# By the beginning of a list's name.
PLACES: Mapping[str, Place] = {
    "tegal harum": Place(
        "5171032008", "DAFTAR PEKERJA RENTAN DESA TEGAL HARUM", "KECAMATAN DENPASAR BARAT, KOTA DENPASAR",
        "Denpasar", "Banjar", ("Br. Tegal Asri", "Br. Mekar Sari", "Br. Wana Giri", "Br. Sari Buana"),
        ("Buruh serabutan", "Pedagang kecil", "Tukang suun", "Petani", "Ojek", "Perajin", "Dagang canang"),
        BALI, "Perbekel Tegal Harum",
    ),
    "tegal kertha": Place(
        "5171032009", "DATA PEKERJA RENTAN DESA TEGAL KERTHA", "KECAMATAN DENPASAR BARAT, KOTA DENPASAR",
        "Denpasar", "Banjar", ("Br. Buana Sari", "Br. Merta Jaya"),
        ("Buruh serabutan", "Pedagang kecil", "Petani"), BALI, "Perbekel Tegal Kertha",
    ),
    "paser opd": Place(
        "6401012012", "DATA TENAGA NON ASN DINAS PENDIDIKAN", "KABUPATEN PASER", "Tanah Grogot", "Bidang",
        ("Sekretariat", "Bidang SD", "Bidang SMP", "Bidang PAUD"), ("Guru honorer", "Guru PAUD", "GTT"),
        KALIMANTAN, "Kepala Dinas",
    ),
    "paser": Place(
        "6401012012", "DAFTAR PEKERJA RENTAN DESA LEGAI", "KECAMATAN BATU SOPANG, KABUPATEN PASER", "Paser",
        "RT", ("RT 01", "RT 02", "RT 03", "RT 04", "RT 05"), FARMERS, KALIMANTAN, "Kepala Desa Legai",
    ),
    "makassar": Place(
        "7371011001", "DAFTAR PEKERJA RENTAN", "KOTA MAKASSAR", "Makassar", "RW", ("RW 01", "RW 02", "RW 03"),
        ("Nelayan", "Pedagang", "Buruh harian", "Ojek"), SULAWESI, "Lurah",
    ),
}  # fmt: skip
