"""The stages by their channel's name; a stage is loaded only when it is played on."""

from __future__ import annotations

from bot.rehearsal.stage import Stage

CHANNELS = ("terminal", "web", "telegram", "whatsapp")


def stage(channel: str) -> Stage:
    """A fresh stage of a channel; raises ValueError for one that does not exist."""
    match channel:
        case "terminal":
            from bot.rehearsal.terminal_stage import TerminalStage

            return TerminalStage()
        case "web":
            from bot.rehearsal.web_stage import WebStage

            return WebStage()
        case "telegram":
            from bot.rehearsal.telegram_stage import TelegramStage

            return TelegramStage()
        case "whatsapp":
            from bot.rehearsal.whatsapp_stage import WhatsAppStage

            return WhatsAppStage()
    raise ValueError(f"there is no channel {channel}")
