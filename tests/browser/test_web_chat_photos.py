"""Photos from a phone: made small before they are sent, upright, without the place, kept encrypted."""

from __future__ import annotations

import base64
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from bot.conversation.albums import TOGETHER
from bot.keys import data_keys
from bot.rehearsal.pictures import bytes_of
from bot.settings import Bare
from storage.documents import PARTS, Shelf
from storage.vault import Vault
from tests.browser.phone import Phone, phone, tab
from tests.browser.waiting import patient
from tests.web.program import Program
from tests.web.replies import png

PDF = bytes_of("akta.pdf")
JPEG = b"\xff\xd8\xff"
# A landscape as the sensor sees it: lower left red, which is the upper left of the upright picture.
PAINT = """async () => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 4000, height: 3000 });
  const pen = canvas.getContext('2d');
  for (let i = 0; i < 4000; i++) {
    pen.fillStyle = `hsl(${i * 37 % 360}, 60%, ${30 + i % 40}%)`;
    pen.fillRect(i * 7919 % 4000, i * 104729 % 3000, 90, 70);
  }
  pen.fillStyle = '#f00';
  pen.fillRect(0, 2200, 800, 800);
  const url = canvas.toDataURL('image/jpeg', .95);
  return url.slice(url.indexOf(',') + 1);
}"""
LOOK = """async jpeg => {
  const image = new Image();
  image.src = 'data:image/jpeg;base64,' + jpeg;
  await image.decode();
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: image.width, height: image.height });
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  pen.drawImage(image, 0, 0);
  const corner = (x, y) => Array.from(pen.getImageData(x, y, 1, 1).data);
  const [right, low] = [image.width - 60, image.height - 60];
  return { size: [image.width, image.height],
    corners: [corner(60, 60), corner(right, 60), corner(60, low), corner(right, low)] };
}"""


def with_exif(jpeg: bytes) -> bytes:
    """The same picture, held on its side, with the place where it was taken: a short TIFF in an APP1."""
    rational = struct.pack("<6I", 3, 1, 19, 1, 8, 1)  # 3 degrees 19 minutes 8 seconds
    main = struct.pack("<H HHII HHII I", 2, 0x0112, 3, 1, 6, 0x8825, 4, 1, 38, 0)
    place = struct.pack("<H HHI4s HHII I", 2, 1, 2, 2, b"S\0\0\0", 2, 5, 3, 68, 0)
    tiff = b"II*\0" + struct.pack("<I", 8) + main + place + rational
    app1 = b"Exif\0\0" + tiff
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(app1) + 2) + app1 + jpeg[2:]


