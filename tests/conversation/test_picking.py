"""The kinds of question that are answered by picking: one, several, a place, yes or no."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.conversation.choices import Choice, Consent, MultiChoice, Region
from bot.conversation.messages import Option, Said
from bot.conversation.question import Context
from bot.conversation.questions import Text
from tests.conversation.chat import Chat, asking
from tests.conversation.kitchen import fruit, places

WHAT = Text("what")


def who() -> Chat:
    return asking(Choice("who", ("self", "other")), WHAT)


@pytest.mark.parametrize("typed", ["2", "2.", "2)", "２", "2️⃣", "orang lain", "ORANG  LAIN!", "*Orang lain*"])
def test_an_option_is_its_number_and_its_label(typed: str) -> None:
    chat = who()
    chat.say(typed)
    assert chat.answers == {"who": "other"}


@pytest.mark.parametrize("typed", ["saya sendiri", "Aku"])
def test_an_option_has_synonyms(typed: str) -> None:
    chat = who()
    chat.say(typed)
    assert chat.answers == {"who": "self"}


@pytest.mark.parametrize("typed", ["3", "0.5", "-1", "99999999999999999999", "9" * 5000, "٢", "entah"])
def test_what_is_no_option_is_asked_again(typed: str) -> None:
    chat = who()
    chat.say(typed)
    assert (chat.heard("errors.not_an_option"), chat.answers, chat.asked) == (True, {}, "who")


def test_options_may_be_data_with_synonyms_that_are_data() -> None:
    def also(option: str, context: Context) -> tuple[str, ...]:
        return (f"buah {option}",)

    chat = asking(Choice("fruit", fruit, also=also), WHAT)
    chat.say("buah pear")
    assert chat.answers == {"fruit": "pear"}


def test_an_option_wins_over_a_command_with_its_name() -> None:
    chat = asking(Choice("fruit", fruit), WHAT)
    chat.say("petugas")
    assert (chat.answers, chat.under_way) == ({"fruit": "officer"}, ["kitchen"])


def test_labels_that_are_numbers_win_over_places_in_the_list() -> None:
    def counts(context: Context) -> Sequence[Option]:
        return [Option(f"n{number}", str(number)) for number in range(4)]

    chat = asking(Choice("fruit", counts), WHAT)
    chat.say("1")
    assert chat.answers == {"fruit": "n1"}


def test_an_option_that_was_withdrawn_since_is_asked_again() -> None:
    chat = asking(Choice("fruit", fruit), WHAT)
    del chat.services.fruit["pear"]
    chat.tap("Pir")
    assert (chat.heard("errors.not_an_option"), chat.answers) == (True, {})
    assert "Pir" not in chat.labels


def test_two_choices_with_one_id_are_refused_when_written() -> None:
    with pytest.raises(ValueError, match="not unique"):
        Choice("who", ("self", "self"))


@pytest.mark.parametrize(("kind", "id"), [(Choice, "skip"), (MultiChoice, "done")])
def test_an_id_with_a_meaning_of_its_own_is_refused_when_written(kind: type[Choice], id: str) -> None:
    with pytest.raises(ValueError, match="who"):
        kind("who", (id, "other"))


def place() -> Chat:
    return asking(Region("place", places), WHAT)


def test_a_place_among_very_many_is_typed_and_not_picked() -> None:
    chat = place()
    assert chat.reply.options == ()
    assert not chat.reply.numbered
    chat.say("desa 150")
    assert chat.answers == {"place": "p150"}


def test_a_place_among_few_is_picked_as_well() -> None:
    chat = asking(Region("place", fruit), WHAT)
    chat.tap("Pir")
    assert chat.answers == {"place": "pear"}


def test_an_exact_name_wins_over_names_that_contain_it() -> None:
    chat = place()
    chat.say("DESA  1")
    assert chat.answers == {"place": "p1"}


def test_a_part_of_several_names_asks_which() -> None:
    chat = place()
    chat.say("sungai")
    assert (chat.heard("doubts.which_place"), chat.labels) == (
        True, ["Sungai Andai", "Sungai Andai", "Muara Sungai"],
    )  # fmt: skip
    chat.say("3")
    assert chat.answers == {"place": "mouth"}


def test_of_two_places_with_one_name_the_one_that_is_tapped_is_kept() -> None:
    chat = place()
    chat.say("sungai andai")
    chat.send(Said(choice=chat.reply.options[1].id))
    assert chat.answers == {"place": "twin2"}


def test_another_name_may_be_typed_when_asked_which() -> None:
    chat = place()
    chat.all("sungai", "desa 12")
    assert chat.answers == {"place": "p12"}


@pytest.mark.parametrize("typed", ["!!!", "—", "atlantis"])
def test_a_name_that_is_none_is_unknown(typed: str) -> None:
    chat = place()
    chat.say(typed)
    assert (chat.heard("errors.place_unknown"), chat.answers) == (True, {})


def test_too_many_names_are_not_listed() -> None:
    chat = place()
    chat.say("desa")
    assert chat.heard("errors.place_many")


def tools(optional: bool = False) -> Chat:
    return asking(MultiChoice("tools", ("saw", "nail", "rope"), optional=optional), WHAT)


def test_several_are_tapped_one_by_one_and_shown_as_picked() -> None:
    chat = tools()
    chat.all("[Tali]", "[Gergaji]")
    assert (chat.labels, chat.asked) == (["✓ Gergaji", "Paku", "✓ Tali", "Selesai"], "tools")
    chat.tap("Selesai")
    assert chat.answers["tools"] == {"picked": ["saw", "rope"], "done": True}


def test_a_second_tap_takes_it_back() -> None:
    chat = tools()
    chat.all("[Tali]", "[Paku]", "tali", "selesai")
    assert chat.answers["tools"] == {"picked": ["nail"], "done": True}


@pytest.mark.parametrize("typed", ["1, 3", "3 1", "1 dan 3", "1&3", "3,1,1", "1 and 3", "１，３"])
def test_several_numbers_at_once_are_all_of_the_answer(typed: str) -> None:
    chat = tools()
    chat.say(typed)
    assert chat.answers["tools"] == {"picked": ["saw", "rope"], "done": True}


@pytest.mark.parametrize("typed", ["1, 9", "0, 1", "1 2 x", "9" * 5000 + ", 1", ", ,"])
def test_numbers_of_nothing_are_asked_again(typed: str) -> None:
    chat = tools()
    chat.say(typed)
    assert (chat.heard("errors.not_an_option"), chat.answers) == (True, {})


def test_done_with_nothing_picked_is_asked_again() -> None:
    chat = tools()
    chat.tap("Selesai")
    assert chat.heard("errors.none_picked")


def test_several_may_be_skipped_where_optional() -> None:
    chat = tools(optional=True)
    chat.all("[Tali]", "lewati")
    assert chat.answers == {"tools": None}


def test_a_consent_keeps_its_version_and_time() -> None:
    chat = asking(Consent("agrees", version="7"), WHAT)
    chat.say("iya")
    assert chat.answers == {"agrees": {"code": "yes", "version": "7", "at": "2026-11-21T09:00:00+08:00"}}


def test_a_consent_to_another_version_does_not_hold() -> None:
    assert Consent("agrees", version="1").keeps({"code": "yes", "version": "1", "at": ""})
    assert not Consent("agrees", version="2").keeps({"code": "yes", "version": "1", "at": ""})


@pytest.mark.parametrize("question", [Choice("a", ("x",)), Choice("a", fruit), Region("a", places),
                                      MultiChoice("a", ("x",)), Consent("a", version="1")])  # fmt: skip
def test_no_way_of_picking_keeps_what_another_kind_stored(question: Choice) -> None:
    for stored in ({"rows": [], "done": True}, 7, ["x"], {"picked": "x"}, {"picked": ["gone"]}):
        assert not question.keeps(stored)
