"""What the environment may set, with the prefix PAYUNG_. A missing or wrong value is named at the start."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AnyHttpUrl,
    Field,
    SecretStr,
    TypeAdapter,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from rules.matching import SOURCES

# What WhatsApp cannot be spoken without: a webhook that nobody has signed is never believed.
WHATSAPP = (
    ("whatsapp_phone_number_id", "the id of the number that sends"),
    ("whatsapp_app_secret", "the app secret, with which every webhook is signed"),
    ("whatsapp_verify_token", "a word of your own, given again when the webhook is set up"),
)

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


class BadSettings(Exception):
    """A setting is wrong; the message is one sentence for the operator and holds no secret."""


class Settings(BaseSettings):
    """See .env.example for a line about each."""

    model_config = SettingsConfigDict(
        env_prefix="PAYUNG_", env_file=".env", env_ignore_empty=True, extra="ignore"
    )

    database_url: str = "sqlite+aiosqlite:///var/payung.db"
    data_dir: Path = Path("var")
    data_key: SecretStr | None = None
    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535)
    public_url: str = "http://127.0.0.1:8080"
    timezone: str = "Asia/Makassar"
    telegram_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org"
    telegram_mode: Literal["polling", "webhook"] = "polling"
    telegram_secret: SecretStr | None = None
    telegram_chat_pace: float = Field(default=1.0, gt=0)
    whatsapp_token: SecretStr | None = None
    whatsapp_phone_number_id: str = ""
    whatsapp_app_secret: SecretStr | None = None
    whatsapp_verify_token: SecretStr | None = None
    whatsapp_api_url: str = "https://graph.facebook.com"
    whatsapp_api_version: str = Field(default="v26.0", pattern=r"^v\d+\.\d+$")
    whatsapp_business_account_id: str = ""
    whatsapp_chat_pace: float = Field(default=0.166, gt=0)
    whatsapp_pace: float = Field(default=80, gt=0)
    whatsapp_flow_id: str = ""
    whatsapp_prices: str = ""
    matching_url: str = ""
    matching_token: SecretStr | None = None
    matching_sources: str = "population,poverty,membership"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["console", "json"] = "console"

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError("is not a time zone such as Asia/Makassar") from None
        return value

    @field_validator("telegram_api_url", "whatsapp_api_url")
    @classmethod
    def _url(cls, value: str) -> str:
        TypeAdapter(AnyHttpUrl).validate_python(value)
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        if not value.startswith(("sqlite", "postgresql")):
            raise ValueError("must begin with sqlite:/// or postgresql://")
        return value

    @field_validator("telegram_secret")
    @classmethod
    def _secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value and not re.fullmatch("[A-Za-z0-9_-]{1,256}", value.get_secret_value()):
            raise ValueError("must be 1-256 letters, digits, _ or -")
        return value

    @field_validator("whatsapp_prices")
    @classmethod
    def _prices(cls, value: str) -> str:
        if value:
            from bot.channels.whatsapp_bills import prices

            try:
                prices(value)
            except (ValueError, IndexError):
                raise ValueError("must be like 2026-10-01 service=350 utility=350; 2027-01-01 ...") from None
        return value

    @field_validator("matching_url")
    @classmethod
    def _gateway(cls, value: str) -> str:
        """People's data go there: encrypted, but on this machine itself."""
        if value:
            url = TypeAdapter(AnyHttpUrl).validate_python(value)
            if url.scheme != "https" and url.host not in LOOPBACK:
                raise ValueError("must begin with https://, since people's data go there")
        return value.rstrip("/")

    @field_validator("matching_sources")
    @classmethod
    def _sources(cls, value: str) -> str:
        if not {part.strip() for part in value.split(",")} <= set(SOURCES):
            raise ValueError(f"must be some of {','.join(SOURCES)}")
        return value

    @model_validator(mode="after")
    def _matching_is_whole(self) -> Settings:
        if self.matching_url and not self.matching_token:
            raise ValueError("PAYUNG_MATCHING_TOKEN is needed with PAYUNG_MATCHING_URL: the gateway's token")
        return self

    @property
    def matching_served(self) -> tuple[str, ...]:
        """The offices that are asked over the network; none where there is no gateway."""
        told = [part.strip() for part in self.matching_sources.split(",")] if self.matching_url else []
        return tuple(source for source in SOURCES if source in told)

    @model_validator(mode="after")
    def _whatsapp_is_whole(self) -> Settings:
        if self.whatsapp_token:
            for name, what in WHATSAPP:
                if not getattr(self, name):
                    raise ValueError(f"PAYUNG_{name.upper()} is needed with PAYUNG_WHATSAPP_TOKEN: {what}")
        return self

    @model_validator(mode="after")
    def _webhook_is_whole(self) -> Settings:
        if self.telegram_token and self.telegram_mode == "webhook" and not self.telegram_secret:
            raise ValueError(
                "PAYUNG_TELEGRAM_SECRET is needed in webhook mode: any 1-256 letters, digits, _ or -"
            )
        return self

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


class Bare(Settings):
    """Settings made by hand: neither the environment nor a file has a say."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)


def load() -> Settings:
    """The settings of the environment and `.env`. Raises BadSettings with one sentence."""
    try:
        return Settings()
    except ValidationError as error:
        raise BadSettings(_sentence(error)) from None


def _sentence(error: ValidationError) -> str:
    """The first problem, named by its variable; never the value."""
    first = error.errors(include_input=False, include_url=False)[0]
    why = first["msg"].removeprefix("Value error, ")
    if not first["loc"]:
        return f"{why}."
    return f"PAYUNG_{str(first['loc'][0]).upper()}: {why}."
