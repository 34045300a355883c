"""Whether the keyboards of a message are as the Bot API wants them: counts, lengths, one action a button.

Names and types of their fields were seen to before, by table.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.rehearsal.telegram.answers import Json, bad_request

MOST_BUTTONS = 100
MOST_IN_A_ROW = 8
MOST_DATA_BYTES = 64
INLINE_ACTIONS = frozenset(
    [
        "url",
        "callback_data",
        "web_app",
        "login_url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "copy_text",
        "callback_game",
        "pay",
    ]
)
KEYBOARD_ACTIONS = frozenset(
    [
        "request_users",
        "request_chat",
        "request_managed_bot",
        "request_contact",
        "request_location",
        "request_poll",
        "web_app",
    ]
)
PRIVATE_ACTIONS: Mapping[str, str] = {
    "request_contact": "phone number can be requested in private chats only",
    "request_location": "location can be requested in private chats only",
    "request_poll": "poll can be requested in private chats only",
    "web_app": "BUTTON_TYPE_INVALID",
}
STYLES = frozenset(("danger", "success", "primary"))


def check_markup(markup: Mapping[str, Any] | None, private: bool) -> None:
    """Raises Refused where a reply_markup breaks a rule. `private`: it goes to the chat of one person."""
    if not markup:
        return
    if "inline_keyboard" in markup:
        check_inline(markup)
    elif "keyboard" in markup:
        _check_keyboard(markup, private)
    elif False in (markup.get("remove_keyboard"), markup.get("force_reply")):
        raise bad_request("remove_keyboard and force_reply are true or absent")
    _check_placeholder(markup)


def check_inline(markup: Mapping[str, Any]) -> None:
    """Raises Refused where the buttons under a message break a rule. No row at all removes them."""
    _check_shape(markup["inline_keyboard"])
    for row in markup["inline_keyboard"]:
        for button in row:
            _check_inline_button(button)


def _check_shape(rows: list[list[Any]]) -> None:
    if not all(rows):
        raise bad_request("keyboard row is empty")
    if max(map(len, rows), default=0) > MOST_IN_A_ROW:
        raise bad_request(f"too many buttons in a row, the most is {MOST_IN_A_ROW}")
    if sum(map(len, rows)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")


def _check_inline_button(button: Json) -> None:
    _check_label(button)
    actions = button.keys() & INLINE_ACTIONS
    if not actions:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if len(actions) > 1:
        raise bad_request("can't parse inline keyboard button: exactly one action is allowed a button")
    if "callback_data" in button and not 1 <= _bytes(button["callback_data"]) <= MOST_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and not button["url"].startswith(("http://", "https://", "tg://")):
        raise bad_request("BUTTON_URL_INVALID")


def _check_label(button: Json) -> None:
    if not button["text"].strip():
        raise bad_request('can\'t parse keyboard button: Field "text" must be non-empty')
    if button.get("style", "danger") not in STYLES:
        raise bad_request("can't parse keyboard button: invalid button style")


def _check_keyboard(markup: Mapping[str, Any], private: bool) -> None:
    if not markup["keyboard"]:
        raise bad_request("reply keyboard is empty")
    _check_shape(markup["keyboard"])
    for row in markup["keyboard"]:
        for button in row:
            _check_keyboard_button(button, private)


def _check_keyboard_button(given: Json | str, private: bool) -> None:
    button = {"text": given} if isinstance(given, str) else given
    _check_label(button)
    actions = [name for name in button.keys() & KEYBOARD_ACTIONS if button[name] is not False]
    if len(actions) > 1:
        raise bad_request("can't parse keyboard button: at most one action is allowed a button")
    if actions and not private and actions[0] in PRIVATE_ACTIONS:
        raise bad_request(PRIVATE_ACTIONS[actions[0]])


def _check_placeholder(markup: Mapping[str, Any]) -> None:
    if not 1 <= len(markup.get("input_field_placeholder", "-")) <= 64:
        raise bad_request("input field placeholder must have 1-64 characters")


def _bytes(text: str) -> int:
    return len(text.encode())
