"""The picture of a card: what stands on it, its QR read back from the pixels, small, and never cut off."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageDraw

from bot.cards.drawing import LANGUAGE
from bot.cards.face import Face, face_of, link_of, masked
from bot.cards.layout import CODE, EDGE, HEIGHT, NAMES, WIDTH, draw
from bot.cards.letters import written
from bot.cards.picture import SCALE, Brush, _measure, drawn
from bot.catalogues import languages
from bot.conversation.words import Words
from bot.load import SHIPPED
from rules.programme_reader import PAYERS
from rules.programmes import load_all
from rules.records import Membership
from storage.card_tokens import token_of
from tests.cards.qr import read
from tests.databases import VAULT

PROGRAMMES = {programme.code: programme for programme in load_all(SHIPPED)}
PUBLIC_URL = "https://payung.denpasarkota.go.id"
KPJ = "25037654321"
LONG = "RADEN AJENG SITI KHADIJAH NURUL FITRIANINGSIH KUSUMANINGRUM PUTRI SETIAWATI"
SMALL = 360 / (WIDTH * SCALE)  # of a telephone that shows the whole card


def face(name: str = "NI WAYAN SARI", programme: str = "denpasar", **more: Any) -> Face:
    told = {"package": ("jkk", "jkm"), "payer": "village_fund", "kpj": KPJ, **more}
    member = Membership(7, 1, programme, told["kpj"], told["package"], told["payer"], date(2026, 1, 1),
                        date(2026, 1, 1), date(2026, 12, 31))  # fmt: skip
    words = Words(languages()[LANGUAGE], "cards")
    link = link_of(PUBLIC_URL, token_of(VAULT, 7))
    return face_of(member, name, PROGRAMMES.get(programme), words, link)


def picture(of: Face) -> Image.Image:
    return Image.open(BytesIO(drawn(of)))


def said(of: Face) -> str:
    return "\n".join(
        [of.title, of.place, of.name, *(f"{line.label} {line.value}" for line in of.lines), of.note]
    )


def test_everything_that_proves_the_cover_stands_on_it() -> None:
    text = said(face(package=("jkk", "jkm", "jht")))
    for part in ("NI WAYAN SARI", "1 Desa 100 Pekerja Rentan Kota Denpasar", "*******4321", "31 Desember 2026",
                 "kecelakaan kerja (JKK), kematian (JKM), hari tua (JHT)", "desa (Dana Desa)",
                 "bukan pengganti kartu BPJS Ketenagakerjaan"):  # fmt: skip
        assert part in text
    assert KPJ not in text


@pytest.mark.parametrize(
    ("kpj", "shown"), [(KPJ, "*******4321"), ("123456789", "*****6789"), ("12345678", "********"), ("", "")]
)
def test_of_a_number_the_last_four_digits_are_shown_and_of_a_short_one_none(kpj: str, shown: str) -> None:
    assert masked(kpj) == shown


@pytest.mark.parametrize("name", ["NI WAYAN SARI", LONG])
def test_the_qr_leads_to_the_page_and_names_nobody(name: str) -> None:
    shown = picture(face(name))
    box = [round(at * SCALE) for at in (WIDTH - CODE - EDGE / 2, HEIGHT - CODE - EDGE / 2, WIDTH, HEIGHT)]
    link = read(shown, (box[0], box[1], box[2], box[3]))
    assert link == f"{PUBLIC_URL}/kartu/{token_of(VAULT, 7)}"
    small = shown.convert("L").resize((640, 404), Image.Resampling.LANCZOS)
    assert read(small, (box[0] * 640 // 1012, box[1] * 640 // 1012, 640, 404)) == link


@pytest.mark.parametrize("programme", PROGRAMMES)
@pytest.mark.parametrize("name", ["ABDUL", LONG, "Ē Ķłọ Ḍharma"])
def test_it_is_small_and_sharp_enough_for_a_telephone(programme: str, name: str) -> None:
    content = drawn(face(name, programme, payer="province_budget", package=("jkk", "jkm", "jht")))
    assert len(content) < 40_000
    shown = Image.open(BytesIO(content))
    assert (shown.format, shown.size) == ("PNG", (1012, 638))
    assert min(size for size, _ in NAMES) * 25.4 / 72 * SCALE * SMALL > 11  # pixels


def test_the_same_card_has_the_same_bytes() -> None:
    assert drawn(face()) == drawn(face())
    assert drawn(face()) != drawn(face("NI WAYAN SIRI"))


@pytest.mark.parametrize("payer", sorted(PAYERS))
def test_no_line_of_a_card_is_cut(payer: str) -> None:
    cut = Cut()
    for programme in PROGRAMMES:
        draw(cut, face(LONG, programme, payer=payer, package=("jkk", "jkm", "jht")))
    assert cut.texts == []


@pytest.mark.parametrize("name", [LONG, "W" * 40, " ".join(["MUHAMMAD"] * 8), "A", ""])
def test_nothing_lies_over_the_qr_the_edge_or_another_line(name: str) -> None:
    cut = Cut()
    draw(cut, face(name, package=("jkk", "jkm", "jht"), payer="province_budget"))
    rows = sorted(cut.boxes, key=lambda box: box[1])
    assert all(right <= WIDTH - EDGE and bottom < HEIGHT for _, _, right, bottom in rows)
    code = WIDTH - CODE - EDGE / 2, HEIGHT - CODE - EDGE / 2
    assert not [box for box in rows if box[2] > code[0] + 1 and box[3] > code[1]]
    overlapping = [(one, other) for one in rows for other in rows
                   if one is not other and one[0] < other[2] and other[0] < one[2]
                   and one[1] < other[1] < one[3] - 1]  # fmt: skip
    assert overlapping == []


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Siti  Aminah\n", "Siti Aminah"),
        ("Ḍharma Ṣari", "Dharma Sari"),
        ("Łucja Đặng", "Łucja Đang"),
        ("José Ñ", "José Ñ"),
        ("S\u0301iti", "Śiti"),
        ("بن 王", "?? ?"),
        ("A\u202eB\u0000C", "ABC"),
    ],
)
def test_a_name_keeps_the_letters_that_the_card_has(typed: str, shown: str) -> None:
    assert written(typed) == shown


class Cut(Brush):
    """Draws, and notes what was cut and where each text lies (millimetres)."""

    def __init__(self) -> None:
        super().__init__(ImageDraw.Draw(Image.new("L", (1012, 638), 255)))
        object.__setattr__(self, "texts", list[str]())
        object.__setattr__(self, "boxes", list[tuple[float, float, float, float]]())

    texts: list[str]
    boxes: list[tuple[float, float, float, float]]

    def _write(self, x: float, y: float, text: str, size: float, style: str, colour: int) -> None:
        super()._write(x, y, text, size, style, colour)
        self.boxes.append((x, y - size * 0.25, x + _measure(size, style)(text), y))
        if text.endswith("..."):
            self.texts.append(text)
