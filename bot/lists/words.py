"""The words of lists: sexes, ditto marks, totals, signatures, those who have died. It reads no line."""

from __future__ import annotations

import re

from bot.conversation.reading import name_words

_MALE = "l lk laki laki-laki laki2 lakilaki laki-2 pria m male lelaki cowok l. (l) lk. lk-lk"
_FEMALE = "p pr perempuan wanita w f female prp pr. p. (p) cewek prempuan perempuan. pmp"
SEXES = {word: "male" for word in _MALE.split()} | {word: "female" for word in _FEMALE.split()}
SEXES |= {"laki laki": "male", "laki - laki": "male", "laki- laki": "male", "laki -laki": "male"}

_MARKS = ('"', "''", "'", "”", "“", "〃", '""', '-"-', "-''-", "'' ''", '" "', '- " -', ",,", "`")
_SAME = ("sda", "s.d.a", "s.d.a.", "sda.", "s d a", "idem", "dto", "sama", "sama dengan atas")
DITTO = frozenset((*_MARKS, *_SAME))
TICKS = frozenset(("v", "√", "✓", "✔", "x", "1", "ya", "y", "●", "*", "true", "l", "p"))


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_DIED = (
    r"(?:meninggal|meningal|mninggal|mninggl|ninggal|men1nggal|mgl|mngl|wafat|alm|almh|almarhum|almarhumah"
    r"|tutup usia|berpulang)"
)
DEAD = _any(rf"\b{_DIED}\b", r"^m\.?d\.?$")
# Directly before it: "suami sudah meninggal", "janda alm. Budi". "Bapak meninggal" may be the person.
ANOTHER_DIED = _any(
    r"\b(?:suami|istri|isteri|ayah|anak|orang tua|ortu|mertua|kakak|adik|kakek|nenek|janda|duda|ahli waris"
    r"|bapaknya|ibunya|(?:ibu|bapak) kandung)(?:nya)?(?: +(?:sudah|sdh|telah|tlh|baru|juga|dari|dr|dgn))*"
    rf" +{_DIED}\b"
)
# The remark says that somebody takes no part any more: is away, will not, was taken off, is replaced.
LEFT = _any(
    r"\bpindah\b(?! +dari\b)",
    r"\b(?:tidak|tdk|tak|gak|nggak|enggak) +(?:mau|ikut(?! +(?:bpjs|jkn))|bersedia|jadi|ketemu|ditemukan)\b",
    r"\b(?:menolak|mundur|mengundurkan diri|batal|dibatalkan|dicoret|coret|dihapus)\b",
    r"\b(?:sudah|sdh|udah) +(?:tidak|tdk|tak|gak)\b",
    r"\b(?:di)?ganti(?:kan)?\b(?! +(?:nama|nomor|no|hp|ktp|kk|alamat)\b)",
    r"\b(?:ganda|dobel|double|dobl)\b", r"\bmelanjutkan\b", r"\b(?:non|tidak|tdk|tak) *-? *aktif\b",
)  # fmt: skip
# Or is insured already by whom they work for.
EMPLOYED = _any(
    r"(?<!suami )(?<!istri )(?<!anak )(?<!bukan )(?<!pensiunan )(?<!mantan )"
    r"\b(?:pns|asn|tni|polri|p3k|pppk)\b",
    r"\bbpjs +(?:dari|oleh|di|dr) +\w+",
    r"\b(?:sudah|sdh|udah)\b.{0,20}\bbpjs ?(?:tk|ketenagakerjaan|naker|kantor)\b",
    r"\b(?:sudah|sdh|udah) +(?:be)?kerja di +(?:pabrik|perusahaan|pt|kantor|hotel)\b",
)  # fmt: skip
TOTAL = _any(r"(?:sub ?|grand ?)?(?:total|jumlah|jml)\b", r"rata[- ]rata", r"terbilang")
SIGNED = _any(
    r"\b(?:mengetahui|menyetujui|disetujui|disahkan|hormat kami|yang membuat|dibuat oleh|penyusun)\b",
    r"\b(?:perbekel|kades|kadus|kasun|lurah|camat|kelian|kelihan|klian|kaling|sekretaris|sekdes|bendahara|koordinator)\b",
    r"\bkepala (?:desa|dusun|dinas|lingkungan|bidang|seksi)\b",
    r"\b(?:petugas pendata|pendata|tanda tangan|ttd|nip|ketua (?:rt|rw|kelompok))\b",
)
_MONTHS = "(?:jan|feb|mar|apr|mei|jun|jul|agu|ags|sep|okt|nov|des)[a-z]*"
PLACE_AND_DAY = _any(
    rf"[A-Za-z .]{{3,30}}, *(?:[0-9]{{1,2}}|[.…_]*) *[- ]?{_MONTHS} *[0-9]{{4}}",
    r"[A-Za-z .]{3,30}, *[.…_]{3,}.*",
)
UNIT = _any(
    r"(?:dusun|banjar(?: dinas| adat)?|br|lingkungan|lingk|kampung|dukuh|kelompok|lorong|jorong)\b"
    r"[ :.]*(?P<name>.+)"
)
TITLE = _any(
    r"\b(?:daftar|data|rekap|rekapitulasi|lampiran|formulir|form|tahun|periode|nominatif|usulan|surat|perihal)\b",
    r"\b(?:pemerintah|kabupaten|kota|provinsi|kecamatan|kelurahan|desa|dinas|dusun|banjar|lingkungan|rt|rw)\b",
    r"\b(?:bpjs|ketenagakerjaan|jkk|jkm|pekerja rentan|program|calon|peserta|nomor|sumber|halaman|hal)\b",
    r"\b(?:catatan|keterangan|ket|nb|note)\b",
)
# Before the name of a place. "Br." in a name is the boru of Batak women, "Banjar Nahor" a family of theirs.
PLACED = (
    r"\b(?:dusun|dsn|banjar|br|lingkungan|lingk|desa|kelurahan|kampung|jalan|jln|jl|gang|gg|rt|rw|alamat)\b"
)
PLACE_FIRST = re.compile(rf"\W*{PLACED}[ .:]*\S", re.IGNORECASE)
BANJAR = re.compile(r"\s*br\b[ .:]*[^\W\d_]", re.IGNORECASE)  # a heading, where nothing else stands
# In a name: two people, nobody in particular, or somebody who is taken off. "Anak Agung", "Ida Ayu Istri" and
# "Danang" are names.
JOINING = r"(?:dan|serta|dengan|bersama)\b|[&+]|[-=]+>|[→➡]"
NO_ONE_NAME = _any(
    rf"\S\s+(?:{JOINING})\s*\S", r"\b(?:dkk|dll)\b",
    r"^\W*(?:keluarga|suami|istri|isteri|anak(?! +agung\b))\b",
    r"\b(?:keluarga|suami|istri|isteri|anak) +(?:dari|alm|almh|almarhum|pak|bpk|bapak|bu|ibu|h|hj|haji)\b",
    r"\b(?:anaknya|istrinya|isterinya|suaminya|keluarganya|ibunya|bapaknya)\b",
    r"\b(?:pindah|coret|dicoret|batal|dibatalkan|kosong|menyusul|dihapus)\b(?![^(]*\))", r"^([a-z])\1+$",
    r"\blagi\b",
)  # fmt: skip
_ODD = (
    "dan serta dengan bersama dkk dll keluarga anaknya istrinya isterinya suaminya keluarganya ibunya"
    " bapaknya isteri pindah coret dicoret batal dibatalkan kosong menyusul dihapus dusun dsn banjar br"
    " lingkungan lingk desa kelurahan kampung jalan jln jl gang gg rt rw alamat lagi"
)
ODD_NAMES = frozenset(_ODD.split())
NEXT = re.compile(rf"\W*(?:{JOINING})\s*[^\W\d_]", re.IGNORECASE)  # what a second person begins with
ACCOUNT = _any(r"\b(?:rek|rekening|bri|bni|bca|bpd|bank|bpjs|kpj|kis|jkn|npwp|nip)\W*$")
MORE = _any(r"\W*(?:(?:data|daftar|peserta|nama) )?(?:susulan|tambahan|lanjutan|menyusul)\b[\s:.\-]*$")
NUMBERING = _any(r"\(?\s*[0-9]{1,2}\s*[).]?", r"[a-z]", r"[ivx]{1,4}")
GREETING = _any(
    r"\b(?:assalam\w*|wassalam\w*|om swastiastu|selamat (?:pagi|siang|sore|malam))\b",
    r"\b(?:halo|hallo|yth|dear)\b",
    r"^\W*salam\W*$",
    r"\bsalam +(?:hormat|sejahtera|sehat|kenal|kasih|hangat|takzim|dari|untuk|semua|pak|bu|bapak|ibu|om)\b",
    r"\b(?:matur +(?:suksma|nuwun)|hatur +nuhun|nuhun|suwun|suksma mewali|om santih?|demikian|sekian)\b",
    r"\b(?:terima ?kasih|makasih|mohon|tolong|berikut|ini (?:daftar|data)|nama[- ]nama|warga|saya kirim)\b",
    r"\bsemoga\b",
)
NUMBERED = re.compile(r"\s*[0-9]{1,4}\s*[.)]\s*[^\W\d_]")  # "5. SITI": somebody has counted people


