"""The words: complete in both languages, none too much, none too long, and kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from string import Formatter

import pytest

from bot.catalogues import LANGUAGES, LOCALES, catalogues
from bot.conversation.choices import Choice
from bot.conversation.conversation import Conversation
from bot.conversation.derived import Many
from bot.conversation.prompt import REVIEW
from bot.conversation.question import Question
from bot.load import SHIPPED
from handlers import CONVERSATIONS, MENU
from rules.programmes import load_all
from tests.used_words import ASKED, used

COMMON, OPERATORS = "common", "commands"  # two catalogues that belong to no conversation
TEXTS = {language: catalogues(language) for language in LANGUAGES}
KEYS = [(name, key) for name, texts in TEXTS["id"].items() for key in texts]
ALL = [
    (language, name, key, text)
    for language in LANGUAGES
    for name, texts in TEXTS[language].items()
    for key, text in texts.items()
]
LISTS_OF_WORDS = re.compile(r"(.+\.)?(synonyms|commands)\..+|start_words|greetings")
BUTTON, LIST_ROW, FEW = 20, 24, 3  # WhatsApp: up to three buttons of 20 characters, else a list of rows of 24
LONGEST = 1024  # WhatsApp: the text above buttons
UNKIND = re.compile(
    r"\b(error|invalid|gagal|kesalahan|ditolak|failed|failure|denied|illegal)\b", re.IGNORECASE
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_stands_twice(language: str) -> None:
    """Of two texts for one key one is never said, and nobody is told which."""
    twice = []
    for file in sorted((LOCALES / language / "LC_MESSAGES").glob("*.po")):
        starts = [line.split(" ", 1) for line in file.read_text("utf-8").splitlines() if line[:3] == "msg"]
        kinds = [kind for kind, _ in starts]
        if kinds != ["msgid", "msgstr"] * (len(kinds) // 2):
            twice.append(f"{file.name}: not a msgstr after each msgid")
        ids = Counter(text for kind, text in starts if kind == "msgid")
        twice += [f"{file.name}: {text}" for text, times in ids.items() if times > 1]
    assert twice == []


def test_both_languages_have_the_same_words() -> None:
    id, en = ({(name, key) for name, texts in TEXTS[lang].items() for key in texts} for lang in LANGUAGES)
    assert sorted(id ^ en) == []


def test_no_word_is_unused() -> None:
    assert ", ".join(f"{name} {key}" for name, key in KEYS if not used(name, key)) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_has_its_words(language: str) -> None:
    needed = {(c.name, alternatives) for c, q in ASKED for alternatives in words_of(q)}
    lacking = [(name, keys) for name, keys in needed if not any(found(language, name, key) for key in keys)]
    assert sorted(lacking) == []


def words_of(question: Question) -> Iterator[tuple[str, ...]]:
    """The keys that a question needs; of several one is enough."""
    key = question.words_key
    yield from ((f"{key}.ask",), (f"{key}.label",))
    yield (f"{key}.help", f"help.{type(question).__name__.lower()}")
    yield from ((f"{key}.errors.{reason}", f"errors.{reason}") for reason in question.reasons())
    yield from ((f"{key}.doubts.{doubt}", f"doubts.{doubt}") for doubt in question.possible_doubts())
    yield from ((f"{key}.options.{option}", f"options.{option}") for option in known_options(question))


def known_options(question: Question) -> list[str]:
    if isinstance(question, Many):
        return ["add", "done", "none", "remove"]
    return list(question.choices) if isinstance(question, Choice) and not callable(question.choices) else []


def found(language: str, conversation: str, key: str) -> str | None:
    """The text of a key: the conversation's own, else the common one."""
    texts = TEXTS[language]
    return texts[conversation].get(key) or texts[COMMON].get(key)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_conversation_has_a_title_and_words_that_begin_it(language: str) -> None:
    lacking = {
        (c.name, key)
        for c in CONVERSATIONS
        for key in ("title", "start_words")
        if key not in TEXTS[language][c.name]
    }
    assert lacking <= {("welcome", "start_words")}  # whatever is said first begins it


