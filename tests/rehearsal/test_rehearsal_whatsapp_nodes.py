"""What an operator's check asks the Graph API: the number, the templates, the app, the token."""

from __future__ import annotations

import pytest

from bot.rehearsal.whatsapp import ACCOUNT_ID, NUMBER_ID, TOKEN, Template
from bot.rehearsal.whatsapp.answers import Json
from tests.rehearsal.whatsapp_desk import asked, call, interactive, listening, rehearse, welcomed


async def told(fake, path: str, **query: str):
    status, answer = await asked(fake, f"v26.0/{path}", params=query)
    return answer if status == 200 else answer["error"]["code"]


def test_the_number_tells_what_it_is_asked():
    async def play(fake):
        usual = await told(fake, NUMBER_ID)
        assert usual == {
            "id": NUMBER_ID,
            "display_phone_number": "+62 811-000-0000",
            "verified_name": "Payung",
            "quality_rating": "GREEN",
        }
        fake.account.number |= {"quality_rating": "RED", "name_status": "DECLINED"}
        asked_for = await told(fake, NUMBER_ID, fields="quality_rating,name_status,webhook_configuration")
        assert asked_for == {
            "id": NUMBER_ID,
            "quality_rating": "RED",
            "name_status": "DECLINED",
            "webhook_configuration": {"application": "https://payung.example/whatsapp/webhook"},
        }
        fake.assert_clean()
        assert await told(fake, NUMBER_ID, fields="shoe_size") == 100
        assert await told(fake, "4711") == 100
        assert len(fake.violations) == 2

    rehearse(play)


def test_templates_are_listed_page_by_page_and_by_what_they_are():
    async def play(fake):
        assert await told(fake, f"{ACCOUNT_ID}/message_templates") == {"data": []}
        for number in range(3):
            fake.template(Template(f"kabar_{number}", "Halo {{1}}", buttons=("Lihat",)))
        fake.template(Template("kabar_0", "Hello {{1}}", language="en", status="PAUSED"))
        first = await told(fake, f"{ACCOUNT_ID}/message_templates", limit="3")
        assert [one["name"] for one in first["data"]] == ["kabar_0", "kabar_1", "kabar_2"]
        assert first["data"][0]["components"] == [
            {"type": "BODY", "text": "Halo {{1}}", "example": {"body_text": [["contoh"]]}},
            {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "Lihat"}]},
        ]
        assert "next" in first["paging"]
        after = first["paging"]["cursors"]["after"]
        second = await told(fake, f"{ACCOUNT_ID}/message_templates", limit="3", after=after)
        assert [(one["language"], one["status"]) for one in second["data"]] == [("en", "PAUSED")]
        assert "next" not in second["paging"]
        paused = await told(fake, f"{ACCOUNT_ID}/message_templates", status="PAUSED", fields="name")
        assert paused["data"] == [{"id": second["data"][0]["id"], "name": "kabar_0"}]
        fake.assert_clean()
        assert await told(fake, f"{ACCOUNT_ID}/message_templates", colour="red") == 100

    rehearse(play)


def test_the_app_hears_of_the_account_or_does_not_yet():
    async def play(fake):
        path = f"{ACCOUNT_ID}/subscribed_apps"
        [app] = (await told(fake, path))["data"]
        assert app["whatsapp_business_api_data"]["id"] == fake.account.app_id
        fake.account.subscribed = False
        assert await told(fake, path) == {"data": []}
        assert await asked(fake, f"v26.0/{path}", verb="POST") == (200, {"success": True})
        assert len((await told(fake, path))["data"]) == 1
        assert (await told(fake, f"{ACCOUNT_ID}/phone_numbers"))["data"][0]["id"] == NUMBER_ID
        assert (await told(fake, ACCOUNT_ID))["id"] == ACCOUNT_ID
        fake.assert_clean()

    rehearse(play)