_NO_NAMES = name_words.TITLES | name_words.LEADS | name_words.SENTENCE | name_words.RELATIVES
_NO_NAMES |= {"kepada", "dari", "yang", "warga", "para", "semua", "seluruh", "pekerja"}
FEWEST, MOST = 2, 6  # words of a name before a title


def begins_with_name(text: str, title: re.Pattern[str]) -> bool:
    """ "Dewi Lestari RT 03", "I Gede Arta, ketua kelompok": a name and where or what the person is."""
    found = title.search(text)
    words = re.findall(r"[^\W\d_]+", text[: found.start()].lower()) if found else []
    return FEWEST <= len(words) <= MOST and _NO_NAMES.isdisjoint(words)


# A row of nothing but "SITI DUSUN" or "BR. SITI" may be a person whose NIK is missing.
_LAST = frozenset(("dusun", "desa", "banjar", "lingkungan", "kota", "dinas", "program", "data", "surat"))
_ROLES = (
    "kepala ketua kantor balai perangkat kader sekretaris aparat staf lembaga pemerintah pemdes se tingkat"
    " nama alamat asal total jumlah jml per tiap antar luar dalam kelompok karang taruna petugas tokoh"
    " pengurus anggota petani nelayan pedagang buruh tukang guru usaha badan di ke wilayah batas pusat peta"
)
_GIVEN = (
    "siti sri nur muhammad moh muh ahmad abdul dewi rina agus budi i ni wayan made nyoman ketut putu kadek"
    " komang nengah luh gusti ayu ida bagus anak desak dewa andi lalu baiq sukma rosmaida tiurma maria"
)
_NO_PERSON, _GIVEN_NAMES = _NO_NAMES | frozenset(_ROLES.split()), frozenset(_GIVEN.split())


def may_be_name(text: str) -> bool:
    """A name that ends with a word of titles, or one behind "Br.": a banjar, or the boru of a woman."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    if not FEWEST <= len(words) < MOST or any(map(str.isdigit, text)):
        return False
    if words[0] == "br":
        return not _GIVEN_NAMES.isdisjoint(words[1:])
    return words[-1] in _LAST and _NO_PERSON.isdisjoint(words[:-1]) and not TITLE.search(" ".join(words[:-1]))
