"""What Telegram's refusals mean: for the message, and for the operator. Never a token or a person's words."""

from __future__ import annotations

from datetime import timedelta

from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.error import TimedOut as Unsure

from bot.channels.telegram_request import GARBAGE, Nonsense
from bot.delivery.channel import OVER_LIMIT, ChannelError

SENSELESS = "an answer that makes no sense"


def problem(error: TelegramError) -> ChannelError:
    """What a refusal means for the message."""
    match error:
        case RetryAfter():
            return ChannelError("later", "429", seconds(error.retry_after))
        case Forbidden():
            return ChannelError("blocked", "403")
        case BadRequest():
            return ChannelError("refused", OVER_LIMIT if "too big" in error.message else "400")
        case Unsure():
            return ChannelError("unsure", "no answer")
        case Nonsense():
            return ChannelError("unsure", SENSELESS)
        case InvalidToken():
            return ChannelError("down", "wrong token", 60)
        case NetworkError():
            return ChannelError("down", "network")
    return ChannelError("refused", type(error).__name__)


def seconds(value: float | timedelta) -> float:
    return value.total_seconds() if isinstance(value, timedelta) else float(value)


def trouble(error: Exception) -> str:
    """Why polling does not go on, for the operator."""
    if isinstance(error, Conflict):
        return "another program polls this Telegram bot (or a webhook is set)"
    if isinstance(error, InvalidToken):
        return "Telegram does not accept the token"
    if isinstance(error, BadRequest):
        return f"Telegram refuses what it is asked, {error.message!r}; is PAYUNG_PUBLIC_URL right?"
    if isinstance(error, (Nonsense, *GARBAGE)):
        return f"Telegram gives {SENSELESS}"
    return f"Telegram cannot be reached ({type(error).__name__})"
