"""A hundred invented people and what each of them says: a registration from hello to number, and more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

FIRST = (
    "SITI", "RAHMAH", "NURUL", "FATIMAH", "MARIANI", "NORHAYATI", "AISYAH", "HALIMAH", "RUSMINI", "JUMIATI"
)  # fmt: skip
LAST = (
    "WULANDARI", "KURNIAWATI", "PUSPITASARI", "HANDAYANI", "SULISTYOWATI",
    "MARDIANA", "KOMARIAH", "ROSDIANA", "SURYANINGSIH", "MULYANINGRUM",
)  # fmt: skip
PHOTO = "(photo)"
REGISTRATION = (
    "halo", "[Setuju]", "[Daftar]", "[Saya sendiri]", "[Kota Banjarmasin]", "{nik}", "[Benar]", "{name}",
    "Banjarmasin", "17 agustus 1985", "{mother}", "[Ya, di sini]", "Banjarmasin Utara", "Alalak Tengah",
    "{address}", "{phone}", "[Sendiri]", "[Bekerja]", "[Belum ada]", "penyapu jalan", "Pasar Lima",
    "Senin-Sabtu jam 5-10 pagi", "50rb sehari", "[Benar]", "lewati", "[Tidak ada]", PHOTO, "[Kirim]",
)  # fmt: skip


@dataclass(frozen=True)
class Habit:
    """What a kind of person says besides: before a line of the registration, and after it all."""

    before: Mapping[str, Sequence[str]]
    after: Sequence[str]


HABITS = (
    Habit(
        {
            "[Belum ada]": ("KEMBALI", "KEMBALI", "[Sendiri]"),
            "[Kirim]": ("[Ubah jawaban]", "[Pekerjaan]", "[Pasukan Aspal]"),
        },
        ("status",),
    ),
    Habit({"{nik}": ("123",), "{phone}": ("nanti saja",), "[Kirim]": ("apa ya",)}, ("zzz zzz",)),
    Habit({"{nik}": ("cek", "{unknown}", "17-8-1975", "daftar")}, ("cek", "[{name}]")),
    Habit({}, ("data saya", "[Lihat data]", "data saya", "[Perbaiki data]", "[Tempat kerja]", "Pasar Lama")),
)


@dataclass(frozen=True)
class Worker:
    """One person; `script` is what they say, each after the answer to the one before. [...] is a tap."""

    number: int
    nik: str
    name: str
    mother: str
    address: str
    phone: str
    script: tuple[str, ...] = ()

    @property
    def habit(self) -> int:
        """Which of the habits: those who share one hear the same, but for what they told of themselves."""
        return self.number % len(HABITS)

    @property
    def secrets(self) -> tuple[str, ...]:
        """What no log may hold, as it is written and as digits alone."""
        digits = "".join(filter(str.isdigit, self.phone))
        return self.nik, self.name, self.mother, self.address, self.phone, digits, digits.removeprefix("0")


def workers(count: int) -> list[Worker]:
    """The first of the hundred, their habits in turn."""
    return [worker(number, HABITS[number % len(HABITS)]) for number in range(count)]


def worker(number: int, habit: Habit) -> Worker:
    """One of them; `number` 0-99."""
    first, last = FIRST[number % 10], LAST[number // 10]
    facts = {
        "nik": f"637101570885{9000 + number}",
        "name": f"{first} {last}",
        "mother": f"{LAST[number % 10]} {FIRST[number // 10]}",
        "address": f"Gang Kenanga {number + 100} RT 3",
        "phone": f"0812-3450-{9000 + number}",
    }
    unknown = f"637101170875{9000 + number}"  # nobody's: five wrong tries would lock one that all try
    script = tuple(line.format(**facts, unknown=unknown) for line in lines(habit))
    return Worker(number, **facts, script=script)


def lines(habit: Habit) -> Iterator[str]:
    """The script before the person's own facts are put in."""
    for line in REGISTRATION:
        yield from habit.before.get(line, ())
        yield line
    yield from habit.after
