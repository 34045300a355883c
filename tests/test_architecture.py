"""The house keeps its shape: imports point one way, each library has its place, functions and files stay
small.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PARTS = ("bot", "handlers", "rules", "storage", "console")
LONGEST_FILE, LONGEST_FUNCTION = 250, 30

# What the parts of the house may import of the house; libraries are a matter of LIBRARIES.
ALLOWED = {
    "bot/conversation/*": ("bot.conversation",),
    "rules/*": ("rules",),
    "handlers/*": ("bot.conversation", "bot.understanding", "rules", "handlers"),
    "storage/*": ("bot.conversation", "rules", "storage"),
    "bot/delivery/*": ("bot.conversation", "storage", "bot.delivery"),
    "bot/lists/*": ("bot.child", "bot.conversation.reading", "rules", "bot.lists"),
    "bot/ktp/*": ("bot.child", "bot.conversation.reading", "rules", "bot.ktp"),
    "bot/matching/*": ("bot.conversation.reading", "bot.lists", "rules", "storage", "bot.matching"),
    "bot/understanding/*": ("bot.conversation.reading", "bot.understanding"),
    "bot/channels/*": ("bot.conversation", "storage", "bot.delivery", "bot.channels", "bot.files",
                       "bot.keeping", "bot.outgoing", "bot.sounds"),
    "bot/reports/*": ("bot.conversation", "bot.lists", "bot.paper", "handlers", "rules", "storage",
                      "bot.reports"),
    "console/*": ("bot.cards", "bot.conversation", "bot.delivery", "bot.enrolment", "bot.files", "bot.formats",
                  "bot.groups", "bot.reports", "bot.services", "bot.wishes", "handlers", "rules", "storage", "console"),
}  # fmt: skip
STANDARD_ONLY = ("bot/conversation/*", "bot/understanding/*", "rules/*", "handlers/*")
LEAVE = {"rules/working_days.py": ("holidays",)}  # Indonesia's public holidays, loaded when first asked for

# Where a library may be imported; one that stands here not at all may be imported anywhere.
LIBRARIES = {
    "telegram": ("bot/channels/telegram*.py",),
    "sqlalchemy": ("storage/*",),
    "alembic": ("storage/*",),
    "aiosqlite": ("storage/*",),
    "psycopg": ("storage/*",),
    "cryptography": ("storage/*",),
    "starlette": ("bot/channels/web*.py", "bot/channels/whatsapp*.py", "bot/routes.py", "bot/health.py",
                  "bot/app.py", "console/*"),
    "jinja2": ("console/rendering.py",),
    "aiohttp": ("bot/channels/telegram*.py", "bot/channels/whatsapp*.py", "bot/rehearsal/*", "bot/matching/gateway.py"),
    "uvicorn": ("bot/commands/serve.py",),
    "babel": ("bot/catalogues.py", "bot/formats.py"),
    "pydantic": ("bot/settings.py", "bot/rehearsal/*", "bot/commands/*"),
    "prometheus_client": ("bot/health.py",),
    "holidays": ("rules/working_days.py",),
    "python_calamine": ("bot/lists/*",),
    "rapidocr": ("bot/ktp/eye.py",),
    "numpy": ("bot/ktp/eye.py",),
    "xlsxwriter": ("bot/lists/*", "bot/rehearsal/*"),
}  # fmt: skip


def files() -> list[str]:
    """Every file of the program, as "bot/app.py"."""
    return sorted(str(path.relative_to(ROOT)) for part in PARTS for path in (ROOT / part).rglob("*.py"))


@cache
def tree(file: str) -> ast.Module:
    return ast.parse((ROOT / file).read_text("utf-8"), file)


def imported(file: str) -> Iterator[str]:
    """The modules a file imports, also inside functions; those for types alone are none."""
    types_only = {id(inner) for node in ast.walk(tree(file)) if for_types(node) for inner in ast.walk(node)}
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import) and id(node) not in types_only:
            yield from (name.name for name in node.names)
        if isinstance(node, ast.ImportFrom) and id(node) not in types_only:
            assert node.level == 0, f"{file}: relative import"
            yield from (f"{node.module}.{name.name}" for name in node.names)


def for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def within(module: str, packages: Iterable[str]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def matches(file: str, patterns: Iterable[str]) -> bool:
    return any(fnmatch(file, pattern) for pattern in patterns)


@pytest.mark.parametrize("part", ALLOWED)
def test_imports_point_one_way(part: str) -> None:
    astray = [
        f"{file} imports {module}"
        for file in files()
        if fnmatch(file, part)
        for module in imported(file)
        if within(module, PARTS) and not within(module, ALLOWED[part])
    ]
    assert astray == []


@pytest.mark.parametrize("part", STANDARD_ONLY)
def test_the_engine_the_rules_and_the_conversations_need_no_library(part: str) -> None:
    libraries = [
        f"{file} imports {module}"
        for file in files()
        if fnmatch(file, part)
        for module in imported(file)
        if module.split(".")[0] not in sys.stdlib_module_names and not within(module, PARTS)
        if not within(module, LEAVE.get(file, ()))
    ]
    assert libraries == []


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_is_imported_in_its_place_alone(library: str) -> None:
    astray = [
        file
        for file in files()
        if any(within(module, (library,)) for module in imported(file))
        and not matches(file, LIBRARIES[library])
    ]
    assert astray == []


def test_no_part_but_the_program_knows_the_whole() -> None:
    knowing = ("bot/__main__.py", "bot/commands/*", "bot/rehearsal/*", "bot/load.py", "bot/tasks.py")
    astray = [
        file
        for file in files()
        if any(within(module, ("bot.app",)) for module in imported(file)) and not matches(file, knowing)
    ]
    assert astray == []


def test_no_file_is_too_long() -> None:
    lengths = {file: len((ROOT / file).read_text("utf-8").splitlines()) for file in files()}
    assert {file: length for file, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_function_is_too_long() -> None:
    too_long = [
        f"{file}: {node.name}"
        for file in files()
        for node in ast.walk(tree(file))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.decorator_list
        if (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION
    ]
    assert too_long == []


def test_every_file_opens_with_what_it_is() -> None:
    assert [file for file in files() if not ast.get_docstring(tree(file))] == []


def test_nothing_is_switched_off_in_the_source() -> None:
    marks = ("# type: ignore", "# noqa", "# pragma: no cover", "TODO", "FIXME")
    found = [
        f"{file}: {mark}" for file in files() for mark in marks if mark in (ROOT / file).read_text("utf-8")
    ]
    assert found == []