@pytest.fixture(scope="module")
def photo(visitor, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the camera of a phone gives: 4000 by 3000 pixels, some megabytes."""
    page = patient(visitor).new_page()
    made = tmp_path_factory.mktemp("photo") / "IMG_20260817_KTP.jpg"
    made.write_bytes(with_exif(base64.b64decode(page.evaluate(PAINT))))
    page.context.close()
    assert made.stat().st_size > 1_000_000
    return made


def send(phone: Phone, file: Path, content: bytes | None = None) -> None:
    """Choose a file of the phone, made of `content` where that is given."""
    if content is not None:
        file.write_bytes(content)
    phone.page.set_input_files("#files", file)


def kept(program: Program) -> set[Path]:
    files = (program.folder / "var" / "documents").rglob("*")
    return {path for path in files if path.is_file() and path.parent.name != PARTS}


def came(program: Program, before: set[Path], *begins: bytes) -> list[Path]:
    """What is kept since, and begins so: jobs write files of their own meanwhile."""
    return [one for one in kept(program) - before if opened(program, one).startswith(begins)]


def opened(program: Program, file: Path) -> bytes:
    """What the program itself would read."""
    folder = program.folder / "var"
    vault = Vault(*data_keys(Bare(data_dir=folder), demo=True))
    return Shelf(folder / "documents", vault).get(file.name)


@pytest.fixture(scope="module")
def mobile(visitor, program: Program) -> Iterator[Phone]:
    """One phone for all that is sent well."""
    one = phone(visitor, program.url)
    one.open()
    yield one
    assert one.troubles == []
    one.context.close()


def test_a_photo_arrives_small_upright_and_without_place_and_is_kept_encrypted(mobile, program, photo):
    before = kept(program)
    mobile.answered(lambda: send(mobile, photo))
    mobile.until(lambda: len(came(program, before, JPEG)) == 1)
    (file,) = came(program, before, JPEG)
    arrived = opened(program, file)
    assert len(arrived) < 500_000
    assert b"Exif" in photo.read_bytes() and b"Exif" not in arrived and arrived.startswith(JPEG)
    assert arrived[:200] not in file.read_bytes()
    look = mobile.page.evaluate(LOOK, base64.b64encode(arrived).decode())
    assert look["size"] == [1200, 1600]
    red = [corner[0] > 200 and corner[1] < 60 and corner[2] < 60 for corner in look["corners"]]
    assert red == [True, False, False, False]


def test_a_photo_is_seen_in_the_talk_at_once_and_named_after_a_reload(mobile, photo):
    mobile.page.wait_for_timeout(1000 * TOGETHER + 200)  # else it would be one answer with the one before
    mobile.answered(lambda: send(mobile, photo))
    expect(mobile.page.locator(".own img.thumb").last).to_have_attribute("alt", "Foto")
    mobile.reload()
    assert mobile.own[-1] == "Foto atau file"


def test_a_photo_right_after_another_is_sent_without_a_receipt_of_its_own(mobile, tmp_path):
    """Small ones: what takes a busy machine long to shrink does not come right after another."""
    for number in range(
        8
    ):  # some may come too late to belong to the one before, and the first belongs to none
        answers, own = mobile.replies.count(), len(mobile.own)
        send(mobile, tmp_path / f"{number}.png", png(60 + number, 40))
        mobile.until(lambda own=own: len(mobile.own) > own)
        mobile.settle()
        expect(mobile.page.locator(".own").last).to_contain_text("terkirim")
        if number and mobile.replies.count() == answers:
            return
    raise AssertionError("each had a receipt of its own")


def test_a_pdf_passes_as_it_is(mobile, program, tmp_path):
    before = kept(program)
    send(mobile, tmp_path / "akta.pdf", PDF)
    mobile.until(lambda: len(came(program, before, PDF)) == 1)
    (file,) = came(program, before, PDF)
    assert opened(program, file) == PDF


REFUSED = {
    "foto.jpg": (b"MZ\x90\0" * 50, "belum bisa dibuka di HP ini"),
    "akta.pdf": (b"MZ\x90\0" * 50, "Mohon kirim foto"),
    "buku.pdf": (PDF + b"0" * 10_000_001, "Paling besar 10 MB"),
}


def test_programs_under_other_names_and_large_files_are_refused_kindly(fresh, program, tmp_path):
    one = fresh()
    one.open()
    before = kept(program)
    for number, (name, (content, why)) in enumerate(REFUSED.items(), 1):
        send(one, tmp_path / name, content)
        expect(one.page.locator(".refused")).to_have_count(number)
        expect(one.page.locator(".refused").last).to_contain_text(why, use_inner_text=True)
    assert came(program, before, b"MZ", PDF) == []
    posts = [request for request in one.requests if request.method == "POST"]
    assert len(posts) == 1  # two were stopped on the phone already
    assert one.write("halo")


def test_a_photo_waits_for_the_signal_and_outlives_the_page(fresh, photo):
    one = fresh()
    one.open()
    one.context.set_offline(True)
    send(one, photo)
    one.until(lambda: "menunggu sinyal" in one.page.locator(".own").inner_text())
    one.page.close()
    one.context.set_offline(False)
    again = tab(one)
    again.open()
    expect(again.replies).to_have_count(2)
    again.settle()
    again.reload()
    again.until(lambda: again.own == ["Foto atau file"])
    again.until(lambda: again.page.evaluate("Object.keys(localStorage)") == ["payung.last"])


def test_the_camera_or_the_album_opens(mobile):
    for id, camera in (("camera", "environment"), ("files", None)):
        with mobile.page.expect_file_chooser() as chooser:
            mobile.page.evaluate("id => document.getElementById(id).click()", id)
        assert chooser.value.element.get_attribute("capture") == camera
    with mobile.page.expect_file_chooser() as chooser:
        mobile.page.get_by_role("button", name="Kirim foto atau file").tap()
    assert chooser.value.is_multiple()
