"""Templates: which may be used, how they are filled; and what messages cost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.rehearsal.whatsapp import Limits, Template
from tests.rehearsal.whatsapp_desk import (
    DAY,
    NEWS,
    Hours,
    call,
    refused,
    rehearse,
    template,
    text,
    welcomed,
)


@pytest.mark.parametrize(
    ("status", "code"),
    [("PAUSED", 132015), ("DISABLED", 132016), ("REJECTED", 132001), ("PENDING", 132001)],
)
def test_a_template_that_meta_does_not_let_through_is_refused_and_no_fault(status: str, code: int):
    async def play(fake):
        fake.template(replace(NEWS, status=status))
        answer = (await call(fake, **template(fake.person(7), "kabar", "Siti")))[1]
        assert answer["error"]["code"] == code
        fake.assert_clean()

    rehearse(play)


WRONG_TEMPLATES = [
    (("berita", "Siti"), {}, 132001, "(berita) does not exist in id"),
    (("kabar", "Siti"), {"language": {"code": "en"}}, 132001, "does not exist in en"),
    (("kabar", "Siti"), {"language": {"code": "in donesia"}}, 131009, "not of the form"),
    (("kabar",), {}, 132000, "(0) does not match (1)"),
    (("kabar", "Siti", "lagi"), {}, 132000, "(2) does not match (1)"),
    (("kabar", "Siti\nAminah"), {}, 100, "cannot have new-line"),
    (("kabar", "Siti     Aminah"), {}, 100, "consecutive spaces"),
    (("kabar", ""), {}, 131008, "is required"),
    (("Kabar", "Siti"), {}, 131009, "not of the form"),
    (("kabar", "a" * 1024), {}, 132005, "too long"),
    (("kabar", "Siti"), {"namespace": "x"}, 100, 'Unexpected key "namespace"'),
]


@pytest.mark.parametrize(
    ("given", "more", "code", "problem"), WRONG_TEMPLATES, ids=range(len(WRONG_TEMPLATES))
)
def test_a_template_that_is_filled_wrongly_is_refused(given, more, code: int, problem: str):
    async def play(fake):
        fake.template(NEWS)
        details = await refused(fake, code, **template(fake.person(7), *given, **more))
        assert problem in details

    rehearse(play)


def test_places_with_names_are_filled_by_their_names():
    async def play(fake):
        fake.template(Template("nama", "Halo {{name}}, sampai {{until}}."))
        seat = fake.person(7)
        fields = template(seat, "nama", "2026", "Siti")
        parameters = fields["template"]["components"][0]["parameters"]
        assert "Parameter name" in await refused(fake, 132012, **fields)
        for parameter, name in zip(parameters, ("until", "name"), strict=True):
            parameter["parameter_name"] = name
        assert (await call(fake, **fields))[0] == 200
        assert seat.last.text == "Halo Siti, sampai 2026."

    rehearse(play)


def test_a_button_of_a_template_sends_the_payload_it_was_given():
    async def play(fake):
        fake.template(NEWS)
        seat = fake.person(7)
        button = {"type": "button", "sub_type": "quick_reply", "index": "0"}
        fields = template(seat, "kabar", "Siti")
        fields["template"]["components"].append(
            button | {"parameters": [{"type": "payload", "payload": "again"}]}
        )
        assert (await call(fake, **fields))[0] == 200
        assert seat.last.option("again").title == "Lihat"
        fields["template"]["components"][1]["index"] = 1
        assert "no quick reply button" in await refused(fake, 131009, **fields)

    rehearse(play)


def test_a_code_to_log_in_needs_the_phone():
    async def play(fake):
        fake.template(Template("kode", "Kode {{1}}", category="AUTHENTICATION"))
        seat = fake.person(7)
        fields = template(seat, "kode", "123456")
        assert (await call(fake, **fields))[0] == 200
        del fields["to"]
        await refused(fake, 131062, recipient=seat.person.user_id, **fields)

    rehearse(play)


def test_a_thousand_answers_a_month_are_free_and_templates_never_are():
    hours = Hours()

    async def play(fake):
        fake.template(NEWS)
        seat = await welcomed(fake)
        for _ in range(1001):
            assert (await call(fake, **text(seat)))[0] == 200
        assert fake.bills.billable == 1
        await call(fake, **template(seat, "kabar", "Siti"))
        assert fake.bills.billable == 2
        hours.now += 30 * DAY
        await seat.says("halo")
        await call(fake, **text(seat))
        assert fake.bills.lines[-1].kind == "free_customer_service"
        fake.assert_clean()

    rehearse(play, now=hours, limits=Limits(pair_burst=5000, per_second=5000))


def test_before_october_2026_answers_were_free_and_so_were_templates_within_the_day():
    hours = Hours()
    hours.now -= 120 * DAY

    async def play(fake):
        fake.template(NEWS)
        seat, silent = await welcomed(fake), fake.person(8)
        await call(fake, **text(seat))
        await call(fake, **template(seat, "kabar", "Siti"))
        await call(fake, **template(silent, "kabar", "Siti"))
        kinds = [line.kind for line in fake.bills.lines]
        assert kinds == ["free_customer_service", "free_customer_service", "regular"]

    rehearse(play, now=hours)


def test_what_is_not_delivered_costs_nothing_and_an_advertisement_opens_three_free_days():
    hours = Hours()

    async def play(fake):
        fake.template(NEWS)
        away, gone, led = await welcomed(fake), await welcomed(fake, 8), fake.person(9)
        away.room.away, gone.room.unreachable = True, True
        await led.comes_from_an_ad()
        for seat in (away, gone, led):
            await call(fake, **template(seat, "kabar", "Siti"))
        assert [line.kind for line in fake.bills.lines] == ["free_entry_point"]
        await away.comes_back()
        assert fake.bills.billable == 1
        hours.now += 3 * DAY
        await call(fake, **template(led, "kabar", "Siti"))
        assert fake.bills.billable == 2

    rehearse(play, now=hours)
