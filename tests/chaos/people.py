"""A hundred invented people and what each of them says: a registration from hello to the number, and more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

FIRST = ("SITI", "RAHMAH", "NURUL", "FATIMAH", "MARIANI", "NORHAYATI", "AISYAH", "HALIMAH", "RUSMINI", "JUMIATI")
LAST = ("WULANDARI", "KURNIAWATI", "PUSPITASARI", "HANDAYANI", "SULISTYOWATI",
        "MARDIANA", "KOMARIAH", "ROSDIANA", "SURYANINGSIH", "MULYANINGRUM")  # fmt: skip
PHOTO = "(photo)"
# The registration; a kind of person may say something else before one of these.
REGISTRATION = (
    "halo", "[Setuju]", "[Daftar]", "[Saya sendiri]", "[Kota Banjarmasin]", "{nik}", "[Benar]", "{name}",
    "Banjarmasin", "17 agustus 1985", "{mother}", "[Ya, di sini]", "Banjarmasin Utara", "Alalak Tengah",
    "{address}", "{phone}", "[Sendiri]", "[Bekerja]", "[Belum ada]", "penyapu jalan", "Pasar Lima",
    "Senin-Sabtu jam 5-10 pagi", "50rb sehari", "[Benar]", "lewati", "[Tidak ada]", "lewati", "[Kirim]",
)  # fmt: skip
NONSENSE = {"{nik}": ("123", "asdf asdf"), "{phone}": ("nanti saja",), "[Kirim]": ("apa ya",)}
BACK = {"{address}": ("KEMBALI", "KEMBALI", "Banjarmasin Utara", "Alalak Tengah"), "penyapu jalan": ("KEMBALI", "[Belum ada]")}
CHANGE = {"[Kirim]": ("[Ubah jawaban]", "[Tempat kerja]", "Pasar Baru")}
CHECK = ("cek", "[{name}]", "cek", "[Orang lain]", "6371015708759000", "17-8-1975")
MY_DATA = ("data saya", "[{name}]", "[Lihat]")


@dataclass(frozen=True)
class Worker:
    """One person; `script` is what they say, each after the answer to the one before. [...] is a tap."""

    number: int
    nik: str
    name: str
    mother: str
    address: str
    phone: str
    script: tuple[str, ...]
