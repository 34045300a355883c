"""Lists as files: known by their bytes whatever they are called, kept as they came, twice as large as a photo."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.files import LARGEST_SHEET, TOO_LARGE, format_of, kind_of
from bot.photos import Unreadable, looked
from bot.rehearsal.compound import compound
from bot.rehearsal.lists import listed
from tests.photos.test_photos_refused import reason

LIST = "No;Nama;NIK\r\n1;NI WAYAN SARI;5171034107859001\r\n"
PAGE = (
    "<html><head><style>td {color: red}</style></head><body><TABLE><tr><td>1</td></tr></TABLE></body></html>"
)
BOOK = bytes(4096)


def zipped(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name in names:
            file.writestr(name, "<x/>" * 50)
    return made.getvalue()


SHEETS = {
    "a workbook": (listed("tegal harum 97.xlsx"), "xlsx"),
    "a workbook of a program with ways of its own": (
        zipped("[Content_Types].xml", "/xl/workbook22.xml"),
        "xlsx",
    ),
    "a workbook that runs something": (zipped("[Content_Types].xml", "xl/vbaProject.bin"), "xlsx"),
    "a workbook of LibreOffice": (listed("tegal harum 97.ods"), "ods"),
    "a workbook with a password": (listed("sandi.xlsx"), "xls"),
    "an old workbook": (compound({"Workbook": BOOK, "\x05SummaryInformation": BOOK}), "xls"),
    "a very old workbook": (compound({"Book": BOOK}), "xls"),
    "a letter in an old workbook": (compound({"Workbook": BOOK, "WordDocument": BOOK}), "xls"),
    "a page called a workbook": (listed("tegal harum 97.xls"), "html"),
    "a page in two bytes a letter": (PAGE.encode("utf-16"), "html"),
    "a text of Windows": (f"{LIST}2;JOSÉ;".encode("cp1252"), "text"),
    "a text with a mark": (LIST.encode("utf-8-sig"), "text"),
    "a text in two bytes a letter": (listed("tegal harum 97.txt"), "text"),
    "the same without a mark": (LIST.encode("utf-16-le"), "text"),
    "the other way round": (LIST.encode("utf-16-be"), "text"),
    "a single line": (b"NI WAYAN SARI, 5171034107859001", "text"),
    "a text of DOS": (LIST.encode() + b"\x1a", "text"),
    "a text whose beginning ends in a letter": ((LIST + "é" * 128_000).encode(), "text"),
    "a text whose beginning ends in another": ((f"{LIST}1" + "é" * 128_000).encode(), "text"),
}


@pytest.mark.parametrize(("content", "format"), SHEETS.values(), ids=SHEETS.keys())
def test_a_list_is_known_by_its_bytes_and_kept_as_it_came(content: bytes, format: str) -> None:
    assert (format_of(content), kind_of(content)) == (format, "sheet")
    found = looked(content)
    assert (found.kind, found.content, found.problems) == ("sheet", content, ())


NONE = {
    "a letter": zipped("[Content_Types].xml", "word/document.xml"),
    "a letter with a workbook in it": zipped("[Content_Types].xml", "word/embeddings/xl/a.xlsx"),
    "an archive": zipped("foto/1.jpg", "daftar.xlsx"),
    "an old letter": compound({"WordDocument": BOOK, "Workbook": BOOK}),
    "a mail": compound({"__properties_version1.0": BOOK}),
    "an installer": compound({"Property": BOOK}),
    "a program": b"MZ\x90\0" + bytes(range(256)) * 20,
    "a script of a page": b"<script>alert(1)</script>",
    "a drawing": b"<svg xmlns='http://www.w3.org/2000/svg'><path d='M1 2'/></svg>",
    "a letter in RTF": rb"{\rtf1\ansi 1, 2}" + b"\n1;2\n",
    "words": b"halo\napa kabar",
    "a number": b"5171034107859001",
    "a compound file without anything": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "a compound file that leads in a circle": compound({"Property": BOOK}).replace(
        b"\xfe\xff\xff\xff", b"\x01\0\0\0"
    ),
    "half a compound file": compound({"Workbook": BOOK})[:1000],
}


@pytest.mark.parametrize("content", NONE.values(), ids=NONE.keys())
def test_what_is_no_list_stays_unknown(content: bytes) -> None:
    assert (kind_of(content), reason(content)) == (None, "unknown")


@pytest.mark.parametrize("name", ["tegal harum 97.xlsx", "tegal harum 97.ods", "rusak.xlsx"])
def test_half_a_workbook_is_broken(name: str) -> None:
    content = listed(name)
    assert reason(content[: len(content) // 2]) == "broken"


def test_a_list_may_have_20_mb_and_a_letter_10() -> None:
    row = LIST.encode()
    large = row * (LARGEST_SHEET // len(row))
    assert len(large) > TOO_LARGE and looked(large).content == large
    assert reason(large + row * 2) == "too_large"


@given(
    st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"\xef\xbb\xbf"]),
    st.binary(max_size=2000),
)
def test_any_bytes_have_a_kind_or_none(start: bytes, content: bytes) -> None:
    assert kind_of(start + content) in (None, "sheet", "photo", "document")


@given(
    st.sampled_from(["sandi.xlsx", "kosong.xlsx", "tegal harum 5.ods"]), st.integers(0), st.integers(0, 255)
)
def test_a_list_with_a_wrong_byte_is_kept_or_refused_with_a_reason(name: str, at: int, byte: int) -> None:
    content = bytearray(listed(name))
    content[at % len(content)] = byte
    try:
        assert looked(bytes(content)).kind == "sheet"
    except Unreadable as refused:
        assert refused.reason in ("unknown", "broken")
