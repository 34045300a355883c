"""The kinds of question that are answered by typing or by sending a file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar

from bot.conversation.messages import Said
from bot.conversation.question import Context, Doubtful, Invalid, Question, read_by, typed
from bot.conversation.reading.dates import read_date, read_datetime
from bot.conversation.reading.names import read_name
from bot.conversation.reading.nik import NikFacts, grouped, read_nik
from bot.conversation.reading.phones import read_phone
from bot.conversation.reading.phones import shown as phone_shown

NAMES_NONE: Mapping[str, str] = {}


@dataclass(frozen=True, kw_only=True)
class Text(Question):
    """Any words, up to `longest` characters."""

    longest: int = 300
    holds: ClassVar[type] = str
    free_text: ClassVar[bool] = True
    reads: ClassVar[tuple[str, ...]] = ("empty", "too_long")

    def read(self, said: Said, context: Context) -> str:
        text = typed(said)
        if len(text) > self.longest:
            raise Invalid("too_long", longest=self.longest)
        return text


@dataclass(frozen=True, kw_only=True)
class Lines(Question):
    """What was pasted, as its lines: what stands in one of them stays as it is, empty ones are left out."""

    holds: ClassVar[type] = str
    reads: ClassVar[tuple[str, ...]] = ("empty",)

    def read(self, said: Said, context: Context) -> str:
        lines = [line.rstrip() for line in said.text.splitlines() if line.strip()]
        if not lines:
            raise Invalid("empty")
        return "\n".join(lines)


@dataclass(frozen=True, kw_only=True)
class Nik(Question):
    """An identity number, read back with its region, birth date and sex: it has no check digit.

    The tables of regions are given, as the engine knows no country.
    """

    regencies: Mapping[str, str] = field(default_factory=lambda: NAMES_NONE)
    provinces: Mapping[str, str] = field(default_factory=lambda: NAMES_NONE)
    read_back: bool = True
    youngest: int = 15
    reads_card: bool = True

    form: ClassVar[re.Pattern[str] | None] = re.compile(r"[0-9]{16}")
    hint: ClassVar[str | None] = "nik"
    reads: ClassVar[tuple[str, ...]] = (
        "empty", "nik_empty", "nik_short", "nik_long", "nik_letters", "nik_province", "nik_date",
        "nik_serial",
    )  # fmt: skip
    asks: ClassVar[tuple[str, ...]] = ("read_back", "region_unknown")

    def read(self, said: Said, context: Context) -> str:
        facts = self.facts(typed(said), context.now.date())
        reason = "read_back" if facts.known_regency else "region_unknown"
        if self.read_back and reason not in context.sure:
            words = context.words
            born = words.language.formats.date(facts.birth_date)
            raise Doubtful(
                reason,
                {"yes": facts.nik, "no": None},
                regency=facts.regency or "",
                born=born,
                sex=words(f"sex.{facts.sex}"),
                nik=grouped(facts.nik),
            )
        return facts.nik

    def facts(self, text: str, today: date) -> NikFacts:
        """What the number tells; raises Invalid."""
        return read_by(read_nik, text, self.regencies, self.provinces, today, youngest=self.youngest)

    def show(self, answer: Any, context: Context) -> str:
        return grouped(answer)


@dataclass(frozen=True, kw_only=True)
class PersonName(Question):
    """A name as on the KTP: upper case, without titles."""

    holds: ClassVar[type] = str
    reads: ClassVar[tuple[str, ...]] = (
        "empty", "name_digits", "name_short", "name_long", "name_unread", "name_sentence",
    )  # fmt: skip

    def read(self, said: Said, context: Context) -> str:
        return read_by(read_name, typed(said)).value


@dataclass(frozen=True, kw_only=True)
class PastDate(Question):
    """A day that has been, kept as ISO text. `birth` reads two-digit years as of a person of 15 or older."""

    birth: bool = False
    form: ClassVar[re.Pattern[str] | None] = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
    hint: ClassVar[str | None] = "date"
    reads: ClassVar[tuple[str, ...]] = (
        "empty", "date_unread", "date_incomplete", "date_impossible", "date_future",
    )  # fmt: skip
    asks: ClassVar[tuple[str, ...]] = ("date_sure",)

    def read(self, said: Said, context: Context) -> str:
        found = read_by(read_date, typed(said), context.now.date(), birth=self.birth)
        day = found.value.isoformat()
        if not found.sure and "date_sure" not in context.sure:
            raise Doubtful("date_sure", {"yes": day, "no": None}, date=self.show(day, context))
        return day

    def show(self, answer: Any, context: Context) -> str:
        return context.words.language.formats.date(date.fromisoformat(answer))


@dataclass(frozen=True, kw_only=True)
class When(Question):
    """A day and a time in the local zone of `now`, kept as ISO text to the minute; always read back."""

    form: ClassVar[re.Pattern[str] | None] = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}")
    reads: ClassVar[tuple[str, ...]] = (
        "empty", "date_unread", "date_incomplete", "date_impossible", "date_future",
    )  # fmt: skip
    asks: ClassVar[tuple[str, ...]] = ("when_sure",)

    def read(self, said: Said, context: Context) -> str:
        found = read_by(read_datetime, typed(said), context.now.replace(tzinfo=None))
        moment = found.value.isoformat(timespec="minutes")
        if "when_sure" not in context.sure:
            raise Doubtful("when_sure", {"yes": moment, "no": None}, when=self.show(moment, context))
        return moment

    def show(self, answer: Any, context: Context) -> str:
        return context.words.language.formats.instant(datetime.fromisoformat(answer))


@dataclass(frozen=True, kw_only=True)
class Phone(Question):
    """A telephone number, kept as +62...; the sender's own may be shared with one tap, where it is not
    that `of_another`.
    """

    of_another: bool = False
    form: ClassVar[re.Pattern[str] | None] = re.compile(r"\+[0-9]+")
    hint: ClassVar[str | None] = "phone"
    reads: ClassVar[tuple[str, ...]] = ("empty", "phone_unread", "phone_short", "phone_long", "phone_two")

    @property
    def keyboard(self) -> str | None:
        return None if self.of_another else self.hint

    def read(self, said: Said, context: Context) -> str:
        return read_by(read_phone, said.phone or typed(said)).value

    def show(self, answer: Any, context: Context) -> str:
        return phone_shown(answer)


@dataclass(frozen=True, kw_only=True)
class Photo(Question):
    """A picture; the answer is our own document id."""

    kinds: tuple[str, ...] = ("photo",)
    holds: ClassVar[type] = str
    hint: ClassVar[str | None] = "photo"
    reads: ClassVar[tuple[str, ...]] = ("not_a_photo",)

    def read(self, said: Said, context: Context) -> str:
        if said.attachment is None or said.attachment.kind not in self.kinds:
            raise Invalid(self.reads[0])
        return said.attachment.document

    def show(self, answer: Any, context: Context) -> str:
        return context.words("review.received")


@dataclass(frozen=True, kw_only=True)
class Document(Photo):
    """A picture or another file, such as a PDF."""

    kinds: tuple[str, ...] = ("photo", "document")
    hint: ClassVar[str | None] = "document"
    reads: ClassVar[tuple[str, ...]] = ("not_a_document",)
