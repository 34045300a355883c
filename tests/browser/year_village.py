"""The year's first days in the village: a list is handed in, its people say yes. No officer decides here."""

from __future__ import annotations

import re

from bot.rehearsal.lists import listed
from bot.rehearsal.villagers import Villager, villager
from bot.rehearsal.villages import PLACES
from tests.browser.waiting import follow
from tests.browser.year import Person, Seen, Wire, Year

LIST, VILLAGE = "tegal harum bersih 100.xlsx", "51.71.03.2008"
PEOPLE: dict[int, Villager] = {number: villager(PLACES["tegal harum"], number) for number in range(1, 101)}
CHATTING = (1, 2, 3, 4, 6, 7, 8)  # of these the first is a phone that is looked at, the others are HTTP
REFUSED, DIES = {3: "NAME_MISMATCH", 4: "DECEASED", 5: "NIK_NOT_FOUND"}, 8
KEPT = [one for number, one in PEOPLE.items() if number not in REFUSED]


def handed_in(year: Year, coordinator: Seen) -> None:
    year.step("a group is opened; its coordinator sends a list of 100 and hands it in")
    page = year.at(year.officer("administrator"), "/groups/new?programme=denpasar")
    page.locator("#village").select_option(VILLAGE)
    page.locator("#quota").fill("100")
    follow(page.get_by_role("button", name="Buka dan buat kode"))
    code = page.locator(".secret code").first.inner_text()
    coordinator.open()
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


def agreed(year: Year, coordinator: Seen, phone: Seen) -> dict[int, Person]:
    """Each with the code that the coordinator hands on; by the number on the list."""
    year.step("seven of them say yes, each in a chat of their own")
    coordinator.write("lihat orang")
    people: dict[int, Person] = {}
    for number in CHATTING:
        told = coordinator.write(PEOPLE[number].nik)
        handed = re.search(r": (\w+)\n", coordinator.tap("Kode untuk orangnya"))
        found = re.search(r"DEN-\d+", told)
        assert handed and found
        chat = Wire(year.visitor, year.url) if people else phone
        if isinstance(chat, Seen):
            chat.open()
        chat.begin()
        chat.write(handed[1])
        chat.write(f"{PEOPLE[number].born:%d-%m-%Y}")
        people[number] = Person(PEOPLE[number].name, chat, found[0])
        assert "sudah dicatat" in chat.tap("Setuju")
    year.calendar.later(hours=2)  # within an hour the coordinator could take all of it back
    return people
