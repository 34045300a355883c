"""A worker's way through the web chat on a small screen, by tapping and typing; the README's picture."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.browser.phone import Phone, phone
from tests.browser.traffic import Traffic

PICTURE = Path(__file__).parents[2] / "docs" / "chat.png"
NIK = "6371 0157 0885 9001"
MOST = 40_000  # bytes of a first visit
WHOLE = 120_000  # bytes of a whole registration, both ways
PATHS = {"/", "/chat.css", "/chat.js", "/chat/messages", "/chat/events"}


def to_the_nik(phone: Phone) -> str:
    """From the menu to a NIK that is read back."""
    for label in ("Daftar", "Saya sendiri", "Kota Banjarmasin"):
        phone.tap(label)
    return phone.write(NIK)


def to_the_mother(phone: Phone) -> str:
    """From there to the question for the mother's name."""
    phone.tap("Benar")
    for text in ("Siti Rahayu", "Banjarmasin"):
        phone.write(text)
    return phone.write("17 agustus 1985")


def to_the_review(phone: Phone) -> str:
    """From there to the end; what may be left out is."""
    phone.write("Hj. Rahmah")
    for label in ("Ya, di sini", "Banjarmasin Utara", "Alalak Tengah"):
        phone.tap(label)
    phone.write("Jl. Melati 5, RT 3 RW 1")
    phone.write("0812 3456 7890")
    for label in ("Sendiri", "Bekerja", "Belum ada", "Penyapu jalan"):
        phone.tap(label)
    for text in ("Pasar Lima", "Senin-Sabtu, jam 5-10 pagi", "50 ribu sehari"):
        phone.write(text)
    phone.tap("Benar")
    camera = phone.page.get_by_role("button", name="Ambil foto")
    asked_for_a_photo = False
    while "Kirim" not in phone.chips:
        asked_for_a_photo = asked_for_a_photo or camera.is_visible()
        phone.tap("Tidak ada" if "Tidak ada" in phone.chips else "Lewati")
    assert asked_for_a_photo and not camera.is_visible()
    return phone.last


def test_a_worker_registers_with_a_reload_two_steps_back_and_one_answer_changed(calm, capsys):
    traffic = Traffic(calm)
    calm.begin()
    to_the_nik(calm)
    mother = to_the_mother(calm)
    whole, chips = calm.talk, calm.chips
    calm.reload()
    assert (calm.talk, calm.chips) == (whole, chips)
    assert "lahir" in calm.write("kembali")
    calm.write("kembali")
    calm.write("Martapura")
    assert calm.last == mother or calm.write("17-8-1985") == mother
    assert "Tempat lahir: Martapura" in to_the_review(calm)
    calm.tap("Ubah jawaban")
    calm.tap("Tempat kerja")
    assert "Tempat kerja: Pasar Antasari" in calm.write("Pasar Antasari")
    done = calm.tap("Kirim")
    assert re.search(r"Nomor: BAN-\d{6}", done)
    assert "setelah iuran pertama dibayar" in done and "bukan hari ini" in done
    assert {urlsplit(request.url).path for request in calm.requests} == PATHS
    assert "6371" not in " ".join(request.url for request in calm.requests)
    with capsys.disabled():
        print(f"\na whole registration: {traffic.received} bytes received, {traffic.sent} sent")
    assert traffic.received + traffic.sent < WHOLE


def test_a_covered_worker_is_told_until_when(calm):
    calm.begin()
    calm.tap("Cek perlindungan")
    calm.write("6371015708809001")
    assert re.search(r"Aktif sampai \d{1,2} \w+ 20\d\d", calm.write("17-8-1980"))
    assert "SITI AMINAH" not in calm.last  # whoever knows NIK and birth date learns no more than that


def test_a_lapsed_worker_is_told_what_to_do(calm):
    calm.begin()
    calm.tap("Cek perlindungan")
    calm.write("6472031203759002")
    answer = calm.write("12-3-1975")
    assert "tidak aktif lagi" in answer and "tanya petugas" in answer


def test_a_link_leads_to_its_city_on_a_phone_that_is_new(fresh):
    one = fresh()
    one.open("/?start=samarinda")
    one.until(lambda: "Setuju" in one.chips)
    assert one.tap("Setuju") and "Saya sendiri" in one.chips
    assert "16 angka" in one.tap("Saya sendiri")
    expect(one.page).to_have_url(one.url + "/")


def test_a_link_leads_to_its_city_on_a_phone_that_has_talked_already(calm):
    calm.begin()
    calm.open("/?start=samarinda")
    calm.until(lambda: "Saya sendiri" in calm.chips)
    assert "16 angka" in calm.tap("Saya sendiri")


def test_the_keyboard_has_digits_where_digits_are_asked_and_letters_one_tap_away(calm):
    field, keys = calm.page.locator("#field"), calm.page.locator("#keys")
    calm.begin()
    assert field.get_attribute("inputmode") in (None, "text") and not keys.is_visible()
    calm.tap("Cek perlindungan")
    expect(field).to_have_attribute("inputmode", "numeric")
    calm.page.get_by_role("button", name="Ganti ke papan huruf").tap()
    expect(field).to_have_attribute("inputmode", "text")
    calm.page.get_by_role("button", name="Ganti ke papan angka").tap()
    expect(field).to_have_attribute("inputmode", "numeric")


def test_what_a_person_writes_is_shown_as_it_is_and_never_read_as_a_page(calm):
    calm.begin()
    text = "<img src=x onerror=alert(1)> <b>halo</b> & 'apa' https://contoh.example/a?b=1."
    calm.write(text)
    assert calm.own[-1] == text
    assert calm.page.locator("#list img, #list b").count() == 0
    link = calm.page.locator("#list .own a")
    assert (link.inner_text(), link.get_attribute("rel")) == ("https://contoh.example/a?b=1", "noopener")
    calm.reload()
    assert calm.own[-1] == text


def test_the_whole_chat_is_in_english_for_whoever_asks_for_it(calm):
    calm.page.get_by_role("button", name="Mulai").tap()
    calm.until(lambda: "English" in calm.chips)
    calm.tap("English")
    expect(calm.page.locator("html")).to_have_attribute("lang", "en")
    field = calm.page.get_by_role("textbox", name="Write a message")
    expect(field).to_have_attribute("placeholder", "Write a message…")
    calm.page.locator("summary").tap()
    expect(calm.page.locator(".sheet button")).to_have_text(
        ["Main menu", "Help", "Talk to an officer", "Delete this chat on this phone"], use_inner_text=True
    )
    calm.reload()
    expect(calm.page.get_by_role("log", name="Conversation")).to_be_visible()
    expect(calm.replies.last).to_have_attribute("lang", "en")


def test_a_first_visit_is_under_40_kb(fresh):
    one = fresh()
    traffic = Traffic(one)
    one.open()
    # The browser's own record comes after the page.
    one.until(lambda: 5_000 < traffic.received < traffic.unpacked)
    assert traffic.unpacked < MOST


def test_the_picture_for_the_readme_shows_a_nik_read_back(visitor, program, update, tmp_path):
    sharp = phone(visitor, program.url, device_scale_factor=2, viewport={"width": 360, "height": 640})
    sharp.open()
    sharp.begin()
    assert "lahir 17 Agustus 1985, perempuan" in to_the_nik(sharp)
    made = tmp_path / "chat.png"
    sharp.picture(made)
    sharp.context.close()
    assert made.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    if update or not PICTURE.exists():
        PICTURE.write_bytes(made.read_bytes())
