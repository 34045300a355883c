"""Texts for people of little schooling: short sentences, few of them where something is asked, plain words."""

from __future__ import annotations

import re

import pytest

from bot.catalogues import LANGUAGES, catalogues
from handlers import CONVERSATIONS
from tests.plain_words import EXPLAINED, FOR_OFFICES, LISTENED, OFFICIALESE, ROOM, sentences, words

LONGEST = {"id": 20, "en": 22}  # words of a sentence, by measure: in English one says the same in more words
MOST = 3  # sentences of a question, an example apart (design.md 6)
QUESTION = re.compile(r"(.+\.)?(ask|errors\.\w+|doubts\.\w+)(@\w+)?")
# Consents have to name who keeps what, what for and how long (UU 27/2022 art. 21), in lines one by one.
LEGAL = {
    ("welcome", "consent.ask"),
    ("coordinate", "duty.ask"),
    ("listed", "agrees.ask"),
    ("group_submit", "attest.ask"),
}
LEGAL_MOST = 14
SAID = [
    (language, name, key, text)
    for language in LANGUAGES
    for name, texts in catalogues(language).items()
    if name not in FOR_OFFICES
    for key, text in texts.items()
    if not LISTENED.fullmatch(key)
]


def test_no_sentence_is_long() -> None:
    counted = [
        (words(one), lang, name, key, one) for lang, name, key, text in SAID for one in sentences(text)
    ]
    print(f"{len(counted)} sentences, {sum(n for n, *_ in counted) / len(counted):.1f} words on average")
    too_long = [f"{n} {lang} {name} {key}: {one}" for n, lang, name, key, one in counted if n > LONGEST[lang]]
    assert "\n".join(too_long) == ""


def test_a_question_is_a_few_sentences() -> None:
    asked = [(lang, name, key, sentences(text)) for lang, name, key, text in SAID if QUESTION.fullmatch(key)]
    long = [
        f"{lang} {name} {key}: {len(said)}"
        for lang, name, key, said in asked
        if len(said) > (LEGAL_MOST if (name, key) in LEGAL else MOST)
    ]
    assert len(asked) > 300
    assert long == []


def test_what_has_limits_of_its_own_is_a_consent_still() -> None:
    """The exceptions are no place to hide in: each is a text to say yes or no to."""
    asked = {
        (c.name, f"{q.words_key}.ask")
        for c in CONVERSATIONS
        for q in c.questions
        if type(q).__name__ == "Consent"
    }
    assert asked >= LEGAL
    for language in LANGUAGES:
        assert all(len(sentences(catalogues(language)[name][key])) > MOST for name, key in LEGAL)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_offices_is_used(language: str) -> None:
    found = [
        f"{name} {key}: {match[0]} -> {plain}"
        for lang, name, key, text in SAID
        if lang == language
        for word, plain in OFFICIALESE[language].items()
        if (match := re.search(rf"\b(?:{word})\b", text, re.IGNORECASE))
    ]
    assert "\n".join(found) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_of_the_field_is_explained_where_there_is_room(language: str) -> None:
    found = [
        f"{name} {key}: {word} without {plain}: {text}"
        for lang, name, key, text in SAID
        if lang == language and len(text.split()) >= ROOM
        for word, plain in EXPLAINED[language].items()
        if re.search(rf"\b{word}\b", text) and not re.search(plain, text, re.IGNORECASE)
    ]
    assert "\n".join(found) == ""


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Satu. Dua tiga.", [1, 2]),
        ("Pilih satu; lalu kirim.", [2, 2]),
        ("Siapa namanya? Contoh: SITI AMINAH.", [2]),
        ("Di mana? Contoh: Jl. A. Yani km 4, depan masjid.", [2]),
        ("Janji:\n- bertanya dulu;\n- menulis benar.", [1, 2, 2]),
        ("Yang ditanya: NIK, nama, dan nomor HP.", [5]),
        ("{name}, nomor {number}: {status}.", [3]),
        ("Bapak/Ibu setuju?", [3]),
    ],
)
def test_sentences_and_words_are_counted_as_they_are_read(text: str, counts: list[int]) -> None:
    assert [words(one) for one in sentences(text)] == counts
