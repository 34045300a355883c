"""Where an announcement lies, and for which part of a programme an officer may write one."""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversation.words import Words
from console.officer_form import Choice
from console.registration_places import Places
from console.visit import Visit
from handlers.announcement_services import Told
from rules.announcements import measures
from rules.officers import Spot
from rules.programme import Programme
from rules.regions import village_kind
from storage import announcements, catalogue
from storage.announcements import RECORD, Announcement


def found(visit: Visit) -> Announcement:
    """The announcement of the path. Raises Refused: one of another area does not exist here."""
    return numbered(visit, visit.asked.id())


def numbered(visit: Visit, id: int) -> Announcement:
    """Raises Refused."""
    one = announcements.by_id(visit.tx, visit.vault, id)
    visit.must_see(one.spot if one else None, RECORD, id)
    assert one
    return one


def programme_of(visit: Visit, one: Announcement) -> Programme | None:
    return Places(visit).programmes.get(one.segment.programme)


def told_of(visit: Visit, one: Announcement) -> Told:
    """The announcement as chats tell it."""
    programme = programme_of(visit, one)
    city = programme.region_name if programme else catalogue.region_name(visit.tx, one.spot.city)
    return Told(one.texts, city)


def segment_told(visit: Visit, one: Announcement) -> str:
    """Whom it is for, in words."""
    language, words = visit.asked.language, visit.house.words(visit.asked.language)
    segment, programme = one.segment, programme_of(visit, one)
    kind = programme.category(segment.category) if programme else None
    parts = [
        programme.name[language] if programme else segment.programme,
        catalogue.region_name(visit.tx, segment.village) if segment.village else "",
        segment.office,
        (kind.label[language] if kind else segment.category),
        ", ".join(words(f"announcement.status.{status}") for status in segment.statuses),
        membership_told(words, segment.membership),
    ]
    return " · ".join(part for part in parts if part)


def channel_told(words: Words, channel: str) -> str:
    """A channel's name, also of one that officers know nothing of."""
    return words.first(f"announcement.channel.{channel}", "announcement.channel.other")


def membership_told(words: Words, name: str) -> str:
    """Which membership is looked for; "" where none is."""
    return words(f"announcement.membership.{name}", days=measures().ending) if name else ""


@dataclass(frozen=True)
class Room:
    """For which parts of the programmes this officer may write one."""

    visit: Visit

    def programmes(self) -> list[Programme]:
        """Those of which something lies in one's area."""
        places = Places(self.visit)
        codes = {strip.programme for strip in places.strips()}
        return [one for code, one in sorted(places.programmes.items()) if code in codes]

    def villages(self, programme: Programme) -> list[Choice]:
        """Those of the programme that lie in one's area."""
        return [
            Choice(code, name)
            for code, name in catalogue.villages_of(self.visit.tx, programme.region)
            if village_kind(code) and programme.has_village(code)
            if self.visit.sees(Spot(programme.region, programme.code, code))
        ]

    def part(self, programme: Programme, village: str) -> tuple[str, str] | None:
        """The village and the office for which it is; None where one has to be chosen first."""
        if self.visit.sees(Spot(programme.region, programme.code, village)):
            return village, ""
        strips = Places(self.visit).strips(programme.code, village)
        return (strips[0].village, strips[0].office) if len(strips) == 1 else None


def words_of(visit: Visit, language: str, catalogue: str) -> Words:
    return Words(visit.house.languages[language], catalogue)
