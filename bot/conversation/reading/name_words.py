"""The words that stand around a name and are no part of it. I, Ni, Gusti, Andi, Daeng and Lalu are parts."""

from __future__ import annotations

_TITLES = (
    "h hj haji hajjah hajah bpk bapak pak bp bapa ibu bu drs dra dr drg ir prof ust ustad ustadz ustaz "
    "ustadzah ustazah ustd kh kyai kiai tgh pdt pendeta sdr sdri saudara saudari tn tuan ny nyonya nn "
    "nona alm almh almarhum almarhumah"
)
_DEGREES = (
    "se sh st ss sp sk spd spdi skom ssos sag si ssi skm sip sik shi sei stp spt skep sked sfarm smb "
    "sst str strkeb sthi sthum shum sikom sds spsi mm mh mt mpd mpdi msi mkom mag ms mp map mkes msc ma "
    "mba mhum mkn phd dr ba bsc lc amd amdkeb amdkep amdkom ama amapd apd ns apt cpns pns sap sab smn "
    "sak"
)
_LEADS = (
    "nama nm nma namaku naama saya sya sy aku ulun tiang adalah yaitu ialah lengkap lengkapnya ini itu "
    "perkenalkan kenalkan dengan bernama namanya panggil halo hallo assalamualaikum"
)
_RELATIVES = "istri suami ayah mama mamak beliau dia nya kandung ibu bapak bapa"
_TAILS = "pak bu kak ya yah gan bos bang"
_SENTENCE = (
    "mau tanya bertanya nanya dulu dong bagaimana gimana gmn gmana apa apakah kenapa knp kapan kpn "
    "dimana dmn mana caranya cara bisa bs tidak tdk gak nggak enggak kada belum blm sudah udah sdh "
    "daftar daftarnya tolong minta ingin kok kenapa tahu tau lupa bingung mengerti ngerti paham harus "
    "boleh bayar bpjs kartu isi nulis tulis untuk karena nggih kartunya iurannya siapa saya gk ga "
    "berapa brp kalau kalo klo"
)

# Said in place of a name; alone, or beside words that are no name either, they answer something else.
_ANSWERS = (
    "ya iya iye inggih oke ok okey lanjut lanjutkan benar betul bener siap baik baca bacakan tunggu sebentar "
    "bentar sama sedih capek nanti lagi lama jawab begitu itulah terima kasih makasih halo pagi siang sore "
    "malam teman tetangga kakak adik anak anaknya istrinya suaminya ibunya bapaknya orangnya namanya punya "
    "ada kerja hidup cerai sendirian"
)
# No name has one of these; a name beside them is not taken, as nobody knows where it ends.
_NEVER = (
    "meninggal mninggal meningal ninggal wafat almarhumnya penipuan seperti sebatang siapasiapa tidak tdk "
    "gak nggak enggak belum blm sudah udah sdh masih apakah kenapa kapan bagaimana gimana berapa daftarnya "
    "bpjs ktp nik caranya iurannya kartunya ahli"
)

TITLES = frozenset(_TITLES.split())
DEGREES = frozenset(_DEGREES.split())
SURE_DEGREES = frozenset(
    degree for degree in DEGREES if len(degree) > 2
)  # told from initials without a comma
LEADS = frozenset(_LEADS.split())
RELATIVES = frozenset(_RELATIVES.split())
TAILS = frozenset(_TAILS.split())
SENTENCE = frozenset(_SENTENCE.split())
ANSWERS = frozenset(_ANSWERS.split())
NEVER = frozenset(_NEVER.split())
IF_OWN = frozenset(("anak", "aran", "ngaran", "wastan"))  # left out only before "saya": Anak Agung is a name
OWN = frozenset(("saya", "sy", "sya", "aku", "ulun", "tiang", "nya"))


def bare(word: str) -> str:
    """A word as it is looked up: lower case, letters only. "S.Pd." -> "spd"."""
    return "".join(letter for letter in word.lower() if letter.isalpha())
