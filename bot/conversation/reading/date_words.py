"""The words of days and hours, each with the spellings people type, and the code they are read as.

Codes are in capitals, so that what is left in small letters is no word of time. Banjar, Balinese, Makassar
and Javanese words stand where they mean one thing only. It knows no calendar and no clock.
"""

from __future__ import annotations

import re

from bot.conversation.reading import number_words

_MONTHS = (
    "januari jan january jnuari janauri januwari",
    "februari feb february pebruari febuari peb pbr pebuari febr februwari",
    "maret mar march mrt mart maret",
    "april apr aprl avril",
    "mei may mey",
    "juni jun june juny jn",
    "juli jul july",
    "agustus agt ags agst agts aug agus agu august agustsus ogos augustus gustus",
    "september sep sept spt septmber sebtember",
    "oktober okt oct october otober oktbr oktobr",
    "november nov nop nopember nof nofember nvember",
    "desember des dec december desmber dsember desembr",
)
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_WEEKDAYS = (
    "senin sen snin senen soma monday",
    "selasa sel slasa anggara tuesday",
    "rabu rab rebo rbu buda wednesday",
    "kamis kam kemis kms wraspati thursday",
    "jumat jum jmat jumaat jumad sukra friday",
    "sabtu sab saptu sbtu sptu saniscara saturday",
    "ahad redite sunday akhad",
)
_WORDS = {
    "": "yang yg nya an",
    "TGL": "tanggal tgl tggl tgal tangal tg",
    "BULAN": "bulan bln bl",
    "TAHUN": "tahun thn th taun tahon",
    "HARI": "hari hr hri ari",
    "MINGGU": "minggu mgg mggu mnggu mingu pekan mingguan",
    "JAM": "jam jm jem hour hours",
    "PUKUL": "pukul pkl pk pukil pkul",
    "MENIT": "menit mnt mnit minutes",
    "SETENGAH": "setengah stengah stgh stngah satangah setngah",
    "SEPEREMPAT": "seperempat seprapat prapat",
    "LEWAT": "lewat lwt lebih lbh liwat",
    "KURANG": "kurang krg krng",
    "LALU": "lalu lalau silam ago last sebelumnya",
    "TADI": "tadi td tdi hintadi tuni",
    "INI": "ini",
    "HARI INI": "harini today",
    "BARUSAN": "barusan brusan barusn sekarang skrg skrang skarang wahini wayahini mangkin saiki now",
    "BARU": "baru bru hanyar",
    "SAJA": "saja aja sj aj",
    "KEMARIN": "kemarin kemaren kmrn kmaren kmarin kemrin kemren kamarin kemarn kemarinnya wingi ibi subangi "
    "subangngi subanngi yesterday",
    "SEMALAM": "semalam smalam smlm semlm samalam semalem wenni",
    "KEMARIN DULU": "ipuan puan selumbari",
    "DULU": "dulu dlu dolo",
    "LUSA": "lusa",
    "BESOK": "besok bsk esok tomorrow",
    "DEPAN": "depan dpn",
    "VAGUE": "beberapa bbrp awal akhir pertengahan",
    "SUBUH": "subuh shubuh sbh fajar suboh",
    "DINI": "dini dinihari",
    "PAGI": "pagi pg pgi pagie semeng pagian",
    "ZUHUR": "zuhur dzuhur duhur dhuhur lohor zohor",
    "SIANG": "siang sian siank tengai",
    "ASAR": "asar ashar asr",
    "SORE": "sore sor petang kamarian sorean",
    "MAGRIB": "magrib maghrib senja sanja mgrib mgrb mahgrib",
    "ISYA": "isya isyak",
    "MALAM": "malam mlm malem mlem bengi peteng mlam",
    "TENGAH": "tengah tngah",
    "AM": "am",
    "PM": "pm",
    "1 HARI": "sehari shari",
    "1 MINGGU": "seminggu sminggu semgg sepekan saminggu",
    "1 BULAN": "sebulan sebln",
    "1 TAHUN": "setahun sethn",
    "1 JAM": "sejam sajam",
    "1 MENIT": "semenit",
}
_PHRASES = (  # in this order
    (r"BARU (?:SAJA|TADI)", "BARUSAN"),
    (r"INI HARI", "HARI INI"),
    (r"KEMARIN (?:DULU|LUSA)|LUSA KEMARIN", "KEMARIN DULU"),
    (r"HARI MINGGU|MINGGU(?= (?:PAGI|SIANG|SORE|MALAM|SUBUH|ZUHUR|ASAR|MAGRIB)\b)", "D6"),
    (r"MALAM MINGGU", "MALAM D6"),
    (r"TENGAH MALAM", "LARUT"),
    (r"TENGAH HARI", "ZUHUR"),
    (r"MALAM TADI", "TADI MALAM"),
    (r"DINI HARI", "DINI"),
)

CODES = {word: code for code, words in _WORDS.items() for word in words.split()}
CODES |= {word: f"D{day}" for day, words in enumerate(_WEEKDAYS) for word in words.split()}
CODES |= {word: f"M{month:02}" for month, words in enumerate(_MONTHS, 1) for word in words.split()}
MONTHS = tuple(words.partition(" ")[0] for words in _MONTHS)
PARTS = (
    "SUBUH",
    "DINI",
    "PAGI",
    "ZUHUR",
    "SIANG",
    "ASAR",
    "SORE",
    "MAGRIB",
    "ISYA",
    "LARUT",
    "MALAM",
    "AM",
    "PM",
)

_WORD = re.compile(r"[^\W0-9_]+")
_FARTHEST = 2  # letters that may be wrong in the name of a month


def coded(line: str) -> str:
    """A lower-case line with numbers as digits and words of time as codes: "17 agt 80" -> "17 M08 80".

    A month that is misspelt beyond the table is W08 where two letters are wrong; a Roman one stands between
    digits.
    """
    line = number_words.digits(line.replace("'", ""))
    line = " ".join(_WORD.sub(lambda word: f" {_code(word)} ", line).split())
    for phrase, code in _PHRASES:
        line = re.sub(rf"\b(?:{phrase})\b", code, line)
    return line


def _code(word: re.Match[str]) -> str:
    text = word[0]
    if text in CODES:
        return CODES[text]
    before, after = (
        word.string[: word.start()].rstrip(" .-/,")[-1:],
        word.string[word.end() :].lstrip(" .-/,")[:1],
    )
    if text in _ROMAN and before.isdigit() and after.isdigit():
        return f"M{_ROMAN.index(text) + 1:02}"
    return _misspelt(text) if before.isdigit() or after.isdigit() else text


def _misspelt(word: str) -> str:
    """The one month a word of five letters or more is nearest to, else the word."""
    if not 5 <= len(word) <= 12:
        return word
    distances = sorted((distance(word, name), month) for month, name in enumerate(MONTHS, 1) if len(name) > 4)
    (nearest, month), (second, _) = distances[:2]
    if nearest > _FARTHEST or nearest == second:
        return word
    return f"{'M' if nearest == 1 else 'W'}{month:02}"


def distance(one: str, other: str) -> int:
    """How many letters must be changed, added or left out to make one word of the other."""
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        above, row[0] = row[0], place
        for index, sign in enumerate(other, 1):
            above, row[index] = row[index], min(row[index] + 1, row[index - 1] + 1, above + (letter != sign))
    return row[-1]
