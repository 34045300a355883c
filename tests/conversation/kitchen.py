"""A conversation with every kind of question, its words, and services that only remember."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from bot.catalogues import languages
from bot.conversation.choices import Choice, Consent, MultiChoice, Region
from bot.conversation.conversation import Conversation, Dialogue, Start
from bot.conversation.derived import End, Lookup, Many, Outcome, Tell
from bot.conversation.messages import Option
from bot.conversation.money import Money
from bot.conversation.question import Context, Doubtful
from bot.conversation.questions import (
    Document,
    Nik,
    PastDate,
    PersonName,
    Phone,
    Photo,
    Text,
    When,
)
from bot.conversation.words import Catalogue, Language
from rules.regencies import provinces, regencies

FRUIT = {"apple": "Apel", "pear": "Pir", "skip_it": "Lewati dulu", "officer": "Petugas"}
PLACES = tuple(Option(f"p{number}", f"Desa {number}") for number in range(1, 151))
TWINS = (Option("twin1", "Sungai Andai"), Option("twin2", "Sungai Andai"), Option("mouth", "Muara Sungai"))


@dataclass
class Pantry:
    """What the kitchen looks up and writes to."""

    fruit: dict[str, str] = field(default_factory=lambda: dict(FRUIT))
    looked_up: list[Any] = field(default_factory=list)
    finished: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    beside: list[tuple[str, str]] = field(default_factory=list)

    def more_of(self, first: str, document: str) -> None:
        self.beside.append((first, document))

    def last(self, conversation: str = "kitchen") -> dict[str, Any]:
        """The final answers of the conversation that ended last under this name."""
        return next(answers for name, answers in reversed(self.finished) if name == conversation)


def fruit(context: Context) -> Sequence[Option]:
    return [Option(id, label) for id, label in context.services.fruit.items()]


def places(context: Context) -> Sequence[Option]:
    return (*PLACES, *TWINS)


def fact(context: Context) -> dict[str, Any]:
    context.services.looked_up.append(context.answers["income"])
    return {"code": "rich" if context.answers["income"] >= 5_000_000 else "poor", "sum": "banyak"}


def of_age(born: str, context: Context) -> None:
    """A doubt that compares two answers, as registrations do."""
    told = Nik("nik", regencies=regencies(), provinces=provinces()).facts(context.answers["nik"], TODAY)
    if told.birth_date.isoformat() != born and "differs" not in context.sure:
        raise Doubtful("differs", {"keep": born, "no": None}, born=born)


TODAY = date(2026, 11, 21)


def ends(name: str, **outcome: Any) -> Any:
    """A `finish` that remembers its answers."""

    def finish(answers: Mapping[str, Any], context: Context) -> Outcome:
        context.services.finished.append((name, dict(answers)))
        return Outcome(**outcome)

    return finish


CHILD = (
    PersonName("name"),
    PastDate("born"),
    Choice("school", ("yes", "no")),
    Text("grade", when={"school": "yes"}),
)
QUESTIONS = (
    Choice("who", ("self", "other")),
    Consent("agrees", version="1", when={"who": "other"}, reviewed=False),
    End("refused", when={"agrees": "no"}),
    Text("story", optional=True),
    Nik("nik", regencies=regencies(), provinces=provinces()),
    PersonName("name"),
    PastDate("born", birth=True, of=("nik",), check=of_age, doubts=("differs",)),
    When("happened"),
    Money("income"),
    Lookup("fact", of=("income",), find=fact),
    Text("wealth", when={"fact": "rich"}),
    Phone("phone", optional=True),
    Choice("fruit", fruit),
    Region("place", places),
    MultiChoice("tools", ("saw", "nail", "rope"), optional=True),
    Tell("thanks", of=("fruit",)),
    Many("children", questions=CHILD, most=3),
    Photo("photo", optional=True),
    Document("paper"),
)
kitchen = Conversation(name="kitchen", questions=QUESTIONS, finish=ends("kitchen"), variant="who")
aside = Conversation(
    name="aside", questions=(Text("what"),), finish=ends("aside"), review=False, progress=False
)
officer = Conversation(
    name="officer", questions=(Text("message"),), finish=ends("officer"), review=False, progress=False
)


def switched(answers: Mapping[str, Any], context: Context) -> Outcome:
    return Outcome(language=answers["language"])


language = Conversation(
    name="language",
    questions=(Choice("language", ("id", "en")),),
    finish=switched,
    review=False,
    progress=False,
)


def agreed(answers: Mapping[str, Any], context: Context) -> Outcome:
    match answers["consent"]["code"]:
        case "yes":
            return Outcome(remember={"consent": answers["consent"]["version"]})
        case "switch":
            return Outcome("switched", language={"id": "en", "en": "id"}[context.words.language.code],
                           then="gate")  # fmt: skip
    return Outcome("declined")


def gate(version: str = "1") -> Conversation:
    consent = Consent("consent", ("yes", "no", "switch"), version=version)
    return Conversation(name="gate", questions=(consent,), finish=agreed, review=False, progress=False)


def texts(**own: str) -> Catalogue:
    """Words in which dots are written as double underscores."""
    return {key.replace("__", "."): text for key, text in own.items()}


KITCHEN = texts(
    title="Dapur", start="Kita mulai.", start_words="dapur, mau masak", done="Selesai, {name}.",
    who__ask="Untuk siapa?", who__label="Untuk", who__options__self="Saya", who__options__other="Orang lain",
    who__synonyms__self="saya sendiri, aku", agrees__ask="Dia setuju?", agrees__label="Setuju",
    refused__say="Tanyakan dulu.", story__ask="Ceritanya?", story__label="Cerita", story__help="Ceritakan saja.",
    tale__ask="Kisahnya?", tale__label="Kisah", extra__ask="Apa lagi?", extra__label="Lagi", nik__ask="NIK?",
    nik__label="NIK", name__ask="Nama?", name__label="Nama", born__ask="Lahir kapan, {name}?", born__label="Lahir",
    born__doubts__differs="{born} berbeda dari NIK.", born__doubts__differs__keep="Tetap",
    born__doubts__differs__no="Ulangi", happened__ask="Kapan kejadiannya?", happened__label="Kejadian",
    income__ask="Penghasilan?", income__label="Penghasilan", wealth__ask="Dari {fact_sum}?",
    wealth__label="Asal", phone__ask="HP?", phone__label="HP", fruit__ask="Buah apa?", fruit__label="Buah",
    fruit__synonyms__apple="apel merah", place__ask="Desa mana?", place__label="Desa",
    tools__ask="Alat apa saja?", tools__label="Alat", tools__options__saw="Gergaji", tools__options__nail="Paku",
    tools__options__rope="Tali", thanks__say="Terima kasih untuk {fruit}.", children__ask="Ada anak?",
    children__label="Anak", children__name__ask="Nama anak ke-{row}?", children__name__label="Nama anak",
    children__born__ask="Lahir anak ke-{row}?", children__born__label="Lahir anak",
    children__school__ask="Sekolah?", children__school__label="Sekolah", children__grade__ask="Kelas berapa?",
    children__grade__label="Kelas", children__options__add="Tambah",
    photo__ask="Fotonya?", photo__label="Foto", paper__ask="Suratnya?",
    paper__label="Surat", what__ask="Apa?", what__label="Apa", a__ask="A?", a__label="A", b__ask="B?",
    b__label="B",
)  # fmt: skip
WORDS: Mapping[str, Catalogue] = {
    "kitchen": {**KITCHEN, "nik.ask@other": "NIK orang itu?"},
    "aside": texts(title="Samping", start_words="samping", done="Sudah.", what__ask="Apa?"),
    "officer": texts(title="Petugas", done="Sudah dicatat.", message__ask="Pesannya?"),
    "language": texts(
        title="Bahasa", start_words="bahasa, language", done="Baik.", language__ask="Bahasa apa?",
        language__options__id="Indonesia", language__options__en="English",
    ),
    "gate": texts(
        title="Perkenalan", done="Terima kasih.", declined="Tidak apa-apa.", switched="Ganti bahasa.",
        consent__ask="Setuju?", consent__again="Boleh?", consent__options__yes="Setuju",
        consent__options__no="Tidak", consent__options__switch="English",
    ),
}  # fmt: skip
MENU = texts(
    menu__options__kitchen="Masak", menu__options__aside="Samping", menu__options__officer="Tanya petugas",
    menu__options__language="Bahasa",
)  # fmt: skip


def in_language(code: str) -> Language:
    """The common words as they are, those of the kitchen beside them."""
    real = languages()[code]
    common = {**real.catalogues["common"], **MENU}
    return replace(real, catalogues={"common": common, **WORDS})


LANGUAGES = {code: in_language(code) for code in ("id", "en")}
LINKS = {"DAPUR": Start("kitchen"), "LAIN": Start("kitchen", {"who": "other"})}


def dialogue(*conversations: Conversation, version: str = "1") -> Dialogue:
    """All of the kitchen; given conversations stand in for those of the same name."""
    every = (gate(version), kitchen, aside, officer, language, *conversations)
    return Dialogue(
        conversations={conversation.name: conversation for conversation in every},
        languages=LANGUAGES,
        menu=("kitchen", "aside", "officer", "language"),
        gate="gate",
        gate_key="consent",
        gate_value=version,
        officer="officer",
        follow=lambda code, services: LINKS.get(code),
    )
