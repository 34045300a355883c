"""The year's first days in the village: a list is handed in, its people say yes. No officer decides here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from bot.rehearsal.lists import listed
from bot.rehearsal.villagers import Villager, villager
from bot.rehearsal.villages import PLACES
from tests.browser.seats import done
from tests.browser.waiting import follow
from tests.browser.year import Year
from tests.browser.year_chats import Person, Seen
from tests.web.site import Talker

LIST, VILLAGE = "tegal harum bersih 100.xlsx", "51.71.03.2008"
PEOPLE: dict[int, Villager] = {number: villager(PLACES["tegal harum"], number) for number in range(1, 101)}
REFUSED, DIES = {3: "NAME_MISMATCH", 4: "DECEASED", 5: "NIK_NOT_FOUND"}, 8
RETURNED = {1: "mother_name", 2: "address"}
KEPT = [one for number, one in PEOPLE.items() if number not in REFUSED]
FATE = {**dict.fromkeys(REFUSED, "refused"), **dict.fromkeys(RETURNED, "returned"), DIES: "died"}
LOOKED_AT = (*RETURNED, *REFUSED, 6, DIES)  # each on a phone of their own
ABOUT: Mapping[int, dict[str, str]] = {  # what their chats tell of them alone
    1: {"field": "Nama ibu"},
    2: {"field": "Alamat"},
    3: {"reason": "nama atau tanggal lahir berbeda", "after": "Ketik DAFTAR lagi"},
    4: {"reason": "tercatat sudah meninggal", "after": "kami turut berduka"},
    5: {"reason": "NIK belum ada di data Dukcapil", "after": "Sesudah itu ketik DAFTAR lagi"},
}
CODE = "Kode untuk orangnya"
Handed = tuple[str, str]  # the number of a registration, and the code for its person


def handed_in(year: Year, coordinator: Seen) -> None:
    year.step("a group is opened; its coordinator sends a list of 100 and hands it in")
    page = year.at(year.officer("administrator"), "/groups/new?programme=denpasar")
    page.locator("#village").select_option(VILLAGE)
    page.locator("#quota").fill("100")
    follow(page.get_by_role("button", name="Buka dan buat kode"))
    code = page.locator(".secret code").first.inner_text()
    coordinator.begin()
    for text in (code, "I Made Sukerta", "0812 3456 7890", "Kelian banjar"):
        coordinator.write(text)
    assert "sekarang koordinator Desa Tegal Harum" in coordinator.tap("Setuju")
    coordinator.page.set_input_files("#files", {"name": LIST, "mimeType": "", "buffer": listed(LIST)})
    coordinator.until(lambda: any("Daftar diterima" in text for text in coordinator.texts()))
    year.work()
    coordinator.until(lambda: "100 orang masuk daftar" in coordinator.last)
    coordinator.tap("Ajukan 100 orang")
    assert "100 orang sudah diajukan" in coordinator.tap("Ajukan")


def agreed(year: Year, coordinator: Seen) -> dict[int, Person]:
    """Everybody, by the number on the list."""
    year.step("the coordinator hands on a code to each of the hundred; each says yes in a chat of their own")
    coordinator.write("lihat orang")
    people = {number: on_a_phone(year, coordinator, number) for number in LOOKED_AT}
    others = [number for number in PEOPLE if number not in people]
    codes = done(handed_on(year.crowd.talker_of(coordinator), others))
    coordinator.reload()  # what was said beside the page it draws now

    async def agree(number: int) -> Person:
        return await agreeing(await year.crowd.talker(), number, *codes[number])

    people |= zip(others, year.crowd.each(others, agree), strict=True)
    year.calendar.later(hours=2)  # within an hour the coordinator could take all of it back
    return dict(sorted(people.items()))


def on_a_phone(year: Year, coordinator: Seen, number: int) -> Person:
    """One of those who are looked at, from the code on."""
    told = coordinator.write(PEOPLE[number].nik)
    registration, code = handed(told, coordinator.tap(CODE))
    phone = year.crowd.phone()
    phone.begin()
    phone.write(code)
    phone.write(f"{PEOPLE[number].born:%d-%m-%Y}")
    phone.tap("Setuju")
    return person(number, registration, year.crowd.talker_of(phone), phone)


async def handed_on(hers: Talker, numbers: Iterable[int]) -> dict[int, Handed]:
    """The codes of the others, in the same chat of the coordinator."""
    found = {}
    for number in numbers:
        told = await hers.say(PEOPLE[number].nik)
        found[number] = handed(told["text"], (await hers.tap(told, CODE))["text"])
    return found


def handed(told: str, given: str) -> Handed:
    """What a coordinator reads of somebody, and of the code."""
    registration, code = re.search(r"DEN-\d+", told), re.search(r": (\w+)\n", given)
    assert registration and code
    return registration[0], code[1]


async def agreeing(chat: Talker, number: int, registration: str, code: str) -> Person:
    """One of the others."""
    await chat.tap(await chat.say("halo"), "Setuju")
    await chat.say(code)
    await chat.tap(await chat.say(f"{PEOPLE[number].born:%d-%m-%Y}"), "Setuju")
    return person(number, registration, chat)


def person(number: int, registration: str, chat: Talker, phone: Seen | None = None) -> Person:
    fate, about = FATE.get(number, "accepted"), ABOUT.get(number, {})
    return Person(PEOPLE[number].name, fate, chat, registration, about, phone)


def looked_up(year: Year, coordinator: Seen) -> None:
    """Unasked the coordinator's own chat was told of the list alone; asked it shows how all of them stand."""
    year.step("the coordinator looks up how the village stands, and who was refused")
    talk = done(year.crowd.talker_of(coordinator).talk())
    asked = sum(said["own"] for said in talk)
    assert len(talk) - asked == asked + 1
    coordinator.tap("Ke kelompok")
    seen = coordinator.write("lihat orang")
    for unit in {one.unit for one in KEPT}:
        count = sum(one.unit == unit for one in KEPT)
        assert f"{unit}: {count} orang, {count} terlindungi hari ini" in seen
    names = coordinator.tap(f"Belum diterima ({len(REFUSED)})")
    assert {number for number, one in PEOPLE.items() if f"- {one.name} " in names} == set(REFUSED)
    for number in LOOKED_AT:
        told = "Petugas belum bisa menerima" if number in REFUSED else "Terlindungi sampai 31 Desember"
        assert told in coordinator.write(PEOPLE[number].nik)
        coordinator.tap("Lihat orang lain")
