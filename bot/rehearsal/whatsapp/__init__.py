"""A stand-in of the WhatsApp Cloud API: real HTTP on this machine, strict, as nasty as asked."""

from bot.rehearsal.whatsapp.account import (
    ACCOUNT_ID,
    APP_SECRET,
    NUMBER_ID,
    TOKEN,
    VERIFY_TOKEN,
    Account,
)
from bot.rehearsal.whatsapp.delivery import Manner
from bot.rehearsal.whatsapp.gates import Limits
from bot.rehearsal.whatsapp.media import FileTrouble
from bot.rehearsal.whatsapp.nasty import Nasty, Trouble
from bot.rehearsal.whatsapp.people import Person, person
from bot.rehearsal.whatsapp.rooms import BotMessage, Option
from bot.rehearsal.whatsapp.seat import Seat
from bot.rehearsal.whatsapp.server import FakeWhatsApp
from bot.rehearsal.whatsapp.templates import Template

__all__ = [
    "ACCOUNT_ID",
    "APP_SECRET",
    "NUMBER_ID",
    "TOKEN",
    "VERIFY_TOKEN",
    "Account",
    "BotMessage",
    "FakeWhatsApp",
    "FileTrouble",
    "Limits",
    "Manner",
    "Nasty",
    "Option",
    "Person",
    "Seat",
    "Template",
    "Trouble",
    "person",
]
