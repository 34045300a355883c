"""How plain a text is: its sentences, their words, and the words of offices with the plain ones beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping

# What is listened for, not said; and single labels in little room.
LISTENED = re.compile(r"(.+\.)?(synonyms|commands|words)\..+|start_words|greetings|thanks|.+\.short")
# Read by officers and operators, or set by the forms of offices: they have their own words.
FOR_OFFICES = {"console", "commands", "paper", "matching", "enrolment"}
_PLACE = re.compile(r"\{\w+\}")
_SHORTENED = re.compile(r"\b(Jl|No|Hj?|dr|A)\.\s")
_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-Þ0-9\"“(])|;\s+|\n+")
_COLON = re.compile(r":\s+")
_EXAMPLE = re.compile(r"(?:Contoh|Example)\b")


def sentences(text: str) -> list[str]:
    """The sentences of a text, those that only show an example apart; a line of a list is one."""
    plain = _SHORTENED.sub(r"\1 ", _PLACE.sub("X", text))
    parts = (part.strip(" -") for part in _END.split(plain))
    return [part for part in parts if part and not _EXAMPLE.match(part)]


def words(sentence: str) -> int:
    """The words of the longest stretch that is read in one breath: a colon is a rest too."""
    return max(sum(map(_is_word, re.split(r"[\s/]+", part))) for part in _COLON.split(sentence))


def _is_word(part: str) -> bool:
    return any(sign.isalnum() for sign in part)


# What offices write, and what is said to a street sweeper in its place.
OFFICIALESE: Mapping[str, Mapping[str, str]] = {
    "id": {
        r"(di)?verifikasi": "diperiksa", r"(di)?validasi": "diperiksa", "pemadanan": "dicocokkan",
        r"dokumen\w*": "surat", r"berkas\w*": "surat", "nominal": "jumlah", "apabila": "kalau",
        "bilamana": "kalau", r"permohonan\w*": "permintaan", r"pengajuan\w*": "permintaan",
        "terlampir": "bersama ini", r"(me)?lampir\w+": "kirim", "bersangkutan": "orangnya",
        "dimaksud": "itu", "tersebut": "itu", "dalam rangka": "untuk", "sehubungan": "karena",
        "adapun": "(hilangkan)", "merupakan": "adalah", "melakukan": "(kata kerjanya)",
        r"instansi\w*": "kantor", r"kepesertaan\w*": "perlindungan", r"persetujuan\w*": "izin",
        "domisili": "tempat tinggal", r"\w*konfirmasi\w*": "pastikan", "registrasi": "pendaftaran",
        r"(me|di)?ng?unggah": "kirim", "unggah": "kirim", "upload": "kirim", "prosedur": "cara",
        "persyaratan": "syarat", "ketentuan": "aturan", "informasi": "kabar", "identitas": "KTP",
        "ditetapkan": "diputuskan", r"(di|mem)proses": "dilanjutkan", "kronologi": "cerita kejadian",
        "oleh karena": "jadi", "dengan demikian": "jadi", "tindak lanjut": "langkah berikutnya",
        "mekanisme": "cara", "realisasi": "(kata kerjanya)", "guna": "untuk",
    },
    "en": {
        "pursuant": "by", "hereby": "(leave out)", "herewith": "with this", "aforementioned": "this",
        r"utili[sz]e\w*": "use", r"commence\w*": "begin", "notwithstanding": "although",
        r"verif\w+": "check", r"validat\w+": "check", "in accordance": "by", "in order to": "to",
        "prior to": "before", r"subsequent\w*": "after", r"beneficiar\w+": "heir",
        r"submission\w*": "report", r"applicant\w*": "person",
    },
}  # fmt: skip

# What has to be said where there is room for it: a text of so many words tells what the word means.
ROOM = 7
EXPLAINED: Mapping[str, Mapping[str, str]] = {
    "id": {"ahli waris": r"keluarga|suami|istri|anak", "Dukcapil": "kantor KTP", "(?<!e-)PLKK": "rumah sakit|bekerja sama",
           r"disabilitas(?!\w)": "cacat|tidak bisa bekerja", "KPJ": "nomor peserta", "JHT": "tabungan|hari tua",
           "JKK": "kecelakaan", "JKM": "kematian|meninggal"},
    "en": {"(?<!e-)PLKK": "hospital|works? with", "Dukcapil": "population office|KTP office", "JHT": "old-age|savings",
           "JKK": "accident", "JKM": "death"},
}  # fmt: skip
