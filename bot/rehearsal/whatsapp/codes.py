"""The errors of the Cloud API as data: the HTTP status, the title, and what is said where nothing else is.

Meta asks programs to go by the code and the details, never by the title or the status.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Code:
    """One kind of error. `details`: what a refusal says that has nothing more exact to say."""

    status: int
    title: str
    details: str = ""


HELP = "https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes"
CODES: Mapping[int, Code] = {
    0: Code(401, "AuthException", "We were unable to authenticate the app user."),
    2: Code(503, "API Service", "Temporary due to downtime or due to being overloaded."),
    4: Code(429, "API Too Many Calls", "The app has reached its API call rate limit."),
    10: Code(403, "Permission Denied", "Permission is either not granted or has been removed."),
    33: Code(400, "Parameter value is not valid", "The business phone number has been deleted."),
    100: Code(400, "Invalid parameter", "The request included an unsupported or misspelled parameter."),
    104: Code(400, "Missing token", "An access token is required to request this resource."),
    190: Code(401, "Access token has expired", "Your access token has expired."),
    200: Code(403, "API Permission", "Permission is either not granted or has been removed."),
    368: Code(403, "Temporarily blocked for policies violations", "The account has been restricted."),
    2500: Code(400, "Unknown path components", "This path leads nowhere."),
    80007: Code(429, "Rate limit issues", "The WhatsApp Business Account has reached its rate limit."),
    130429: Code(429, "Rate limit hit", "Cloud API message throughput has been reached."),
    130472: Code(400, "User's number is part of an experiment", "Part of an experiment of Meta's."),
    131000: Code(500, "Something went wrong", "Message failed to send due to an unknown error."),
    131005: Code(403, "Access denied", "Permission is either not granted or has been removed."),
    131008: Code(400, "Required parameter is missing", "The request is missing a required parameter."),
    131009: Code(400, "Parameter value is not valid", "One or more parameter values are invalid."),
    131016: Code(500, "Service unavailable", "A service is temporarily unavailable."),
    131021: Code(400, "Recipient cannot be sender", "Sender and recipient phone number is the same."),
    131026: Code(400, "Message undeliverable", "Unable to deliver message."),
    131030: Code(400, "Recipient phone number not in allowed list", "Add the number to the recipient list."),
    131031: Code(403, "Business Account locked", "The account has been restricted or disabled."),
    131042: Code(400, "Business eligibility payment issue", "There was an error with the payment method."),
    131045: Code(500, "Incorrect certificate", "Message failed to send due to a registration error."),
    131047: Code(
        400,
        "Re-engagement message",
        "More than 24 hours have passed since the recipient last replied to the sender number.",
    ),
    131048: Code(429, "Spam rate limit hit", "Too many messages of this number were blocked or reported."),
    131049: Code(400, "Message undeliverable", "Not delivered, to maintain healthy ecosystem engagement."),
    131050: Code(400, "Message undeliverable", "The recipient does not want marketing messages."),
    131051: Code(400, "Unsupported message type", "Message type is currently not supported."),
    131052: Code(400, "Media download error", "Unable to download the media sent by the user."),
    131053: Code(400, "Media upload error", "Unable to upload the media used in the message."),
    131056: Code(
        429,
        "(Business Account, Consumer Account) pair rate limit hit",
        "Too many messages sent from this phone number to the same phone number in a short period of time.",
    ),
    131057: Code(500, "Business Account in maintenance mode", "The account is in maintenance mode."),
    131062: Code(400, "BSUID recipients not supported", "This message needs the recipient's phone number."),
    132000: Code(
        400,
        "Number of parameters does not match the expected number of params",
        "The number of variable parameter values does not match the template.",
    ),
    132001: Code(404, "Template name does not exist in the translation", "No such approved template."),
    132005: Code(400, "Translated text too long", "Translated text is too long."),
    132012: Code(400, "Parameter format does not match format in the created template", "Wrong format."),
    132015: Code(400, "Template is paused", "The template is paused due to low quality."),
    132016: Code(400, "Template is disabled", "The template was paused too many times."),
    132068: Code(400, "Flow is blocked", "Flow is in blocked state."),
    132069: Code(400, "Flow is throttled", "Flow is in throttled state."),
}
