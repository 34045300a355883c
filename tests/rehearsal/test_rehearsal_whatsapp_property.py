"""Whatever is within the limits is taken, and whatever goes beyond one of them anywhere is refused."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rehearsal.whatsapp.answers import Json, Refused
from bot.rehearsal.whatsapp.kinds import check_call

LETTERS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp", "So"))
MANY = settings(max_examples=300)


def words(most: int) -> st.SearchStrategy[str]:
    """Words of up to so many characters."""
    return st.text(LETTERS, min_size=1, max_size=most)


def called(kind: str, content: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    """A call of /messages of this type."""
    whom = st.sampled_from(({"to": "+6281200000007"}, {"recipient": "ID.7000000000000007"}))
    base = {"messaging_product": "whatsapp", "type": kind}
    return st.builds(lambda to, it: base | to | {kind: it}, whom, content)


def interactive(kind: str, action: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    return st.builds(
        lambda body, it: {"type": kind, "body": {"text": body}, "action": it}, words(1024), action
    )


BUTTONS = st.lists(
    st.tuples(words(256), words(20)), min_size=1, max_size=3, unique_by=(lambda b: b[0], lambda b: b[1])
).map(lambda made: {"buttons": [{"type": "reply", "reply": {"id": i, "title": t}} for i, t in made]})
ROWS = st.lists(
    st.tuples(words(200), words(24), words(72)), min_size=1, max_size=10, unique_by=lambda r: r[0]
).map(lambda made: [{"id": i, "title": t, "description": d} for i, t, d in made])
LISTS = st.builds(lambda label, rows: {"button": label, "sections": [{"rows": rows}]}, words(20), ROWS)
TEMPLATES = st.builds(
    lambda name, values: {
        "name": name,
        "language": {"code": "id"},
        "components": [{"type": "body", "parameters": [{"type": "text", "text": v} for v in values]}],
    },
    st.from_regex("[a-z0-9_]{1,512}", fullmatch=True),
    st.lists(words(200), min_size=1, max_size=5),
)
CALLS = st.one_of(
    called("text", words(4096).map(lambda body: {"body": body})),
    called("image", words(1024).map(lambda caption: {"id": "1", "caption": caption})),
    called("document", words(240).map(lambda name: {"id": "1", "filename": name})),
    called("interactive", interactive("button", BUTTONS)),
    called("interactive", interactive("list", LISTS)),
    called("template", TEMPLATES),
)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to everything inside."""
    yield path
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in steps:
        yield from places(inner, (*path, name))


def at(value: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        value = value[step]
    return value


def changed(message: Json, path: tuple[Any, ...], new: Any) -> Json:
    """The message with something else there."""
    copied = copy.deepcopy(message)
    at(copied, path[:-1])[path[-1]] = new
    return copied


@MANY
@given(CALLS)
def test_what_is_within_the_limits_is_taken(message: Json):
    check_call(message)


def strings(message: Json) -> list[tuple[Any, ...]]:
    return [path for path in places(message) if isinstance(at(message, path), str)]


@MANY
@given(CALLS, st.data())
def test_a_word_that_is_too_long_empty_or_no_word_is_refused(message: Json, data: st.DataObject):
    path = data.draw(st.sampled_from(strings(message)))
    new: Any = data.draw(st.sampled_from(("", " ", "a" * 5000, "\ud800", 7, True, None, [], {})))
    with pytest.raises(Refused) as refused:
        check_call(changed(message, path, new))
    assert refused.value.fault
    assert refused.value.code in (100, 131008, 131009)


@MANY
@given(CALLS, st.data())
def test_a_field_that_there_is_not_is_refused_wherever_it_stands(message: Json, data: st.DataObject):
    objects = [path for path in places(message) if isinstance(at(message, path), dict)]
    path = data.draw(st.sampled_from(objects))
    with pytest.raises(Refused, match="Unexpected key"):
        check_call(changed(message, (*path, "colour"), "red"))


@MANY
@given(CALLS, st.data())
def test_a_field_that_must_be_there_is_missed(message: Json, data: st.DataObject):
    optional = {"description", "caption", "filename", "components"}
    owned = [path for path in places(message) if path and isinstance(at(message, path[:-1]), dict)]
    path = data.draw(st.sampled_from([path for path in owned if path[-1] not in optional]))
    copied = copy.deepcopy(message)
    del at(copied, path[:-1])[path[-1]]
    with pytest.raises(Refused):
        check_call(copied)


@MANY
@given(CALLS, st.data())
def test_a_list_that_is_empty_too_long_or_no_list_is_refused(message: Json, data: st.DataObject):
    lists = [path for path in places(message) if isinstance(at(message, path), list)]
    if not lists:
        return
    path = data.draw(st.sampled_from(lists))
    whole = at(message, path)
    wrong: list[Any] = [whole * 50, {}, "a"] + ([[]] if path[-1] != "components" else [])
    with pytest.raises(Refused):
        check_call(changed(message, path, data.draw(st.sampled_from(wrong))))


@MANY
@given(called("interactive", interactive("button", BUTTONS)), st.sampled_from(("id", "title")))
def test_two_buttons_are_never_the_same(message: Json, field: str):
    made = message["interactive"]["action"]["buttons"]
    twin = copy.deepcopy(made[0])
    twin["reply"]["title" if field == "id" else "id"] = "~"
    with pytest.raises(Refused):
        check_call(changed(message, ("interactive", "action", "buttons"), [*made[:2], twin]))


@MANY
@given(
    st.dictionaries(st.text(), st.recursive(st.none() | st.text() | st.integers(), st.lists, max_leaves=5))
)
def test_whatever_comes_is_refused_in_the_same_form(message: Json):
    with pytest.raises(Refused) as refused:
        check_call(message)
    assert refused.value.body().startswith(b'{"error":')
