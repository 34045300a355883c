"""A question is heard in the page: the recording is played there, fits, and costs nothing before that."""

from __future__ import annotations

from playwright.sync_api import expect

from bot.rehearsal.sounds import silence
from tests.browser.looks import OVERFLOWING
from tests.browser.phone import Phone
from tests.web.program import Program

HEARD = """audio => new Promise((done, fail) => {
  audio.onended = () => done(audio.duration);
  audio.onerror = () => fail(audio.error.message);
  audio.muted = true;
  audio.play().catch(fail);
})"""


def test_a_recorded_question_is_played_in_the_page(calm: Phone, program: Program) -> None:
    file = program.folder / "var" / "spoken" / "id" / "register" / "for_whom.ask.ogg"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(silence())
    calm.begin()
    calm.tap("Daftar")
    calm.write("suara")
    sound = calm.page.locator(".bot audio")
    expect(sound).to_have_count(1)
    expect(sound).to_be_visible()
    assert not [one for one in calm.requests if "/chat/files/" in one.url]  # not before it is asked for
    assert 0.8 < sound.evaluate(HEARD) < 1.2
    assert calm.page.evaluate(OVERFLOWING) == []
    file.unlink()
