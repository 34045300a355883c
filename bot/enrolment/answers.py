"""What a row of the branch's file says: columns by their titles, dates, words. Knows no record."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.conversation.reading.name_words import DEGREES, TITLES
from bot.lists.frames import TitledRow
from bot.lists.words import TOTAL
from storage.likenesses import folded

_NO = r"(?:(?:no|nomor) ?)"
_WHEN = r"(?:(?:tgl|tanggal|periode|berlaku|dibayar|masa berlaku) )?"
# Field -> the words that its title may be, in small letters without signs. The export for the branch has nik,
# nama, kpj and daftar; its bulan_mulai is what was asked for, not what was paid.
COLUMNS: Mapping[str, str] = {
    "nik": rf"{_NO}?(?:nik|ktp|e ktp)(?: (?:peserta|pekerja|tk|ktp))?|nomor induk kependudukan",
    "kpj": rf"{_NO}?kpj(?: .*)?|{_NO}(?:peserta|kepesertaan|jamsostek)(?: .*)?",
    "name": r"nama(?: (?:lengkap|peserta|tk|tenaga kerja|pekerja|sesuai ktp))?",
    "status": r"status(?: (?:peserta|pendaftaran|kepesertaan|pembayaran|iuran))?",
    "reason": r"alasan(?: .*)?|keterangan(?: (?:tolak|ditolak|gagal))?|ket|catatan",
    "from": rf"{_WHEN}(?:mulai|dari|awal)(?: (?:dibayar|berlaku|tanggal))?|paid from",
    "until": rf"{_WHEN}(?:sampai(?: dengan)?|sd|s d|hingga|akhir)(?: (?:dibayar|berlaku))?|paid until",
    "receipt": rf"{_NO}?(?:bukti|kwitansi|kuitansi|resi|referensi|transaksi)(?: .*)?|kode (?:iuran|bayar)",
    "list": rf"{_NO}?daftar",
}
KEYS: Mapping[str, Sequence[str]] = {"kpj": ("nik", "kpj"), "payment": ("nik", "kpj", "receipt")}
SAYS: Mapping[str, Sequence[str]] = {
    "taken": ("ok", "oke", "aktif", "terdaftar", "berhasil", "sukses", "diterima", "disetujui", "baru",
              "valid", "lunas", "dibayar", "ya"),
    "refused": ("tolak", "ditolak", "gagal", "tidak diterima", "tidak valid", "tidak aktif", "batal"),
    "changed": ("koreksi", "ganti", "perbaikan", "perubahan"),
}  # fmt: skip
_DAY = re.compile(r"(?P<d>[0-9]{1,2})[-/. ](?P<m>[0-9]{1,2})[-/. ](?P<y>[0-9]{4})(?: .*)?")
_ISO = re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{1,2})-(?P<d>[0-9]{1,2})(?:[ T].*)?")
SHORT = 3  # letters: a word as long tells people apart


@dataclass(frozen=True)
class Answer:
    """One row. `nik` and `kpj` are digits as far as they are any; `says`: a key of SAYS, unknown, or "" where
    no status stands there; `days`: None where one of them can't be read; `list`: "" where none is named.
    """

    nik: str = ""
    kpj: str = ""
    rounded: bool = False
    name: str = ""
    says: str = ""
    why: str = ""
    days: tuple[date, date] | None = None
    dated: bool = False
    receipt: str = ""
    list: str = ""

    @property
    def of_nobody(self) -> bool:
        """A blank form, a total, a signature."""
        somebody = self.name and not TOTAL.match(self.name)
        return not (self.nik or self.kpj or self.rounded or self.receipt or somebody)


def answer_of(row: TitledRow) -> Answer:
    """What the row says."""
    cells = row.cells
    first, last = _day(cells.get("from", "")), _day(cells.get("until", ""))
    days = (first, last) if first and last and first <= last else None
    return Answer(
        _digits(cells.get("nik", "")), _digits(cells.get("kpj", "")), "nik" in row.rounded,
        cells.get("name", ""), _says(cells.get("status", "")), cells.get("reason", "")[:200], days,
        bool(cells.get("from") or cells.get("until")), cells.get("receipt", "")[:60],
        _digits(cells.get("list", "")),
    )  # fmt: skip


def _digits(text: str) -> str:
    """Without what people put between digits; anything else as it is, so that it is seen to be no number."""
    return re.sub(r"[ .\-'_]", "", text)


def _says(text: str) -> str:
    words = " ".join(re.sub(r"[^a-z ]", " ", text.lower()).split())
    if not words:
        return ""
    return next((said for said, known in SAYS.items() if words in known), "unknown")


def _day(text: str) -> date | None:
    found = _DAY.fullmatch(text) or _ISO.fullmatch(text)
    if found is None:
        return None
    try:
        return date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        return None


def names_fit(known: str, given: str) -> bool:
    """May it be the same person? Letters alone count, titles do not: a column that has slipped by a row is
    seen, a name that is written in another way is not held against anybody.
    """
    if not given or folded(known) == folded(given):
        return True
    ours, theirs = _words(known), _words(given)
    return bool(ours & theirs) or not ours or not theirs


def _words(name: str) -> set[str]:
    words = re.sub(r"[^A-Z ]", " ", name.upper()).split()
    left_out = {word.upper() for word in (*TITLES, *DEGREES)}
    return {word for word in words if len(word) >= SHORT and word not in left_out}
