"""What the registration looks up on its way, and what it writes at its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.conversation.choices import Choice
from bot.conversation.derived import Outcome
from bot.conversation.messages import Option, Said
from bot.conversation.question import Context, Doubtful
from bot.conversation.reading.nik import read_nik
from handlers.services import services
from handlers.status import registration_told
from rules.records import ENDED, Person
from rules.regencies import provinces, regencies

# A NIK of somebody younger is more likely mistyped; whoever is older hears the programme's own limit.
YOUNGEST = 10
OWNERS = ("self", "family", "neighbour")  # of the telephone
RELATIONS = ("spouse", "child", "parent", "sibling", "other")


@dataclass(frozen=True, kw_only=True)
class AtHome(Choice):
    """Is the KTP of the programme's region? Said of one programme, and asked again for another."""

    def read(self, said: Said, context: Context) -> Any:
        return {"code": super().read(said, context), "programme": context.answers["programme"]}

    def keeps(self, answer: Any) -> bool:
        return isinstance(answer, dict)

    def still_good(self, answer: Any, context: Context) -> bool:
        return bool(answer["programme"] == context.answers["programme"])

    def show(self, answer: Any, context: Context) -> str:
        return self.label(answer["code"], context)


def programmes(context: Context) -> Sequence[Option]:
    language = context.words.language.code
    return [Option(p.code, p.region_name) for p in services(context).programmes() if p.name[language]]


def programme_synonyms(option: str, context: Context) -> tuple[str, ...]:
    """ "makassar" for "Kota Makassar"."""
    name = services(context).programme(option).region_name.lower()
    return option, name.removeprefix("kota ").removeprefix("kabupaten "), name.replace("kabupaten", "kab")


def districts(context: Context) -> Sequence[Option]:
    region = services(context).programme(context.answers["programme"]).region
    return [Option(code, name) for code, name in services(context).below(region)]


def villages(context: Context) -> Sequence[Option]:
    district = context.answers.get("district")
    return [Option(code, name) for code, name in services(context).below(district)] if district else []


def categories(context: Context) -> Sequence[Option]:
    programme = services(context).programme(context.answers["programme"])
    language = context.words.language.code
    return [Option(category.code, category.label[language]) for category in programme.offered]


def category_synonyms(option: str, context: Context) -> tuple[str, ...]:
    category = services(context).programme(context.answers["programme"]).category(option)
    if category is None:
        return ()
    return (*category.synonyms, category.label.id.lower(), category.label.en.lower())


def agrees_with_nik(born: str, context: Context) -> None:
    agrees_with(context.answers["nik"], born, context)


def agrees_with(nik: str, born: str, context: Context) -> None:
    """A NIK may lawfully differ from the birth date, but far more often one of the two is mistyped."""
    today = context.now.date()
    told = read_nik(nik, regencies(), provinces(), today, youngest=YOUNGEST).birth_date
    if told.isoformat() == born or "differs_from_nik" in context.sure:
        return
    formats = context.words.language.formats
    day = date.fromisoformat(born)
    raise Doubtful(
        "differs_from_nik",
        {"keep": born, "no": None},
        born=formats.date(day),
        by_nik=formats.date(told),
    )


def has_heir(context: Context) -> str:
    return "yes" if context.answers.get("heir_name") else "no"


def known(context: Context) -> str:
    """new, own (this chat's), registered or covered; the last two only to whoever knows the birth date."""
    person = services(context).person_by_nik(context.answers["nik"])
    if person is None:
        return "new"
    if not may_know(person, context):
        services(context).wrong_try(person.nik)
        return "new"
    if active_registration(person, context):
        return "own" if services(context).speaks_for(person) else "registered"
    today = context.now.date()
    covered = any(m.cover(today) == "active" for m in services(context).memberships(person))
    return "covered" if covered else "new"


def may_know(person: Person, context: Context) -> bool:
    own = services(context).speaks_for(person)
    return own or person.details.get("birth_date") == context.answers["birth_date"]


def active_registration(person: Person, context: Context) -> Any:
    code = context.answers["programme"]
    found = services(context).registrations(person)
    return next((r for r in found if r.programme == code and r.status not in ENDED), None)


def known_now(context: Context) -> bool:
    """Has this chat's registration come to be while the person typed?"""
    person = services(context).person_by_nik(context.answers["nik"])
    spoken = person is not None and services(context).speaks_for(person)
    return bool(spoken and person and active_registration(person, context))


def already_told(answers: Mapping[str, Any], context: Context) -> Outcome:
    """Registered twice is the same registration: its status, to those who may see it."""
    return already(answers["known"], answers, context)


def already(code: str, answers: Mapping[str, Any], context: Context) -> Outcome:
    if code != "own":
        return Outcome(f"already.{code}")
    person = services(context).person_by_nik(answers["nik"])
    found = active_registration(person, context) if person else None
    return Outcome("already.own", {"lines": registration_told(found, context) if found else ""})


def submitted(answers: Mapping[str, Any], context: Context) -> Outcome:
    """Write the registration; the last place may have gone while the person typed."""
    again = answers["known"] == "new" and known_now(context)
    if again:  # sent twice, from two phones
        return already("own", answers, context)
    looks = [answers[name]["look"] for name in ("work",) if answers.get(name, {}).get("look")]
    done = services(context).submit({**answers, "children": children(context)}, looks)
    if done.registration is None:
        return Outcome("disputed", {"number": done.note})
    programme = services(context).programme(answers["programme"])
    details = {
        "number": done.registration.number,
        "programme": programme.name[context.words.language.code],
        "place": done.place or "",
        "note": "" if done.ours else context.words("done.note"),
    }
    return Outcome("waiting_list" if done.place else "done", details)


def children(context: Context) -> list[dict[str, str]]:
    """The rows of children as a list of names and birth dates."""
    rows = (context.answers.get("children") or {"rows": []})["rows"]
    answers = context.answers
    return [
        {"name": answers[f"children.{row}.name"], "born": answers[f"children.{row}.born"]} for row in rows
    ]
