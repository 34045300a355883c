"""What a year says to its people: the steps, by what becomes of somebody; and whether a chat holds just these."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from tests.browser.year import Year
from tests.browser.year_chats import Person
from tests.web.site import Json

ANNOUNCED = "Sosialisasi perlindungan kerja hari Senin pukul 09.00 di balai banjar."

# In the order in which they come: the words by which each is known.
STEPS: Mapping[str, tuple[str, ...]] = {
    "greeted": ("Selamat datang di Payung", "Setuju?"),
    "consented": ("izin Bapak/Ibu sudah dicatat",),
    # A worker
    "proof": ("Kode ini untuk orang yang didaftarkan koordinatornya", "tanggal lahir"),
    "asked": ("I MADE SUKERTA, koordinator Desa Tegal Harum, mendaftarkan {name}", "Setuju?"),
    "agreed": ("jawaban {name} sudah dicatat",),
    "returned": ("ada yang perlu diperbaiki", "Pendaftaran {number} ({name})", "{field}"),
    "mended": ("{field} untuk {name} sudah diperbaiki",),
    "verified": ("Kabar pendaftaran {number} ({name})", "data sudah diperiksa petugas dan cocok"),
    "refused": ("Kabar pendaftaran {number}", "{name}", "{reason}", "{after}"),
    "covered": ("Kabar baik tentang pendaftaran {number}", "iuran {name} sudah dibayar oleh desa",
                "mulai 1 April 2026", "sampai 31 Desember 2026"),
    "card": ("Kartu perlindungan {name} sudah jadi", "mulai 1 April 2026", "sampai 31 Desember 2026"),
    "announced": ("Pengumuman dari Kota Denpasar", ANNOUNCED, "Ketik STOP"),
    # An heir
    "comforted": ("Kami turut berduka cita", "siapanya beliau"),
    "whose": ("Berapa NIK beliau",),
    "read_back": ("NIK {nik}", "Benar?"),
    "called": ("Siapa nama beliau",),
    "died_on": ("Tanggal berapa beliau meninggal",),
    "cause": ("Apa sebabnya",),
    "reporter": ("Siapa nama Bapak/Ibu yang melapor",),
    "phone": ("Nomor HP Bapak/Ibu",),
    "review": ("Mohon diperiksa dulu", "{nik}", "{dead}", "{name}"),
    "reported": ("Laporan sudah dicatat", "Nomor: {number}", "perlindungan beliau tercatat aktif"),
    "looked_at": ("{number}, {dead}\n", "Surat-surat masih dikumpulkan"),
    "parts": ("Laporan {number}, {dead}.", "Bagian mana"),
    "mother_or_card": ("nama ibu kandung pekerjanya",),
    "kept": ("Sudah kami simpan",),
    "enough": ("sampai di sini dulu", "{number}"),
    "sent": ("Tentang laporan {number} ({dead})", "sudah diserahkan kepada kantor cabang", "22 Juli 2026"),
    "accepted": ("Tentang laporan {number} ({dead})", "sudah disetujui kantor cabang", "24 Juli 2026"),
    "paid": ("Tentang laporan {number} ({dead})", "Rp42.000.000 sudah dibayarkan", "27 Juli 2026"),
    # In December
    "ending": ("Kabar untuk {name}", "berlaku sampai 31 Desember 2026", "belum tercatat"),
}  # fmt: skip
ORDER = list(STEPS)

BEGUN = ("greeted", "consented", "proof", "asked", "agreed")
MENDED = ("returned", "mended")
PROTECTED = ("verified", "covered", "card", "announced")
FATES: Mapping[str, tuple[str, ...]] = {
    "accepted": (*BEGUN, *PROTECTED, "ending"),
    "returned": (*BEGUN, *MENDED, *PROTECTED, "ending"),
    "refused": (*BEGUN, "verified", "refused"),
    "died": (*BEGUN, *PROTECTED),
    "heir": ("greeted", "consented", *ORDER[ORDER.index("comforted") : ORDER.index("ending")]),
}
NUMBER = re.compile(r"\b(?:DEN|DUK)-\d+")


def heard(year: Year, people: Iterable[Person], step: str) -> None:
    """Each chat holds the steps of its person up to this one: in their order, once each, and nobody else's. On
    a phone that is looked at just that is seen.
    """
    everybody = list(people)
    names = {one.name for one in everybody}
    talks = year.crowd.each(everybody, lambda one: one.talker.talk())
    for one, talk in zip(everybody, talks, strict=True):
        holds(one, [said for said in talk if not said["own"]], step)
        tells_of(one, " ".join(said["text"] for said in talk), names)
        if one.phone:
            one.phone.shows(talk)


def holds(one: Person, said: list[Json], step: str) -> None:
    """What was said to a person are those steps, and the picture of the card comes with the card."""
    path = [name for name in FATES[one.fate] if ORDER.index(name) <= ORDER.index(step)]
    steps = [step_of(one, told["text"]) for told in said]
    assert (one.name, steps) == (one.name, path)
    pictures = [name for name, told in zip(steps, said, strict=True) if told["files"]]
    assert pictures == [name for name in path if name == "card"], one.name


def tells_of(one: Person, text: str, names: set[str]) -> None:
    """Of nobody else, neither by name nor by number."""
    others = {name for name in names - {one.name, *one.about.values()} if name in text}
    assert not others and set(NUMBER.findall(text)) <= {one.number}, one.name


def step_of(one: Person, text: str) -> str:
    """The one step whose words are all in a text; the text where it is none, or more than one."""
    about = {"name": one.name, "number": one.number, **one.about}
    found = [name for name, words in STEPS.items() if all(word in text for word in filled(words, about))]
    return found[0] if len(found) == 1 else f"{found} in {text}"


def filled(words: Iterable[str], about: Mapping[str, str]) -> list[str]:
    """The words of this person; where they tell of what the person has not, the pattern, which nobody says."""
    return [re.sub(r"\{(\w+)\}", lambda gap: about.get(gap[1], gap[0]), word) for word in words]
