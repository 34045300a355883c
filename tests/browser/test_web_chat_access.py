"""The web chat for everybody: by keyboard, by ear, in the dark, with large letters, without motion."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.looks import CONTRASTS, OVERFLOWING
from tests.browser.phone import SMALL, Phone, phone
from tests.browser.voice import listen, told
from tests.web.program import Program

ACTIVE = "document.activeElement"
DESK: dict[str, Any] = {"viewport": {"width": 900, "height": 700}, "is_mobile": False}
SHEET, SURE = ".sheet", "dialog[open]"


def focused(phone: Phone) -> str:
    """The id of what has the focus, or its class and first words."""
    return str(
        phone.page.evaluate(
            f"{ACTIVE}.id || ({ACTIVE}.className + ' ' + {ACTIVE}.textContent.slice(0, 20)).trim()"
        )
    )


def tab_to(phone: Phone, label: str) -> None:
    """Press Tab until a button with this label has the focus."""
    for _ in range(30):
        phone.page.keyboard.press("Tab")
        if phone.page.evaluate(f"({ACTIVE}.querySelector('span') || {ACTIVE}).textContent.trim()") == label:
            return
    raise AssertionError(f"Tab never came to {label}")


def answer(phone: Phone, label: str) -> str:
    """Choose an answer with the keyboard; the text of the reply."""
    tab_to(phone, label)
    return phone.answered(lambda: phone.page.keyboard.press("Enter"))


def typed(phone: Phone, text: str) -> str:
    phone.page.locator("#field").focus()
    phone.page.keyboard.type(text)
    return phone.answered(lambda: phone.page.keyboard.press("Enter"))


def test_a_talk_by_keyboard_alone(fresh):
    desk = fresh(**DESK)
    desk.open()
    answer(desk, "Mulai")
    assert "bubble" in focused(desk)  # where one reads on, and the answers are one Tab away
    answer(desk, "Setuju")
    answer(desk, "Daftar")
    answer(desk, "Saya sendiri")
    assert "NIK" in answer(desk, "Kota Banjarmasin")
    assert "lahir 17 Agustus 1985" in typed(desk, "6371015708859004")
    assert focused(desk) == "field"
    assert answer(desk, "Benar")
    desk.page.keyboard.press("Escape")
    assert desk.troubles == []


def test_a_line_break_is_typed_with_shift(fresh):
    desk = fresh(**DESK)
    desk.open()
    desk.page.locator("#field").focus()
    desk.page.keyboard.type("satu")
    desk.page.keyboard.press("Shift+Enter")
    desk.page.keyboard.type("dua")
    expect(desk.page.locator("#field")).to_have_value("satu\ndua")
    assert desk.own == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_has_the_focus_is_seen(fresh, scheme):
    one = fresh(color_scheme=scheme, **DESK)
    one.open()
    one.begin()
    for _ in range(8):
        one.page.keyboard.press("Tab")
        look = one.page.evaluate(
            f"(s => s.outlineStyle + ' ' + s.boxShadow)(getComputedStyle({ACTIVE}.id === 'field' ? "
            f"{ACTIVE}.parentNode : {ACTIVE}))"
        )
        assert look != "none none", focused(one)


def everywhere(phone: Phone):
    """The page in its states, one after the other."""
    phone.open()
    yield "welcome"
    phone.page.get_by_role("button", name="Mulai").tap()
    phone.until(lambda: "Setuju" in phone.chips)
    yield "consent"
    phone.tap("Setuju")
    for label in ("Daftar", "Saya sendiri"):
        phone.tap(label)
    yield "answers"
    phone.page.locator("summary").tap()
    expect(phone.page.locator(SHEET)).to_be_visible()
    yield "menu"
    phone.page.locator("#leave").tap()
    expect(phone.page.locator(SURE)).to_be_visible()
    yield "leaving"
    phone.page.get_by_role("button", name="Batal").tap()
    expect(phone.page.locator(SURE)).to_have_count(0)
    phone.page.set_input_files("#files", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"MZ"})
    phone.until(lambda: phone.page.locator(".refused .why").count() == 1)
    yield "refused"
    phone.context.set_offline(True)
    phone.send("halo, pesan yang menunggu " + "panjang" * 30)
    phone.until(lambda: phone.page.locator(".pending").count() == 1)
    yield "waiting"


@pytest.mark.parametrize(("scheme", "letters"), [("light", 100), ("dark", 100), ("light", 200)])
def test_all_can_be_read_and_nothing_is_cut_off_at_320_pixels(fresh, scheme, letters):
    one = fresh(color_scheme=scheme, reduced_motion="reduce")
    one.context.add_init_script(
        f"addEventListener('DOMContentLoaded', () => document.documentElement.style.fontSize = '{letters}%')"
    )
    for state in everywhere(one):
        seen = one.page.evaluate(CONTRASTS)
        poor = [f"{part['what']}: {part['ratio']:.2f}" for part in seen if part["ratio"] < part["needs"]]
        assert (poor, one.page.evaluate(OVERFLOWING)) == ([], []), state
        assert len(seen) > 3
        for id in ("field", "send", "attach"):
            box = one.page.locator(f"#{id}").bounding_box()
            assert box["x"] >= 0 and box["x"] + box["width"] <= SMALL["width"], (state, id)
            assert box["height"] >= 44 and box["y"] + box["height"] <= SMALL["height"], (state, id)


@pytest.mark.parametrize("size", [{"width": 568, "height": 320}, {"width": 240, "height": 400}])
def test_it_fits_on_its_side_and_on_the_smallest_phones(fresh, size):
    one = fresh(viewport=size)
    one.open()
    one.begin()
    assert one.page.evaluate(OVERFLOWING) == []
    assert one.page.locator("#log").bounding_box()["height"] > 150


@pytest.mark.parametrize(("motion", "expected"), [("reduce", "none"), ("no-preference", "rise")])
def test_nothing_moves_for_whoever_does_not_want_it(fresh, motion, expected):
    one = fresh(reduced_motion=motion)
    one.open()
    one.begin()
    newest = "getComputedStyle(Array.from(document.querySelectorAll('.live')).pop()).animationName"
    assert one.page.evaluate(newest) == expected


@pytest.fixture(scope="module")
def talked(visitor, program: Program) -> Iterator[Phone]:
    """A phone on which a question is asked; it is only looked at."""
    one = phone(visitor, program.url)
    one.open()
    one.begin()
    one.tap("Daftar")
    yield one
    assert one.troubles == []
    one.context.close()


def test_the_focus_goes_from_the_head_through_the_talk_to_the_field(talked):
    talked.page.evaluate("document.querySelector('summary').focus()")
    order = [focused(talked)]
    for _ in range(20):
        talked.page.keyboard.press("Tab")
        order.append(focused(talked))
    order = order[: order.index("send") + 1]
    assert order[1] == "log" and order[-3:] == ["attach", "field", "send"]
    assert [name.split()[-1] for name in order[2:-3] if name.startswith("chip")]
    assert len(order[2:-3]) == len(talked.chips)


def test_the_menu_and_the_question_before_leaving_close_with_escape(talked):
    keys, sheet = talked.page.keyboard, talked.page.locator(SHEET)
    talked.page.locator("summary").focus()
    keys.press("Enter")
    expect(sheet).to_be_visible()
    keys.press("Tab")
    talked.until(lambda: "Menu utama" in focused(talked))
    keys.press("Escape")
    expect(sheet).to_be_hidden()
    expect(talked.page.locator("summary")).to_be_focused()
    keys.press("Enter")
    expect(sheet).to_be_visible()
    talked.page.locator("#leave").focus()
    keys.press("Enter")
    expect(talked.page.get_by_role("dialog", name="Hapus percakapan di HP ini?")).to_be_visible()
    keys.press("Escape")
    expect(talked.page.get_by_role("dialog")).to_be_hidden()


def test_everything_has_a_name_for_a_screen_reader(talked):
    tree = talked.page.locator("body").aria_snapshot()
    for part in (
        '- heading "Payung"',
        '- log "Percakapan"',
        '- group "Pilihan jawaban"',
        '- button "1 Saya sendiri"',
        '- button "Kirim foto atau file"',
        '- textbox "Tulis pesan"',
        '- button "Kirim"',
    ):
        assert part in tree, tree
    assert talked.page.locator("html").get_attribute("lang") == "id"
    assert talked.page.evaluate(
        "Array.from(document.querySelectorAll('svg')).every(s => s.closest('[aria-hidden]'))"
    )


def test_a_reply_is_read_out_once_with_its_answers_and_an_old_one_never(calm):
    voice = calm.page.locator("#voice")
    assert voice.get_attribute("aria-live") == "polite"
    calm.begin()
    listen(calm)
    calm.tap("Daftar")
    heard = told(calm)
    assert heard.count("Mendaftar untuk siapa?") == 1
    assert "Pilihan jawaban: Saya sendiri, Orang lain" in heard
    calm.reload()
    assert voice.inner_text() == ""
    assert calm.page.get_by_role("log").get_attribute("aria-live") == "off"  # or all would be read twice


def test_who_said_what_is_heard(talked):
    heard = talked.page.locator("#list .bubble").all_text_contents()
    assert heard[-2].startswith("Anda: Daftar") and heard[-1].startswith("Payung: ")


def test_what_is_tapped_is_large_enough_for_a_thumb(talked):
    for chip in talked.page.locator("#options .chip, #send, #attach, summary").all():
        box = chip.bounding_box()
        assert box["width"] >= 44 and box["height"] >= 44
