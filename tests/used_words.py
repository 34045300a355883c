"""Which keys of the words the program can look up: read from its source and from the questions it asks."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from bot.__main__ import COMMANDS
from bot.catalogues import LOCALES, read
from bot.conversation.choices import MultiChoice
from bot.conversation.derived import End
from bot.conversation.question import Question
from bot.conversation.questions import Document, When
from handlers import CONVERSATIONS

ROOT = Path(__file__).parents[1]
SOURCES = ("bot", "handlers")
CONSOLE = ROOT / "console"
ASKED = [(c, q) for c in CONVERSATIONS for q in c.all_questions() if not q.silent]
# Kinds of question that the engine has and no conversation uses yet.
WAITING = (MultiChoice("several", ()), Document("document"), When("moment"))
LOOKS_UP = {"words", "common", "first", "find", "listed", "texts", "told", "said", "option", "patterns_of"}
ANY = r"[\w-]+"
OF_QUESTIONS = re.compile(rf"{re.escape(ANY)}|(?:options|synonyms|errors|doubts|help)\\\.{re.escape(ANY)}")


def used(catalogue: str, key: str) -> bool:
    """Can the program look this key of this catalogue up?"""
    plain = key.partition("@")[0].removesuffix(".short")  # the short form of a label: labels.py
    if any(pattern.fullmatch(plain) for pattern in patterns()):
        return True
    return plain in keys_of(catalogue)


def keys_of(catalogue: str) -> frozenset[str]:
    match catalogue:
        case "common":
            return common_keys()
        case "commands":
            return frozenset(f"{name}.help" for name in COMMANDS)
        case "console":
            return console_keys()
    return own_keys(catalogue)


@cache
def patterns() -> tuple[re.Pattern[str], ...]:
    """The keys written in the source, with anything where a value is put in.

    Not those that begin with a value, nor families of questions' words: the questions tell which there are.
    """
    files = (file for source in SOURCES for file in sorted((ROOT / source).rglob("*.py")))
    found = {key for file in files for key in written(ast.parse(file.read_text("utf-8")))}
    return tuple(re.compile(pattern) for pattern in sorted(found) if not OF_QUESTIONS.match(pattern))


def written(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) in LOOKS_UP:
            yield from (
                pattern for argument in node.args for part in ast.walk(argument) if (pattern := key(part))
            )
        if isinstance(node, ast.Subscript) and (pattern := key(node.slice)):
            yield pattern


def called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def key(node: ast.AST) -> str:
    """A text as a pattern: f"payer.{code}" is "payer.<anything>"."""
    match node:
        case ast.Constant(value=str(text)) if re.fullmatch(r"[\w.]+", text):
            return re.escape(text)
        case ast.JoinedStr(values=parts):
            return "".join(re.escape(str(p.value)) if isinstance(p, ast.Constant) else ANY for p in parts)
    return ""


@cache
def console_keys() -> frozenset[str]:
    """What the officers' pages look up: a key written in their source or templates, or a family of keys there
    ("act." ~ act) of which the key is one.
    """
    known = read(LOCALES / "id" / "LC_MESSAGES" / "console.po")
    families = tuple(re.compile(pattern) for pattern in sorted(console_patterns()) if pattern != ANY)
    return frozenset(key for key in known if any(family.fullmatch(key) for family in families))


def console_patterns() -> Iterator[str]:
    for file in CONSOLE.rglob("*.html"):
        text = file.read_text("utf-8")
        yield from (re.escape(key) for key in re.findall(r'\bt\("([\w.]+)"[),]', text))
        yield from (re.escape(start) + r"[\w.]+" for start in re.findall(r'\bt\("([\w.]+\.)" ~', text))
        yield from (
            r"refused\.\w+" + re.escape(end) for end in re.findall(r't\(why(?: ~ "([\w.]+)")?\)', text)
        )
    for file in CONSOLE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if (pattern := key(node)) and "\\." in pattern:
                yield pattern


@cache
def own_keys(conversation: str) -> frozenset[str]:
    """What the questions and the ends of a conversation are looked up by."""
    of = next((c for c in CONVERSATIONS if c.name == conversation), None)
    if of is None:
        return frozenset()
    ends = {f"{q.words_key}.say" for q in of.questions} | {
        s for q in of.questions if isinstance(q, End) for s in q.says
    }
    asked = {key for c, q in ASKED if c.name == conversation for key in of_question(q, f"{q.words_key}.")}
    return frozenset({"start", "title", "start_words", *of.says} | ends | asked)


@cache
def common_keys() -> frozenset[str]:
    """The same without the name of the question; what several conversations ask, and end with."""
    questions = [q for _, q in ASKED] + list(WAITING)
    kinds = {f"{what}.{type(q).__name__.lower()}" for q in questions for what in ("help", "why")}
    ends = {key for c in CONVERSATIONS for q in c.questions if isinstance(q, End) for key in q.says}
    shared = {key for q in questions for key in of_question(q, f"{q.words_key}.")}
    return frozenset({key for q in questions for key in of_question(q, "")} | shared | kinds | ends)


def of_question(question: Question, start: str) -> Iterator[str]:
    options = {*getattr(question, "choices", ())} if not callable(getattr(question, "choices", ())) else set()
    yield from (f"{start}{part}" for part in ("ask", "again", "label", "help", "why"))
    yield from (f"{start}errors.{reason}" for reason in question.reasons())
    for doubt in question.possible_doubts():
        yield f"{start}doubts.{doubt}"
        yield from (
            f"{start}doubts.{doubt}.{option}" for option in ("yes", "no", "keep", "day", "week", "month")
        )
    for option in (
        *options,
        "add",
        "skip",
        "done",
        "none",
        "remove",
        "yes",
        "no",
        "day",
        "week",
        "month",
        "keep",
        "send",
        "change",
    ):
        yield from (f"{start}options.{option}", f"{start}synonyms.{option}")
