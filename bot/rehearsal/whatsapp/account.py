"""The business at the other end: its app, its account, its number, as the Graph API knows them."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.rehearsal.whatsapp.answers import Json

TOKEN = "EAAGtest0rehearsalTokenOfNobody0123456789abcdefghijklmnopqrstuvw"
APP_SECRET = "0123456789abcdef0123456789abcdef"
VERIFY_TOKEN = "kata-uji_1"
NUMBER_ID, ACCOUNT_ID, APP_ID = "106540352242922", "102290129340398", "1234567890123456"
PHONE = "628110000000"
VERSIONS = frozenset(("v21.0", "v22.0", "v23.0", "v24.0", "v25.0", "v26.0"))
SCOPES = ("whatsapp_business_management", "whatsapp_business_messaging")


@dataclass
class Account:
    """What the business has. `expired`: the token is good no more; `number`: what GET of the number tells, by
    field; `subscribed`: the app hears of the account; `scopes`: what the token may do; `flows`: its forms by
    id, each DRAFT, PUBLISHED, DEPRECATED, BLOCKED or THROTTLED.
    """

    token: str = TOKEN
    app_secret: str = APP_SECRET
    verify_token: str = VERIFY_TOKEN
    number_id: str = NUMBER_ID
    account_id: str = ACCOUNT_ID
    app_id: str = APP_ID
    phone: str = PHONE
    versions: frozenset[str] = VERSIONS
    expired: bool = False
    subscribed: bool = True
    scopes: tuple[str, ...] = SCOPES
    number: Json = field(default_factory=dict)
    flows: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.number = _number(self.number_id, self.phone) | self.number

    @property
    def metadata(self) -> Json:
        """What every webhook says of the number it is about."""
        return {"display_phone_number": self.phone, "phone_number_id": self.number_id}


def _number(number_id: str, phone: str) -> Json:
    """A number that all is well with."""
    return {
        "id": number_id,
        "display_phone_number": f"+{phone[:2]} {phone[2:5]}-{phone[5:8]}-{phone[8:]}",
        "verified_name": "Payung",
        "quality_rating": "GREEN",
        "code_verification_status": "VERIFIED",
        "name_status": "APPROVED",
        "status": "CONNECTED",
        "platform_type": "CLOUD_API",
        "account_mode": "LIVE",
        "messaging_limit_tier": "TIER_250",
        "throughput": {"level": "STANDARD"},
        "webhook_configuration": {"application": "https://payung.example/whatsapp/webhook"},
    }
