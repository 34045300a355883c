"""What can't be kept, and why; whatever bytes come, nothing else is raised."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.files import TOO_LARGE
from bot.photos import Looked, Unreadable, looked
from tests.photos.files import END, chunk, packed, pdf, png_of, webp_of
from tests.photos.pages import Scene, jpeg, photo, saved

SMALL = photo(Scene(size=(480, 360)))
FILES = {
    "jpeg": jpeg(SMALL),
    "progressive": jpeg(SMALL, progressive=True),
    "png": saved(SMALL.convert("L"), "PNG"),
    "webp": saved(SMALL, "WEBP"),
    "lossless": saved(SMALL.reduce(4), "WEBP", lossless=True),
    "pdf": pdf(packed(b"1 0 << /Type /Page >>")),
}
REASONS = {"unknown", "heic", "broken", "encrypted", "unsafe", "too_large"}


def reason(content: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        looked(content)
    return refused.value.reason


def flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes((content[middle] ^ 0xFF,)) + content[middle + 1 :]


UNKNOWN = {
    "nothing": b"",
    "a program": b"MZ\x90\0" + b"\0" * 500,
    "words": b"halo",
    "a zip": b"PK\x03\x04" + b"\0" * 500,
    "a GIF": saved(SMALL, "GIF"),
    "a TIFF": saved(SMALL, "TIFF"),
    "a page of the web": b"<html>%PDF-1.7",
    "a program with a PDF in it": b"MZ\x90\0%PDF-1.7",
    "a film": b"\0\0\0\x18ftypmp42" + b"\0" * 50,
    "sound in a RIFF": b"RIFF\x24\0\0\0WAVEfmt ",
}


@pytest.mark.parametrize("content", UNKNOWN.values(), ids=UNKNOWN.keys())
def test_what_is_no_picture_and_no_pdf_is_unknown(content: bytes) -> None:
    assert reason(content) == "unknown"


@pytest.mark.parametrize("brand", [b"heic", b"heix", b"hevc", b"mif1", b"msf1"])
def test_a_picture_of_an_iphone_has_its_own_reason(brand: bytes) -> None:
    assert reason(b"\0\0\0\x24ftyp" + brand + b"\0\0\0\0mif1heic") == "heic"


BROKEN = {
    **{f"half a {name}": content[: len(content) // 2] for name, content in FILES.items()},
    **{f"the head of a {name}": content[:40] for name, content in FILES.items()},
    "a PNG with a bit turned": flipped(FILES["png"]),
    "a PNG without rows": png_of(100, 100, 0),
    "a PNG without width": png_of(0, 100, 1),
    "a PNG without an end": FILES["png"][:-12],
    "a WebP of an unknown part": b"RIFF\x0c\0\0\0WEBPABCD\0\0\0\0",
    "a PDF without an end": pdf(end=b""),
    "a PDF whose packed objects are torn": pdf(packed(b"", data=b"nothing")),
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN.keys())
def test_what_cannot_be_read_to_its_end_is_broken(content: bytes) -> None:
    assert reason(content) == "broken"


ENCRYPTED = {
    "a reference": END.replace(b"/Root", b"/Encrypt 7 0 R /Root"),
    "a dictionary": END.replace(b"/Root", b"/Encrypt<</Filter/Standard>>/Root"),
    "an escaped name": END.replace(b"/Root", b"/#45ncryp#74 7 0 R /Root"),
}


@pytest.mark.parametrize("end", ENCRYPTED.values(), ids=ENCRYPTED.keys())
def test_a_pdf_with_a_password_is_encrypted(end: bytes) -> None:
    assert reason(pdf(end=end)) == "encrypted"


RUNS = b"<< /S /JavaScript /JS (app.alert(1)) >>"
UNSAFE = {
    "a script": RUNS,
    "a program": b"<< /S /Launch /F (cmd.exe) >>",
    "an escaped name": b"<< /S /J#61va#53cript >>",
    "packed": packed(b"4 0 " + RUNS),
    "not packed at all": packed(b"", b"[]", RUNS),
    "packed twice": packed(RUNS, b"[/ASCIIHexDecode /FlateDecode]"),
    "packed in an old way": packed(RUNS, b"/LZWDecode"),
}


@pytest.mark.parametrize("thing", UNSAFE.values(), ids=UNSAFE.keys())
def test_a_pdf_that_runs_something_is_unsafe(thing: bytes) -> None:
    assert reason(pdf(thing)) == "unsafe"


HARMLESS = {
    "packed objects": pdf(packed(b"4 0 << /Type /Page >>")),
    "longer names": pdf(b"<< /LaunchDate (1) /JavaScripts (2) /EncryptMetadata false >>"),
    "a mark before it": b"\xef\xbb\xbf\r\n" + pdf(),
    "a stream that is no object": pdf(b"<< /Length 5 >>\nstream\nhello\nendstream"),
}


@pytest.mark.parametrize("content", HARMLESS.values(), ids=HARMLESS.keys())
def test_a_harmless_pdf_is_kept(content: bytes) -> None:
    assert looked(content).content == content


def many_scans() -> bytes:
    scan = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x00"
    return FILES["progressive"][:-2] + scan * 200 + b"\xff\xd9"


LARGE = {
    "over 10 MB": FILES["jpeg"] + b"0" * TOO_LARGE,
    "a PDF over 10 MB": pdf(b"%" + b"0" * TOO_LARGE),
    "a PNG of 900 megapixels": png_of(30_000, 30_000, 2000),
    "a WebP of 100 megapixels": webp_of(10_000, 10_000),
    "a JPEG of 144 megapixels": jpeg(Image.new("L", (16_000, 9_000)), quality=20),
    "a large JPEG in many layers": jpeg(Image.new("RGB", (7000, 5000)), 20, progressive=True, subsampling=0),
    "a JPEG of endless scans": many_scans(),
    "a PDF that swells": pdf(packed(b"0" * 40_000_000)),
}


@pytest.mark.parametrize("content", LARGE.values(), ids=LARGE.keys())
def test_what_takes_too_much_room_is_too_large(content: bytes) -> None:
    assert reason(content) == "too_large"


def test_a_png_that_swells_to_25_megapixels_is_still_read() -> None:
    assert looked(png_of(5000, 5000, 5000)).width == 2400


def test_the_words_of_a_picture_may_not_swell() -> None:
    bomb = chunk(b"zTXt", b"x\0\0" + zlib.compress(b"0" * 40_000_000))
    content = FILES["png"]
    assert reason(content[:33] + bomb + content[33:]) == "broken"


def judged(content: bytes) -> None:
    """Kept or refused with a reason; any other exception fails the test."""
    try:
        assert isinstance(looked(content), Looked)
    except Unreadable as refused:
        assert refused.reason in REASONS


@settings(max_examples=150)
@given(st.sampled_from(sorted(FILES)), st.floats(0, 1))
def test_a_file_cut_anywhere_is_refused_with_a_reason_or_kept(name: str, part: float) -> None:
    judged(FILES[name][: int(len(FILES[name]) * part)])


@settings(max_examples=150)
@given(
    st.sampled_from(sorted(FILES)), st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), max_size=8)
)
def test_a_file_with_wrong_bytes_is_refused_with_a_reason_or_kept(
    name: str, wrong: list[tuple[float, int]]
) -> None:
    content = bytearray(FILES[name])
    for at, byte in wrong:
        content[int(at * len(content))] = byte
    judged(bytes(content))


STARTS = (
    b"",
    b"\xff\xd8\xff\xe0",
    b"\x89PNG\r\n\x1a\n",
    b"RIFF\0\0\0\0WEBP",
    b"RIFF\0\0\0\0WEBPVP8X",
    b"%PDF-1.4",
)


@settings(max_examples=200)
@given(st.sampled_from(STARTS), st.binary(max_size=400))
def test_any_bytes_are_refused_with_a_reason_or_kept(start: bytes, content: bytes) -> None:
    judged(start + content)
