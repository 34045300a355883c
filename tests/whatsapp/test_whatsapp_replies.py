"""How a reply looks on WhatsApp: judged by the stand-in, which knows the Cloud API's limits on its own."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.catalogues import LANGUAGES, languages
from bot.channels.whatsapp_labels import titled
from bot.channels.whatsapp_replies import IN_PAGES, Attached, messages, page_of
from bot.channels.whatsapp_templates import NAMES, as_template, wanted
from bot.channels.whatsapp_text import cut, fits, length, numbered, plain
from bot.conversation.messages import Option, Reply, Template
from bot.conversation.prompt import SUMMARY
from bot.conversation.words import Words
from bot.load import SHIPPED
from bot.rehearsal.whatsapp.kinds import check_call
from rules.programmes import load_all
from tests.test_locales import TEXTS, found, known_options, label_of, menus
from tests.used_words import ASKED

WORDS = {code: Words(language, "whatsapp") for code, language in languages().items()}
ID = WORDS["id"]
HOW = ID("by_number")
IMAGE, PAPER = Attached("image", "1", "contoh.png"), Attached("document", "2", "laporan.pdf")
Json = dict[str, Any]


def options(*labels: str, **more: str) -> tuple[Option, ...]:
    return tuple(Option(f"3:o{n}", label, **more) for n, label in enumerate(labels, 1))


def checked(reply: Reply, attached: Attached | None = None) -> list[Json]:
    """The messages of a reply, each within every limit that the stand-in knows."""
    made = messages(reply, WORDS[reply.language], attached)
    for message in made:
        check_call({"messaging_product": "whatsapp", "to": "6281200000007"} | message)
    return made


def only(reply: Reply, attached: Attached | None = None) -> Json:
    (made,) = checked(reply, attached)
    return made


def buttons(message: Json) -> list[tuple[str, str]]:
    return [(b["reply"]["id"], b["reply"]["title"]) for b in message["interactive"]["action"]["buttons"]]


def rows(message: Json) -> list[tuple[str, str, str]]:
    (section,) = message["interactive"]["action"]["sections"]
    return [(row["id"], row["title"], row.get("description", "")) for row in section["rows"]]


def test_words_alone_are_a_text() -> None:
    assert only(Reply("Halo")) == {"type": "text", "text": {"body": "Halo", "preview_url": False}}


def test_up_to_three_short_options_are_buttons() -> None:
    made = only(Reply("Benar?", options("Benar", "Salah, ulangi")))
    assert made["interactive"]["body"] == {"text": "Benar?"}
    assert buttons(made) == [("3:o1", "Benar"), ("3:o2", "Salah, ulangi")]


def test_more_options_or_longer_ones_are_a_list() -> None:
    made = only(Reply("Yang mana?", options("a", "b", "c", "d")))
    assert [row[1] for row in rows(made)] == ["a", "b", "c", "d"]
    assert made["interactive"]["action"]["button"] == "Lihat pilihan"
    assert len(rows(only(Reply("Yang mana?", options("a" * 21, "b"))))) == 2


def test_a_label_that_is_too_long_is_cut_between_words_and_stands_below_whole() -> None:
    made = only(Reply("Yang mana?", options("Surat keterangan dari rumah sakit umum", "b", "c", "d")))
    assert rows(made)[0] == ("3:o1", "Surat keterangan dari…", "Surat keterangan dari rumah sakit umum")


def test_a_short_form_is_preferred_to_cutting() -> None:
    long = options("Surat keterangan dari rumah sakit umum", "b", short="Surat RS")
    assert buttons(only(Reply("Yang mana?", long)))[0] == ("3:o1", "Surat RS")
    listed = only(Reply("Yang mana?", (*long, Option("3:c", "c"), Option("3:d", "d"))))
    assert rows(listed)[0] == ("3:o1", "Surat RS", "Surat keterangan dari rumah sakit umum")


def test_no_two_titles_are_the_same() -> None:
    made = only(Reply("Siapa?", options("SITI", "siti", "SITI")))
    assert [title for _, title in buttons(made)] == ["SITI", "siti (2)", "SITI (3)"]
    same = "MUHAMMAD RIZKI ALAMSYAH PUTRA"
    titles = [title for _, title, _ in rows(only(Reply("Siapa?", options(*[same] * 10))))]
    assert len({title.casefold() for title in titles}) == 10


@pytest.mark.parametrize("count", range(1, 32))
def test_pages_hold_every_option_once(count: int) -> None:
    labels = [f"pilihan {n}" for n in range(count)]
    reply = Reply("Yang mana?", options(*labels), step=3)
    seen, page = list[str](), 0
    while True:
        made = only(Reply(reply.text, reply.options, step=3, page=page))
        if made["type"] == "text":
            assert count > IN_PAGES
            assert made["text"]["body"].endswith(f"{count}. pilihan {count - 1}")
            return
        if count <= 3:
            assert [title for _, title in buttons(made)] == labels
            return
        own = [row for row in rows(made) if ":page:" not in row[0]]
        seen += [title for _, title, _ in own]
        if len(own) == len(rows(made)):
            break
        page += 1
        assert rows(made)[-1][:2] == (f"3:page:{page}", "Lainnya")
    assert seen == labels
    assert page == (0 if count <= 10 else 1 if count <= 19 else 2)


def test_a_page_that_there_is_not_is_the_first() -> None:
    assert page_of(options(*"abcdefghijkl"), 7) == (range(9), 1)
    assert page_of(options(*"abc"), -1) == (range(3), None)


def test_a_long_text_is_numbered_in_one_message() -> None:
    made = only(Reply("x" * 1025, options("Kirim", "Ubah jawaban")))
    assert made["text"]["body"].endswith(f"\n\n{HOW}\n1. Kirim\n2. Ubah jawaban")
    whole = only(Reply("x" * 4096, options("Kirim", "Ubah jawaban")))["text"]["body"]
    assert len(whole) == 4096 and whole.endswith(f"…\n\n{HOW}\n1. Kirim\n2. Ubah jawaban")


def test_a_file_is_the_head_of_buttons_a_caption_or_goes_first() -> None:
    head = only(Reply("Ini contoh", options("Ya", "Tidak")), IMAGE)
    assert head["interactive"]["header"] == {"type": "image", "image": {"id": "1"}}
    caption = only(Reply("Ini laporannya"), PAPER)
    assert caption["document"] == {"id": "2", "filename": "laporan.pdf", "caption": "Ini laporannya"}
    listed = only(Reply("Apa lagi?", options(*"abcdef")), PAPER)
    assert listed["document"]["caption"].endswith("6. f")
    first, then = checked(Reply("x" * 1010, options(*"abcdef")), PAPER)
    assert first["document"] == {"id": "2", "filename": "laporan.pdf"}
    assert len(rows(then)) == 6
    assert [m["type"] for m in checked(Reply("x" * 1025), IMAGE)] == ["image", "text"]


def test_the_own_number_stands_before_the_other_options() -> None:
    made = only(Reply("Nomor HP?", options("Lewati"), ask="phone", own_number=True, step=3))
    assert buttons(made) == [("3:own_number", "Pakai nomor ini"), ("3:o1", "Lewati")]
    full = only(Reply("Nomor HP?", options("a", "b", "c"), own_number=True, step=3))
    assert len(buttons(full)) == 3


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("tanpa tanda", "tanpa tanda"),
        ("harga * jumlah", "harga * jumlah"),
        ("satu_dua_tiga", "satu_dua_tiga"),
        ("*Siti*", "\u2217Siti\u2217"),
        ("nama _Siti_ saja", "nama \u02cdSiti\u02cd saja"),
        ("~5~ dan *5*", "\u223c5\u223c dan \u22175\u2217"),
        ("```kode```", "\u02cb\u02cb\u02cbkode\u02cb\u02cb\u02cb"),
        ("*a\nb*", "*a\nb*"),
    ],
)
def test_nothing_that_somebody_typed_becomes_bold(text: str, shown: str) -> None:
    assert plain(text) == shown
    assert plain(shown) == shown


def test_no_text_of_ours_would_be_taken_for_formatting() -> None:
    taken = [
        (name, key)
        for lang in LANGUAGES
        for name, texts in TEXTS[lang].items()
        for key, text in texts.items()
        if name != "commands" and ".synonyms." not in key and plain(text) != text  # listened for, never said
    ]
    assert taken == []


@given(st.text(max_size=60), st.integers(1, 30))
def test_what_is_cut_fits_and_what_fits_is_not_cut(text: str, most: int) -> None:
    made = cut(text, most)
    assert fits(made, most)
    assert made == text or (not fits(text, most) and made.endswith("…"))


# Halves of characters and zero bytes are taken out where they come in.
SIGNS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
LABELS = st.text(SIGNS, min_size=1, max_size=90)
ANYTHING = st.builds(
    Reply,
    text=st.text(SIGNS, min_size=1, max_size=5000).filter(lambda text: text.strip() != ""),
    options=st.lists(st.tuples(LABELS, LABELS), max_size=40).map(
        lambda labels: tuple(Option(f"3:o{n}", label, short) for n, (label, short) in enumerate(labels))
    ),
    language=st.sampled_from(LANGUAGES),
    own_number=st.booleans(),
    page=st.integers(0, 4),
    step=st.integers(0, 10**6),
)


@given(ANYTHING, st.sampled_from([None, IMAGE, PAPER]))
@settings(max_examples=400)
def test_no_reply_is_ever_over_a_limit_and_no_option_is_lost(reply: Reply, attached: Attached | None) -> None:
    made = checked(reply, attached)
    assert len(made) <= (2 if attached else 1)
    last = made[-1]
    if not reply.options or reply.own_number:
        return
    if last["type"] == "interactive":
        shown = buttons(last) if last["interactive"]["type"] == "button" else rows(last)
        ids = [one[0] for one in shown if ":page:" not in one[0]]
        assert set(ids) <= {option.id for option in reply.options}
        assert len(ids) == len(reply.options) or len(reply.options) > 10
    else:
        body = last["text"]["body"] if last["type"] == "text" else last[last["type"]]["caption"]
        assert f"\n{len(reply.options)}. " in body


@given(st.lists(st.text(max_size=60), min_size=1, max_size=40), st.integers(10, 30))
def test_titles_differ_and_fit(labels: list[str], most: int) -> None:
    made = titled([Option(f"o{n}", label) for n, label in enumerate(labels)], most)
    assert all(0 < length(one.title) <= most and length(one.description) <= 72 for one in made)
    assert len({one.title.casefold() for one in made}) == len(made)


def test_numbers_stay_where_a_text_is_cut() -> None:
    assert numbered("abc " * 10, options("Ya", "Tidak"), "Angkanya:", 40).endswith(
        "…\n\nAngkanya:\n1. Ya\n2. Tidak"
    )


# Every question, refusal, doubt, menu and review, in every language


def told(language: str) -> Iterator[Reply]:
    """All that the bot may say of a question, with what stands below it."""
    for conversation, question in ASKED:
        key = question.words_key
        labels = [label_of(language, conversation, question, one) for one in known_options(question)]
        if question.optional:
            labels.append(found(language, conversation.name, "options.skip") or "")
        asked = found(language, conversation.name, f"{key}.ask") or ""
        texts = [asked]
        for reason in question.reasons():
            texts.append(
                f"{found(language, conversation.name, f'{key}.errors.{reason}') or found(language, conversation.name, f'errors.{reason}')}\n\n{asked}"
            )
        texts.append(
            f"{found(language, conversation.name, f'{key}.help') or ''}\n{found(language, 'common', 'help.commands')}\n\n{asked}"
        )
        yield from (
            Reply(text, options(*labels), conversation.name, question.name, language=language)
            for text in texts
        )


def below(language: str) -> Iterator[Reply]:
    """Every menu, the labels of every doubt, of every review, of every city."""
    yield from (
        Reply("Silakan pilih:", options(*labels), language=language) for labels in menus(language) if labels
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_is_ever_asked_fits_in_one_message_with_nothing_cut(language: str) -> None:
    seen = 0
    for reply in itertools.chain(told(language), below(language)):
        made = only(reply)
        seen += 1
        if len(reply.options) <= 10 and made["type"] == "interactive":
            shown = buttons(made) if made["interactive"]["type"] == "button" else rows(made)
            assert not any(title.endswith("…") for _, title, *_ in shown), shown
        assert made["type"] == "interactive" or not reply.options or len(reply.text) > 1024
    assert seen > 500


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_review_fits(language: str) -> None:
    labels = [TEXTS[language]["common"][f"options.{one}"] for one in ("send", "change")]
    made = only(Reply("x" * (SUMMARY + 300), options(*labels), language=language))
    assert made["text"]["body"].endswith(f"2. {labels[1]}")


def test_every_village_of_every_city_can_be_shown() -> None:
    for programme in load_all(SHIPPED):
        assert only(Reply("Di mana?", options(*(c.label["id"] for c in programme.offered))))


# Templates


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_template_is_one_that_meta_would_take(language: str) -> None:
    for one in wanted(WORDS[language]):
        submitted = one.submitted
        body = submitted["components"][0]["text"]
        assert len(body) <= 550 and not body.startswith("{") and not body.rstrip(".").endswith("}")
        assert 0 < len(one.button) <= 25
        assert submitted["category"] == ("MARKETING" if one.name == "payung_announcement" else "UTILITY")
        assert all(one.examples) and body.count("{{") == len(one.examples)


@pytest.mark.parametrize("name", NAMES)
def test_a_template_fills_its_places_with_one_line(name: str) -> None:
    details = {"number": "KEC-000012\n\tbaru     sekali", "group": "x" * 300}
    for words in WORDS.values():
        made = as_template(Template(name, details), words)
        check_call({"messaging_product": "whatsapp", "to": "6281200000007"} | made)
        texts = [
            p["text"] for c in made["template"]["components"] if c["type"] == "body" for p in c["parameters"]
        ]
        assert all(len(text) <= 100 and "\n" not in text and "  " not in text for text in texts)
    assert as_template(Template(name), ID)["template"]["name"] == f"payung_{name}"
