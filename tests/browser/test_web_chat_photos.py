"""Photos from a phone: made small before they are sent, upright, without place and time, and kept encrypted."""

from __future__ import annotations

import base64
import struct
from pathlib import Path
from typing import Any

import pytest

from bot.keys import data_keys
from bot.settings import Bare
from storage.documents import Shelf
from storage.vault import Vault
from tests.browser.phone import Phone
from tests.web.program import Program

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
# A landscape as the sensor sees it: lower left red, which is the upper left of the upright picture.
PAINT = """async () => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 4000, height: 3000 });
  const pen = canvas.getContext('2d');
  for (let i = 0; i < 9000; i++) {
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
  const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
  const pen = canvas.getContext('2d');
  pen.drawImage(image, 0, 0);
  const corner = (x, y) => Array.from(pen.getImageData(x, y, 1, 1).data);
  const [right, low] = [image.width - 60, image.height - 60];
  return { size: [image.width, image.height],
    corners: [corner(60, 60), corner(right, 60), corner(60, low), corner(right, low)] };
}"""


def with_exif(jpeg: bytes) -> bytes:
    """The same picture, held on its side, with the place where it was taken (a short TIFF in a JPEG's APP1)."""
    rational = struct.pack("<6I", 3, 1, 19, 1, 8, 1)  # 3 degrees 19 minutes 8 seconds
    main = struct.pack("<H HHII HHII I", 2, 0x0112, 3, 1, 6, 0x8825, 4, 1, 38, 0)
    place = struct.pack("<H HHI4s HHII I", 2, 1, 2, 2, b"S\0\0\0", 2, 5, 3, 68, 0)
    tiff = b"II*\0" + struct.pack("<I", 8) + main + place + rational
    app1 = b"Exif\0\0" + tiff
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(app1) + 2) + app1 + jpeg[2:]


@pytest.fixture(scope="module")
def photo(visitor) -> bytes:
    """What the camera of a phone gives: 4000 by 3000 pixels, some megabytes."""
    page = visitor.new_page()
    made = with_exif(base64.b64decode(page.evaluate(PAINT)))
    page.close()
    assert len(made) > 1_500_000
    return made


def send(phone: Phone, name: str, kind: str, content: bytes) -> None:
    file: Any = {"name": name, "mimeType": kind, "buffer": content}
    phone.page.set_input_files("#files", file)


def kept(program: Program) -> set[Path]:
    return {path for path in (program.folder / "var" / "documents").rglob("*") if path.is_file()}


def opened(program: Program, file: Path) -> bytes:
    """What the program itself would read."""
    folder = program.folder / "var"
    vault = Vault(*data_keys(Bare(data_dir=folder), demo=True))
    return Shelf(folder / "documents", vault).get(file.name)


def test_a_photo_arrives_small_upright_and_without_place_and_is_kept_encrypted(calm, program, photo):
    before = kept(program)
    answers = calm.replies.count()
    send(calm, "IMG_20260817_KTP.jpg", "image/jpeg", photo)
    calm.until(lambda: calm.replies.count() > answers)
    (file,) = kept(program) - before
    arrived = opened(program, file)
    assert len(arrived) < 500_000
    assert b"Exif" not in arrived and arrived[:3] == b"\xff\xd8\xff"
    assert arrived[:200] not in file.read_bytes()
    look = calm.page.evaluate(LOOK, base64.b64encode(arrived).decode())
    assert look["size"] == [1200, 1600]
    red = [corner[0] > 200 and corner[1] < 60 and corner[2] < 60 for corner in look["corners"]]
    assert red == [True, False, False, False]


def test_a_photo_is_seen_in_the_talk_at_once_and_named_after_a_reload(calm, photo):
    send(calm, "ktp.jpg", "image/jpeg", photo)
    calm.until(lambda: calm.page.locator(".own img.thumb").count() == 1)
    calm.until(lambda: calm.replies.count() == 2)
    assert calm.page.locator(".own img").get_attribute("alt") == "Foto"
    calm.reload()
    assert calm.own == ["Foto atau file"]


def test_a_pdf_passes_as_it_is(calm, program):
    before = kept(program)
    send(calm, "akta.pdf", "application/pdf", PDF)
    calm.until(lambda: calm.replies.count() == 2)
    (file,) = kept(program) - before
    assert opened(program, file) == PDF


@pytest.mark.parametrize(
    ("name", "kind", "why"),
    [("foto.jpg", "image/jpeg", "belum bisa dibuka di HP ini"), ("akta.pdf", "application/pdf", "Mohon kirim foto")],
)
def test_a_program_under_another_name_is_refused_kindly(fresh, program, name, kind, why):
    one = fresh()
    one.open()
    before = kept(program)
    send(one, name, kind, b"MZ\x90\0" * 50)
    one.until(lambda: one.page.locator(".refused").count() == 1)
    assert why in one.page.locator(".refused").inner_text()
    assert kept(program) == before
    assert one.write("halo")


def test_a_file_over_10_mb_is_refused_before_it_is_sent(calm):
    send(calm, "buku.pdf", "application/pdf", PDF + b"0" * 10_000_001)
    calm.until(lambda: calm.page.locator(".refused").count() == 1)
    assert "Paling besar 10 MB" in calm.page.locator(".refused").inner_text()
    assert not [request for request in calm.requests if request.method == "POST"]


def test_a_photo_waits_for_the_signal_and_outlives_the_page(fresh, program, photo):
    one = fresh()
    one.open()
    one.context.set_offline(True)
    send(one, "ktp.jpg", "image/jpeg", photo)
    one.until(lambda: "menunggu sinyal" in one.page.locator(".own").inner_text())
    one.context.set_offline(False)
    before = kept(program)
    one.reload()
    one.until(lambda: one.replies.count() == 2)
    (file,) = kept(program) - before
    assert opened(program, file)[:3] == b"\xff\xd8\xff"


def test_the_question_for_a_photo_offers_the_camera(calm):
    camera = calm.page.get_by_role("button", name="Ambil foto")
    assert not camera.is_visible()
    calm.context.route("**/chat/messages", lambda route: asked_for_a_photo(route), times=1)
    calm.send("halo")
    calm.until(lambda: camera.is_visible())
    with calm.page.expect_file_chooser() as chooser:
        camera.tap()
    assert chooser.value.element.get_attribute("capture") == "environment"


def asked_for_a_photo(route: Any) -> None:
    """The program's answer, as it would ask for a photo."""
    answer = route.fetch()
    body = answer.json()
    body["messages"][0]["ask"] = "photo"
    route.fulfill(response=answer, json=body)