def test_a_token_is_worth_what_its_rights_say():
    async def play(fake):
        found = (await told(fake, "debug_token", input_token=TOKEN))["data"]
        assert (found["is_valid"], found["expires_at"]) == (True, 0)
        assert "whatsapp_business_messaging" in found["scopes"]
        fake.account.scopes = ("public_profile",)
        assert (await told(fake, "debug_token", input_token=TOKEN))["data"]["scopes"] == ["public_profile"]
        other = (await told(fake, "debug_token", input_token="EAAGother"))["data"]
        assert (other["is_valid"], other["error"]["code"]) == (False, 190)
        assert TOKEN not in str(fake.calls)
        fake.assert_clean()
        assert await told(fake, "debug_token") == 131008

    rehearse(play)


def submission(**fields: object) -> Json:
    body = {"type": "BODY", "text": "Ada kabar {{1}} untuk Anda.", "example": {"body_text": [["baik"]]}}
    buttons = {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "Lihat"}]}
    made = {"name": "kabar", "language": "id", "category": "UTILITY", "components": [body, buttons]}
    return made | fields


def body(text: str, *examples: str) -> Json:
    more = {"example": {"body_text": [list(examples)]}} if examples else {}
    return {"components": [{"type": "BODY", "text": text, **more}]}


WRONG_SUBMISSIONS: list[tuple[Json, int, str]] = [
    ({"name": "Kabar Baik"}, 131009, "not of the form"),
    ({"name": "a" * 513}, 131009, "at most 512"),
    ({"category": "SERVICE"}, 100, "must be one of"),
    ({"colour": "red"}, 100, "Unexpected key"),
    ({"components": []}, 131009, "Min allowed: 1"),
    ({"components": [{"type": "FOOTER", "text": "a"}]}, 131009, "one BODY"),
    (body("{{1}} ada kabar.", "a"), 100, "start or end"),
    (body("Ada kabar {{1}}", "a"), 100, "start or end"),
    (body("Ada {{2}} kabar.", "a"), 100, "numbered from"),
    (body("Ada {{nama}} kabar.", "a"), 100, "numbered from"),
    (body("Ada {{1}} kabar."), 100, "differ in number"),
    (body("a" * 1025), 131009, "at most 1024"),
]


@pytest.mark.parametrize(("fields", "code", "problem"), WRONG_SUBMISSIONS, ids=range(len(WRONG_SUBMISSIONS)))
def test_a_template_of_a_wrong_form_is_not_taken_up(fields: Json, code: int, problem: str):
    async def play(fake):
        path = f"v26.0/{ACCOUNT_ID}/message_templates"
        _, answer = await asked(fake, path, verb="POST", json=submission(**fields))
        assert answer["error"]["code"] == code, answer
        assert problem in answer["error"]["error_data"]["details"]
        assert len(fake.violations) == 1

    rehearse(play)


def test_a_template_waits_for_its_review_and_the_account_hears_what_came_of_it():
    async def play(fake):
        path = f"{ACCOUNT_ID}/message_templates"
        status, answer = await asked(fake, f"v26.0/{path}", verb="POST", json=submission())
        assert (status, answer["status"], answer["category"]) == (200, "PENDING", "UTILITY")
        fake.assert_clean()
        _, twice = await asked(fake, f"v26.0/{path}", verb="POST", json=submission())
        assert "already exists" in twice["error"]["error_data"]["details"]
        async with listening() as ear:
            fake.serve_webhook_at(ear.url)
            fake.decide("kabar")
            await ear.hears(1)
            [value] = ear.values
        assert (value["event"], value["message_template_name"]) == ("APPROVED", "kabar")
        [listed] = (await told(fake, path))["data"]
        assert (listed["status"], listed["id"]) == ("APPROVED", answer["id"])

    rehearse(play)


def test_a_form_tells_how_it_stands_and_may_be_blocked():
    async def play(fake):
        seat = await welcomed(fake)
        assert await told(fake, "1", fields="status") == {"id": "1", "status": "PUBLISHED"}
        action = {"flow_message_version": "3", "flow_cta": "Isi", "flow_id": "1"}
        form = {"type": "flow", "action": {"name": "flow", "parameters": action}}
        for status, code in (("BLOCKED", 132068), ("THROTTLED", 132069)):
            fake.account.flows["1"] = status
            _, answer = await call(fake, **interactive(seat, **form))
            assert answer["error"]["code"] == code
        fake.assert_clean()

    rehearse(play)