def test_placeholders_agree_between_the_languages() -> None:
    differing = [
        f"{name}: {key}"
        for name, key in KEYS
        if placeholders(TEXTS["id"][name][key]) != placeholders(TEXTS["en"][name].get(key, ""))
    ]
    assert differing == []


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_fits_its_button(language: str) -> None:
    too_long = [
        f"{label} ({len(label)})"
        for labels in menus(language)
        for label in labels
        if len(label) > (BUTTON if len(labels) <= FEW else LIST_ROW)
    ]
    assert too_long == []


def menus(language: str) -> Iterator[list[str]]:
    """The labels that stand together on one message."""
    yield [TEXTS[language][COMMON][f"menu.options.{name}"] for name in MENU] + [
        TEXTS[language][COMMON]["menu.resume"]
    ]
    yield [TEXTS[language][COMMON][f"options.{name}"] for name in REVIEW]
    for conversation, question in ASKED:
        yield [
            label_of(language, conversation, question, option)
            for option in known_options(question)
            if option != "remove"
        ]
        yield from (
            doubt_labels(language, conversation, question, doubt) for doubt in question.possible_doubts()
        )
    for conversation in CONVERSATIONS:
        yield [
            found(language, conversation.name, f"{q.words_key}.label") or ""
            for q in conversation.questions
            if q.reviewed and not q.silent
        ]
    for programme in load_all(SHIPPED):
        yield [category.label[language] for category in programme.offered]
    yield [programme.region_name for programme in load_all(SHIPPED)]


def label_of(language: str, conversation: Conversation, question: Question, option: str) -> str:
    """The label, or its short form where it has one."""
    own = found(language, conversation.name, f"{question.words_key}.options.{option}")
    key = f"{question.words_key}.options.{option}" if own else f"options.{option}"
    short = found(language, conversation.name, f"{key}.short")
    return short or own or found(language, conversation.name, f"options.{option}") or ""


def doubt_labels(language: str, conversation: Conversation, question: Question, doubt: str) -> list[str]:
    texts = {**TEXTS[language][COMMON], **TEXTS[language][conversation.name]}
    starts = (f"{question.words_key}.doubts.{doubt}.", f"doubts.{doubt}.")
    return [text for key, text in texts.items() if key.startswith(starts)]


def test_every_text_fits_a_message() -> None:
    too_long = [
        f"{lang} {name}: {key}" for lang, name, key, text in ALL if is_told(key) and len(text) > LONGEST
    ]
    assert too_long == []


def is_told(key: str) -> bool:
    """Said to people, not listened for."""
    return not LISTS_OF_WORDS.fullmatch(key)


def test_no_text_blames_or_frightens() -> None:
    unkind = [
        f"{lang} {name}: {key}" for lang, name, key, text in ALL if name != OPERATORS and UNKIND.search(text)
    ]
    assert unkind == []


def test_words_that_are_listened_for_are_in_small_letters() -> None:
    listened = [(f"{lang} {name}: {key}", text) for lang, name, key, text in ALL if not is_told(key)]
    assert [where for where, text in listened if text != text.lower()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_means_two_options_of_a_question(language: str) -> None:
    twice = [
        f"{conversation.name} {question.words_key}: {both}"
        for conversation, question in ASKED
        for one, other in combinations(sorted({*known_options(question)} - {"none"}), 2)
        if (
            both := meanings(language, conversation, question, one)
            & meanings(language, conversation, question, other)
        )
    ]
    assert twice == []


def meanings(language: str, conversation: Conversation, question: Question, option: str) -> set[str]:
    own = found(language, conversation.name, f"{question.words_key}.synonyms.{option}")
    synonyms = own or (
        found(language, conversation.name, f"synonyms.{option}") if isinstance(question, Choice) else ""
    )
    return {*listed(synonyms or ""), label_of(language, conversation, question, option).lower()}


def listed(text: str) -> set[str]:
    return {word.strip() for word in text.split(",") if word.strip()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_begins_two_conversations_or_is_two_commands(language: str) -> None:
    texts = TEXTS[language]
    begins = {c.name: listed(texts[c.name].get("start_words", "")) for c in CONVERSATIONS}
    commands = {key: listed(text) for key, text in texts[COMMON].items() if key.startswith("commands.")}
    groups = {**begins, **commands, "greetings": listed(texts[COMMON]["greetings"])}
    assert [(a, b, groups[a] & groups[b]) for a, b in combinations(groups, 2) if groups[a] & groups[b]] == []
