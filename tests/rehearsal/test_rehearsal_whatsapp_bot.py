"""The real adapter before the stand-in: whatever the bot says is within WhatsApp's limits, and is read on the
other side as it was meant.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.catalogues import languages
from bot.channels.whatsapp_people import recipient
from bot.channels.whatsapp_replies import FEW, Attached, contact_request, messages
from bot.channels.whatsapp_templates import as_template, wanted
from bot.conversation.messages import Option, Reply, Template
from bot.conversation.words import Words
from bot.rehearsal.stage import Shown
from bot.rehearsal.whatsapp import Account, person
from bot.rehearsal.whatsapp.answers import Json
from bot.rehearsal.whatsapp.checks import check
from bot.rehearsal.whatsapp.gates import Gates, Limits
from bot.rehearsal.whatsapp.kinds import check_call
from bot.rehearsal.whatsapp.rooms import BotMessage
from bot.rehearsal.whatsapp.sending import act
from bot.rehearsal.whatsapp.submissions import submit
from bot.rehearsal.whatsapp.world import World
from bot.rehearsal.whatsapp_screen import Screen, next_page

WORDS: Mapping[str, Words] = {code: Words(language, "whatsapp") for code, language in languages().items()}
BASE = {"messaging_product": "whatsapp", "recipient_type": "individual", "to": "+6281200000007"}
PLAIN = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp"))
PICTURE, REPORT = Attached("image", "1"), Attached("document", "1", "laporan.pdf")
MANY = settings(max_examples=300)

TEXTS = st.text(PLAIN | st.just("\n"), min_size=1, max_size=4096).filter(str.strip)
LABELS = st.text(PLAIN, min_size=1, max_size=90).filter(str.strip)
SHORT = st.just("") | st.text(PLAIN, max_size=30)


@st.composite
def replies(draw: st.DrawFn) -> Reply:
    """Whatever a conversation might say."""
    labels = draw(st.lists(st.tuples(LABELS, SHORT), max_size=40))
    options = tuple(Option(f"7:{n}", label, short) for n, (label, short) in enumerate(labels))
    language = draw(st.sampled_from(sorted(WORDS)))
    known, page = draw(st.booleans()), draw(st.integers(0, 5))
    return Reply(draw(TEXTS), options, language=language, step=7, page=page, own_number=known)


@MANY
@given(replies(), st.sampled_from((None, PICTURE, REPORT)))
def test_nothing_the_bot_says_goes_beyond_a_limit(reply: Reply, attached: Attached | None) -> None:
    for message in messages(reply, WORDS[reply.language], attached):
        check_call(BASE | message)


@MANY
@given(st.text(PLAIN, min_size=1, max_size=1024).filter(str.strip))
def test_a_number_is_asked_for_within_the_limits(text: str) -> None:
    check_call(BASE | contact_request(text))


@pytest.mark.parametrize("address", ["ID.7000000000000007", "6281200000007"])
def test_a_person_is_addressed_by_one_of_their_ids(address: str) -> None:
    called = {"messaging_product": "whatsapp", "type": "text", "text": {"body": "a"}}
    check_call(called | recipient(address))


def made() -> World:
    """A world with one person who has just written."""
    world = World(Account(), lambda: 1_795_100_000.0, Gates(Limits(pair_burst=10**6, per_second=10**6)))
    world.open(person(7)).heard_at = world.now()
    return world


def sent(world: World, message: Json) -> BotMessage:
    """What the person sees of a call."""
    params = {"messaging_product": "whatsapp", "recipient": person(7).user_id} | message
    check(world, params)
    act(world, params)
    return world.sent[-1]


def test_every_template_is_taken_up_and_can_be_filled() -> None:
    for words in WORDS.values():
        for one in wanted(words):
            world = made()
            submit(world, one.submitted)
            world.templates.put(replace(world.templates.all[one.name, one.language], status="APPROVED"))
            details = {"number": "KEC-000012", "group": "Desa\nTegal   Harum " * 20}
            shown = sent(world, as_template(Template(one.name.removeprefix("payung_"), details), words))
            assert shown.titles == [one.button]
            assert "{" not in shown.text


SIMPLE = st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), min_size=1, max_size=70)
READABLE = st.text(
    st.characters(codec="utf-8", categories=("L", "N"), include_characters=" ,.?\n"), max_size=900
)


@st.composite
def legible(draw: st.DrawFn) -> Reply:
    """What is short enough to be shown whole, and no two options alike."""
    labels = draw(st.lists(SIMPLE, max_size=35, unique_by=str.casefold))
    shorts = draw(st.lists(st.booleans(), min_size=35, max_size=35))
    options = tuple(
        Option(f"7:{n}", label, f"{label[:15]} #{n}" if short else "")
        for n, (label, short) in enumerate(zip(labels, shorts, strict=False))
    )
    text = draw(READABLE).strip() or "Apa?"
    return Reply(text, options, step=7, own_number=draw(st.booleans()))


@MANY
@given(legible())
def test_what_is_read_is_what_was_said_on_however_many_pages(reply: Reply) -> None:
    world, words = made(), WORDS["id"]
    pages = [sent(world, messages(reply, words)[0])]
    while next_page(pages[-1]):
        turned = replace(reply, page=len(pages))
        pages.append(sent(world, messages(turned, words)[0]))
    labels = tuple(option.label for option in reply.options)
    first = 2 if reply.own_number and len(labels) < FEW else 1
    assert Screen(pages, reply).shown == Shown(reply.text, labels, first=first)
