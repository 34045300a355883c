"""What the Cloud API's error codes mean: for the message, for its pair of numbers, for the operator.

Titles and texts of errors change and may hold a person's words: only the code is looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Meaning:
    """`kind` as ChannelError has it, with `after` seconds; `then`: what follows where the error is reported
    of a message that was taken before ("again", "hold", "shut", "unwanted", "capped"); `tell`: a sentence for
    the operator, who alone can help.
    """

    kind: str
    after: float = 0
    then: str = ""
    tell: str = ""


TOKEN = "WhatsApp does not accept PAYUNG_WHATSAPP_TOKEN; make a new one for the system user"
RIGHTS = (
    "the system user of PAYUNG_WHATSAPP_TOKEN lacks a right: whatsapp_business_messaging on the account"
    " and the number"
)
ACCOUNT = "the WhatsApp account is restricted or locked; the account quality page of Meta says why"
PAYMENT = "the WhatsApp account has no payment method that works; see Billing in the WhatsApp Manager"
NUMBER = "the WhatsApp number is not registered with the Cloud API; see the WhatsApp Manager"
TEMPLATES = "WhatsApp has no such approved template; `payung whatsapp templates` tells what is missing"
SPAM = "too many people have blocked or reported the WhatsApp number: its sending is limited"

LATER = Meaning("down", then="again")
GIVE_UP = Meaning("refused")
WRONG = Meaning("refused")  # a request that we have put wrongly: again it would be no better


def operators(tell: str) -> Meaning:
    """Nothing of ours is wrong: it waits until the operator has put it right."""
    return Meaning("down", after=60, then="again", tell=tell)


def template(tell: str = TEMPLATES) -> Meaning:
    return Meaning("refused", tell=tell)


# Sources: Meta's page of error codes as pywa 4.5 has it.
MEANINGS: Mapping[int, Meaning] = {
    # The token and its rights
    0: operators(TOKEN),
    190: operators(TOKEN),
    3: operators(RIGHTS),
    10: operators(RIGHTS),
    131005: operators(RIGHTS),
    # The account and the number
    368: operators(ACCOUNT),
    131031: operators(ACCOUNT),
    131042: operators(PAYMENT),
    33: operators(NUMBER),
    131045: operators(NUMBER),
    133010: operators(NUMBER),
    131057: Meaning("down", after=60, then="again"),
    # A moment's trouble at Meta
    1: LATER,
    2: LATER,
    131000: LATER,
    131016: LATER,
    # Too much, too fast: the app, the account, the number, the pair of numbers
    4: Meaning("later", after=60, then="again"),
    80007: Meaning("later", after=60, then="again"),
    130429: Meaning("later", after=2, then="again"),
    131048: Meaning("later", after=600, then="again", tell=SPAM),
    131056: Meaning("later", after=12, then="again"),
    # The person
    131047: Meaning("closed", then="hold"),
    131026: Meaning("blocked", then="shut"),
    131021: GIVE_UP,
    131030: Meaning("refused", tell="a test number may only write to the numbers on its list"),
    131049: Meaning("capped", then="capped"),  # Meta lets a person have so much marketing, from all together
    131050: Meaning("unwanted", then="unwanted"),  # the person has stopped marketing messages
    130472: GIVE_UP,
    131062: GIVE_UP,
    # The message
    100: WRONG,
    131008: WRONG,
    131009: WRONG,
    131051: WRONG,
    131052: WRONG,
    131053: WRONG,
    # Templates and Flows
    132000: template(),
    132001: template(),
    132005: template(),
    132007: template(),
    132012: template(),
    132015: template("a WhatsApp template is paused for its quality; see the WhatsApp Manager"),
    132016: template("a WhatsApp template was disabled for its quality; it needs another name and text"),
    132068: template("the WhatsApp Flow of PAYUNG_WHATSAPP_FLOW_ID is blocked; see the WhatsApp Manager"),
    132069: template("the WhatsApp Flow of PAYUNG_WHATSAPP_FLOW_ID is throttled; see the WhatsApp Manager"),
}
PERMISSIONS = range(200, 300)


def meaning(code: int | None, status: int = 400) -> Meaning:
    """What an error means; one that is not known is judged by its HTTP status."""
    if code is not None and (found := MEANINGS.get(code)):
        return found
    if code in PERMISSIONS:
        return operators(RIGHTS)
    if status == 401:
        return operators(TOKEN)
    if status == 429:
        return Meaning("later", after=5, then="again")
    return LATER if status >= 500 else GIVE_UP
