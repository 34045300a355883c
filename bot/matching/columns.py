"""The columns of the files: those of domain.md 4b go out, those of answers come back under many titles.

Which office is meant follows from the columns where nobody says it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from bot.lists.headings import field as list_field

# The neutral sheet (domain 4b), in its order -> our name of the fact; "" is never filled for another office.
SHEET: Mapping[str, str] = {
    "no": "number", "nik": "nik", "nama": "name", "tempat_lahir": "birth_place", "tgl_lahir": "birth_date",
    "jk": "sex", "ibu_kandung": "mother_name", "alamat": "address", "rt": "rt", "rw": "rw",
    "kelurahan": "village", "kecamatan": "district", "kode_pos": "", "hp": "", "email": "", "pekerjaan": "",
    "lokasi_kerja": "", "jam_mulai": "", "jam_selesai": "", "penghasilan": "", "program": "",
    "bulan_mulai": "", "jumlah_bulan": "", "npw": "", "keterangan": "",
}  # fmt: skip
# What each office writes its answer into.
ANSWERS: Mapping[str, tuple[str, ...]] = {
    "population": ("kode", "hasil_nama", "hasil_tgl_lahir", "hasil_tempat_lahir", "hasil_jk",
                   "hasil_ibu_kandung", "hasil_alamat", "tgl_meninggal"),
    "poverty": ("kode", "desil", "sumber_data", "hasil_nama"),
    "membership": ("kode", "kpj", "segmen", "status", "mulai", "sampai", "dibayar_oleh"),
}  # fmt: skip
OURS = frozenset(("jam_mulai", "jumlah_bulan", "npw"))  # no other file has all of these: it is ours come back
# A title that says what an office found -> which fact it is about.
_FACT = {
    **dict.fromkeys(("nama", "nama lengkap", "nama lgkp"), "name"),
    **dict.fromkeys(("tgl lahir", "tanggal lahir", "tgl lhr"), "birth_date"),
    **dict.fromkeys(("tempat lahir", "tmpt lhr"), "birth_place"),
    **dict.fromkeys(("jk", "jenis kelamin", "jenis klmin"), "sex"),
    **dict.fromkeys(
        ("ibu kandung", "ibu", "nama ibu", "nama ibu kandung", "nama lgkp ibu"), "mother_name"
    ),
    "alamat": "address",
}  # fmt: skip
_RESULT = re.compile(
    r"(?:hasil|status|kesesuaian|cek|padan|pemadanan|verifikasi) (?P<fact>.+)|(?P<fact2>.+) (?:sesuai|hasil)"
)
_TITLES: tuple[tuple[str, str], ...] = (
    (
        "code",
        r"(?:kode|code|rc|response code)(?: (?:jawaban|respons?|response|dukcapil|hasil))?|respons?",
    ),
    ("died_on", r"(?:tgl|tanggal) (?:meninggal|wafat|kematian|mati)"),
    ("decile", r"desil(?: .*)?|decile"),
    ("dataset", r"sumber(?: data)?|basis data|dataset"),
    ("kpj", r"(?:no |nomor )?(?:kpj|peserta|kartu peserta)|nomor kepesertaan"),
    ("segment", r"segmen(?:tasi)?(?: .*)?|jenis (?:peserta|kepesertaan)"),
    ("active", r"status(?: (?:peserta|kepesertaan|aktif|iuran))?|aktif"),
    ("since", r"mulai|(?:tgl |tanggal )?(?:kepesertaan|mulai|aktif) (?:sejak|peserta|kepesertaan)|sejak"),
    ("until", r"sampai|berlaku sampai|aktif sampai|iuran terakhir|blth akhir|tgl akhir|sampai dengan"),
    ("payer", r"dibayar oleh|sumber iuran|pembayar|pemberi kerja|(?:nama )?perusahaan|badan usaha|wadah"),
)
_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in _TITLES)
_TELLING: Mapping[str, frozenset[str]] = {
    "membership": frozenset(("kpj", "segment")),
    "poverty": frozenset(("decile",)),
    "population": frozenset(("code", "died_on", "result.name", "result.birth_date", "result.mother_name")),
}
_SIGNS = re.compile(r"[^a-z0-9]+")
_GENERAL = {"nik": "nik", "name": "name", "birth": "birth_date", "birth_place": "birth_place",
            "mother_name": "mother_name", "sex": "sex", "address": "address"}  # fmt: skip


@lru_cache(4096)
def meaning(title: str) -> str:
    """What a title names: nik, code, decile ..., "result.<fact>" for what an office found about a fact,
    "value.<fact>" for the fact itself; "" for anything else.
    """
    plain = _SIGNS.sub(" ", title.lower()).strip()
    if found := _RESULT.fullmatch(plain):
        fact = _FACT.get((found["fact"] or found["fact2"]).strip())
        if fact:
            return f"result.{fact}"
    if name := next((name for name, pattern in _PATTERNS if pattern.fullmatch(plain)), ""):
        return name
    general = _FACT.get(plain) or _GENERAL.get(list_field(title.replace("_", " ")), "")
    return general if general in ("nik", "") else f"value.{general}"


def layout(titles: Sequence[str]) -> dict[str, int] | None:
    """Meaning -> column, the first of each; None where the row is no row of titles: it names no NIK."""
    found: dict[str, int] = {}
    for at, title in enumerate(titles):
        if name := meaning(title):
            found.setdefault(name, at)
    return found if "nik" in found and len(found) > 1 else None


def is_ours(titles: Sequence[str]) -> bool:
    """Our own sheet come back: what stands in its own columns is what we wrote, and proves nothing."""
    return {title.strip().lower() for title in titles} >= OURS


def source_of(found: Mapping[str, int]) -> str:
    """Which office such columns are of; "" where they tell none."""
    return next((source for source, telling in _TELLING.items() if telling & found.keys()), "")


def of_another(source: str, found: Mapping[str, int]) -> bool:
    """Do such columns tell of another office than this one? A code and names may be of any."""
    return not _TELLING[source] & found.keys() and source_of(found) not in ("", "population")
