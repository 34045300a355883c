"""Whatever a person does on the way, the right answers given in the end are kept; and nothing breaks."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.conversation import engine
from bot.conversation.choices import MultiChoice
from bot.conversation.conversation import Conversation, Dialogue
from bot.conversation.messages import Attachment, Said
from bot.conversation.questions import Text
from bot.conversation.session import Answers, Session
from tests.conversation.chat import Chat
from tests.conversation.kitchen import dialogue, ends, kitchen
from tests.conversation.straight import Straight

TALE, EXTRA = Text("tale", optional=True, was="story"), Text("extra")
LATER = {"story": TALE, "tools": MultiChoice("tools", ("saw", "nail"), optional=True)}


def renewed() -> Conversation:
    """The kitchen of a later release: a question renamed, one added, one gone, an option withdrawn."""
    first, *rest = [LATER.get(q.name, q) for q in kitchen.questions if q.name != "phone"]
    finish = ends("kitchen")
    return Conversation(name="kitchen", questions=(first, EXTRA, *rest), finish=finish, variant="who")


def released(later: bool, version: str) -> Dialogue:
    return dialogue(*([renewed()] if later else []), version=version)


RELEASES = {(later, version): released(later, version) for later in (False, True) for version in ("1", "2")}


def straight(later: bool) -> Answers:
    """The final answers of a run in which nothing goes wrong."""
    chat = Chat(RELEASES[later, "1"], Session())
    return Straight(chat, {"nik": "6371015708859001", "happened": "2026-11-20T05:00"}).lead()


WANTED = {later: straight(later) for later in (False, True)}
COMMANDS = ("kembali", "KEMBALI", "lewati", "menu", "0", "bantuan", "?", "petugas", "batal", "lanjutkan")
ASIDE = ("samping", "bahasa", "dapur", "mau masak", "halo", "english", "indonesia")
PLAUSIBLE = (
    "ya", "tidak", "1", "2", "3", "1, 2", "selesai", "tambah", "kirim", "ubah", "sungai", "desa", "desa 12",
    "Siti", "Ani", "5-3-2015", "17-8-1985", "18-8-1985", "kemarin jam 5 pagi", "50 ribu", "50rb sehari",
    "1 juta", "6 juta", "081234567891", "6371015708859002", "6372015708859001", "9" * 5000, "x" * 5000,
    "😀" * 300, "1️⃣", "١٢", "\x00", "\ud800", "-1", "tetap", "ulangi", "apel merah", "orang lain", "saya",
)  # fmt: skip
LETTERS = st.characters(exclude_characters="{}")  # a brace that a person types is shown to that person
NONSENSE = st.one_of(st.sampled_from(PLAUSIBLE), st.text(LETTERS, max_size=30))
UNREAD = st.sampled_from(["voice", "sticker", "video", "location", "contact", "edited", "other", "group"])


class AnyChat(RuleBasedStateMachine):
    """One chat, in any mix of what people do."""

    @initialize()
    def begin(self) -> None:
        self.later, self.version = False, "1"
        self.chat = Chat(RELEASES[self.later, self.version], Session())
        self.last = Said(text="halo")

    def send(self, said: Said) -> None:
        self.last = said
        before = self.chat.session
        reply = self.chat.send(said)
        if reply:
            assert "{" not in reply.text
            assert "}" not in reply.text
        if reply and said.unread != "group":
            self.asked_is_what_follows()
            self.only_the_asked_is_answered(before, said)

    def asked_is_what_follows(self) -> None:
        """What is asked follows from the answers alone."""
        talk = self.chat.session.talk
        if talk and not talk.picking and self.chat.replies:
            conversation = self.chat.dialogue.conversations[talk.conversation]
            question = engine.next_question(conversation, talk.answers, talk.asking)
            name = talk.doubt.question if talk.doubt else question.name if question else ""
            assert self.chat.session.asked == f"{talk.conversation}/{name}"

    def only_the_asked_is_answered(self, before: Session, said: Said) -> None:
        """No message is taken as the answer to a question that was not shown."""
        known = {talk.conversation: renamed(talk.answers, self.later) for talk in before.talks}
        for talk in self.chat.session.talks:
            was = known.get(talk.conversation, {})
            new = {name for name, answer in talk.answers.items() if name not in was or was[name] != answer}
            allowed = {before.asked.replace("/story", "/tale") if self.later else before.asked}
            linked = said.start or before.known.get("first", {}).get("start")
            allowed |= {f"kitchen/{name}" for name in ("fact", "thanks", *(["who"] if linked else []))}
            assert {f"{talk.conversation}/{name}" for name in new} <= allowed

    @property
    def right(self) -> Straight:
        return Straight(self.chat, WANTED[self.later])

    @rule(text=NONSENSE)
    def say_anything(self, text: str) -> None:
        self.send(Said(text=text))

    @rule(text=st.sampled_from(COMMANDS))
    def command(self, text: str) -> None:
        self.send(Said(text=text))

    @rule(text=st.sampled_from(ASIDE))
    def turn_aside(self, text: str) -> None:
        self.send(Said(text=text))

    @rule(times=st.integers(1, 16))
    def answer_rightly(self, times: int) -> None:
        for _ in range(times):
            self.send(self.right.next())

    @rule(place=st.integers(0, 9))
    def tap_any_option(self, place: int) -> None:
        shown = self.chat.session.shown
        if shown:
            self.send(Said(choice=f"{self.chat.session.step}:{shown[place % len(shown)][0]}"))

    @rule(back=st.integers(2, 9), place=st.integers(0, 9))
    def tap_an_old_button(self, back: int, place: int) -> None:
        options = [option for reply in self.chat.replies[-back : 1 - back] for option in reply.options]
        if options:
            self.send(Said(choice=options[place % len(options)].id))

    @rule(choice=st.sampled_from(["", ":", "1:", "x:yes", "0:send"]))
    def tap_what_was_never_shown(self, choice: str) -> None:
        self.send(Said(choice=choice))

    @rule()
    def repeat(self) -> None:
        self.send(self.last)

    @rule(kind=st.sampled_from(["photo", "document"]), caption=st.sampled_from(["", "batal", "ini KTP saya"]))
    def send_a_file(self, kind: str, caption: str) -> None:
        self.send(Said(text=caption, attachment=Attachment("other", kind)))

    @rule(kind=UNREAD)
    def send_what_can_not_be_read(self, kind: str) -> None:
        self.send(Said(unread=kind))

    @rule()
    def share_a_number(self) -> None:
        self.send(Said(phone="+6281234567899"))

    @rule(code=st.sampled_from(["", "DAPUR", "LAIN", "NOWHERE"]))
    def open_a_link(self, code: str) -> None:
        self.send(Said(start=code))

    @rule(late=st.integers(0, 1))
    def be_reminded(self, late: int) -> None:
        self.send(Said(remind=self.chat.session.step - late))

    @rule(later=st.booleans(), version=st.sampled_from("11111112"))
    def meet_another_release(self, later: bool, version: str) -> None:
        self.later, self.version = later, version
        self.chat.dialogue = RELEASES[later, version]

    @rule()
    def lose_or_gain_an_option(self) -> None:
        if self.chat.services.fruit.pop("pear", None) is None:
            self.chat.services.fruit["pear"] = "Pir"

    @invariant()
    def every_talk_is_under_way_once(self) -> None:
        if hasattr(self, "chat"):
            assert len(set(self.chat.under_way)) == len(self.chat.under_way)

    def teardown(self) -> None:
        """The right answers, given in the end, are kept as if nothing had happened."""
        if hasattr(self, "chat"):
            assert self.right.lead() == WANTED[self.later]


def renamed(answers: Answers, later: bool) -> Answers:
    """The answers under the names of the later release; one given under the new name stays."""
    if not later or "story" not in answers:
        return answers
    return {"tale": answers["story"], **{name: answer for name, answer in answers.items() if name != "story"}}


TestAnyChat = AnyChat.TestCase
TestAnyChat.settings = settings(max_examples=80, stateful_step_count=40, derandomize=True)


def test_a_straight_run_is_straight() -> None:
    chat = Chat(RELEASES[False, "1"])
    assert Straight(chat, WANTED[False]).lead() == WANTED[False]
    assert not any(chat.heard(key) for key in ("errors.not_an_option", "old_button"))


def test_the_same_answers_are_kept_in_every_language() -> None:
    chat = Chat(RELEASES[False, "1"], Session(language="en"))
    assert Straight(chat, WANTED[False]).lead() == WANTED[False]
