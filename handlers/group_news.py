"""What coordinators and those whom they list hear without having asked. Words: news.po.

`about` is "list:LIST[:FILE]", "list:LIST:progress:ROWS", "list_bad:LIST", "list_stopped:LIST",
"group_file:GROUP:FILE", "group_remind:GROUP", "submitted:SUBMISSION", "moved_up:REGISTRATION",
"refused:GROUP:COUNT:REGISTRATION,...", "left_people:GROUP:COUNT:REGISTRATION,...:AT",
"listed:REGISTRATION" or "listed_phone:CODE".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from bot.conversation.conversation import Start
from bot.conversation.messages import File, Template
from bot.conversation.news import News
from bot.conversation.scene import Scene
from bot.conversation.words import Words
from handlers.group_receipt import receipt_told
from handlers.group_services import Groups
from handlers.groups import written
from handlers.services import Services
from rules.groups import Group

PROGRESS = "progress"
DECEASED = "DECEASED"
Reasons = list[tuple[str, str]]
MISSING = ("lines", "listed", "left")  # what a reminder tells, where there is any


def groups(scene: Scene) -> Groups:
    return cast(Services, scene.services).groups


def words_of(scene: Scene) -> Words:
    return Words(scene.dialogue.languages[scene.session.language], "news")


def of_group(group: Group) -> Template:
    """What may be sent to a coordinator who has been silent for long."""
    return Template("group_news", {"group": group.name})


def group_of(rest: str, scene: Scene) -> Group | None:
    """A group of this chat."""
    return next((group for group in groups(scene).mine() if str(group.id) == rest), None)


def list_read(rest: str, scene: Scene) -> News | None:
    """What became of a list, with the same file and its reasons where there is one; or how far it is."""
    id, _, more = rest.partition(":")
    if more.startswith(PROGRESS):
        return reading(int(id), more.removeprefix(f"{PROGRESS}:"), scene)
    receipt, words = groups(scene).receipt(int(id)), words_of(scene)
    if receipt is None:
        return None
    told = receipt_told(receipt, words.language)
    if not more:
        return News(told)
    return News(f"{told}\n\n{words('list_file')}", File(as_sheet(receipt.name), "document", f"shelf:{more}"))


def as_sheet(name: str) -> str:
    """What the file is called that goes back: it is a spreadsheet whatever it was."""
    stem = name.rpartition(".")[0] or name
    return f"{stem}.xlsx"


def reading(id: int, rows: str, scene: Scene) -> News | None:
    """A long list: so many lines are done."""
    brought, words = groups(scene).brought(id), words_of(scene)
    if brought is None:
        return None
    return News(words("list_progress", name=brought.name, rows=written(int(rows), words.language)))


def list_bad(rest: str, scene: Scene) -> News | None:
    """A file in which nothing can be read, and what to do instead."""
    brought, words = groups(scene).brought(int(rest)), words_of(scene)
    if brought is None or brought.problem is None:
        return None
    if brought.problem == "gone":
        return News(words("list_gone", name=brought.name))
    lines = Words(words.language, "group_lines")
    return News(words("list_bad", name=brought.name, reason=lines(f"bad.{brought.problem}")))


def list_stopped(rest: str, scene: Scene) -> News | None:
    """To who was withdrawn before the end of a list: how much of it was taken in, and how much was not."""
    one, words = groups(scene).stopped(int(rest)), words_of(scene)
    if one is None:
        return None
    numbers = {
        name: written(number, words.language)
        for name, number in (("people", one.people), ("lines", one.lines))
    }
    return News(words("list_stopped", name=one.name, group=one.group, **numbers))


def group_file(rest: str, scene: Scene) -> News | None:
    """The group as a spreadsheet."""
    id, _, file = rest.partition(":")
    group, words = group_of(id, scene), words_of(scene)
    if group is None:
        return None
    sheet = File(f"{group.name}.xlsx", "document", f"shelf:{file}")
    return News(words("group_file", group=group.name), sheet, template=of_group(group))


def reminder(rest: str, scene: Scene) -> News | None:
    """What is missing in a group; nothing where all is done."""
    group, words = group_of(rest, scene), words_of(scene)
    if group is None or group.over(scene.now.date()):
        return None
    tally = groups(scene).tally(group)
    if not (tally.lines or tally.listed):
        return None
    found = [(name, getattr(tally, name)) for name in MISSING]
    lines = [words(f"remind.{name}", count=written(n, words.language)) for name, n in found if n]
    told = words("group_remind", group=group.name, lines="\n".join(lines))
    return News(told, template=of_group(group))


def submitted(rest: str, scene: Scene) -> News | None:
    """A long list has been handed over."""
    done, words = groups(scene).submission(int(rest)), words_of(scene)
    if done is None:
        return None
    asked = words("submitted.asked", count=written(done.asked, words.language)) if done.asked else ""
    return News(words("submitted", people=written(done.people, words.language), asked=asked))


def moved_up(rest: str, scene: Scene) -> News | None:
    """Somebody of the waiting list has a place: another one has said no."""
    words = words_of(scene)
    for group in groups(scene).mine():
        if member := groups(scene).member(group, int(rest)):
            told = words("moved_up", name=member.name, group=group.name)
            return News(told, template=of_group(group))
    return None


def refused(rest: str, scene: Scene) -> News | None:
    """Whom an officer has not accepted, and why, the first by name: no chat of their own tells it to them."""
    id, count, named = rest.split(":")
    group, words = group_of(id, scene), words_of(scene)
    if group is None:
        return None
    found = reasons_of(group, named, groups(scene).refusal, scene)
    told = out(group, int(count), named, found, words)
    return News(words("refused", **told), template=of_group(group)) if found else None


def left_people(rest: str, scene: Scene) -> News | None:
    """Whom the branch office has not taken, or an officer has taken off a list; told as those above."""
    id, count, named, _ = rest.split(":")
    group, words = group_of(id, scene), words_of(scene)
    if group is None:
        return None
    found = reasons_of(group, named, groups(scene).left_list, scene)
    told = out(group, int(count), named, found, words)
    return News(words("left_people", **told), template=of_group(group)) if found else None


def out(group: Group, count: int, named: str, found: Reasons, words: Words) -> dict[str, str]:
    """Their names and reasons as lines; where one has died, that the family may have a right."""
    lines = [
        words("refused.line", name=name, reason=words.first(f"reason.{reason}", "reason.OTHER"))
        for name, reason in found
    ]
    if more := count - len(named.split(",")):
        lines.append(words("refused.more", count=written(more, words.language)))
    claim = words("refused.claim") if any(reason == DECEASED for _, reason in found) else ""
    number = written(count, words.language)
    return {"group": group.name, "count": number, "claim": claim, "lines": "\n".join(lines)}


def reasons_of(group: Group, named: str, reason: Callable[[Group, int], str], scene: Scene) -> Reasons:
    """Names and reasons; without those of whom an officer, or the branch, has thought better."""
    some = [int(one) for one in named.split(",")]
    found = [(groups(scene).member(group, one), reason(group, one)) for one in some]
    return [(member.name, why) for member, why in found if member and why]


def listed(rest: str, scene: Scene) -> News | None:
    """A worker is asked; what is asked tells it all."""
    for one in groups(scene).listings():
        if str(one.registration) == rest:
            asked = Template("listed", {"group": one.group.name})
            return News("", start=Start("listed", {"registration": rest}), template=asked)
    return None


def listed_phone(code: str, scene: Scene) -> News | None:
    """The number of this chat stands on a list; whose it is, the birth date shows."""
    one, words = groups(scene).listing_of(code), words_of(scene)
    if one is None:
        return None
    told = words("listed_phone", coordinator=one.coordinator, group=one.group.name)
    asked = Template("listed", {"group": one.group.name})
    return News(told, start=Start("listed", {"code": code}), template=asked)


GROUPS: Mapping[str, Callable[[str, Scene], News | None]] = {
    "list": list_read, "list_bad": list_bad, "list_stopped": list_stopped, "group_file": group_file,
    "group_remind": reminder, "submitted": submitted, "moved_up": moved_up, "refused": refused,
    "left_people": left_people, "listed": listed, "listed_phone": listed_phone,
}  # fmt: skip
