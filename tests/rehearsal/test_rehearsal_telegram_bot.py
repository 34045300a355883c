"""python-telegram-bot's own client finds in the stand-in what it finds at Telegram."""

from __future__ import annotations

import pytest
from telegram import (
    BotCommand,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
    Update,
)
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, Forbidden, InvalidToken

from tests.rehearsal.telegram_desk import JPEG, real_bot, rehearse

YES_NO = InlineKeyboardMarkup(
    [
        [
            InlineKeyboardButton("Ya", callback_data="q1:yes"),
            InlineKeyboardButton("Tidak", callback_data="q1:no"),
        ]
    ]
)


def test_a_bot_learns_its_own_name():
    async def play(fake):
        async with real_bot(fake) as bot:
            assert (bot.id, bot.bot.is_bot, bot.username) == (123456, True, "payung_rehearsal_bot")
        fake.assert_clean()

    rehearse(play)


def test_a_text_with_buttons_reaches_the_person():
    async def play(fake):
        chat = fake.person(7)
        async with real_bot(fake) as bot:
            sent = await bot.send_message(7, "Apakah Bapak/Ibu petani?", reply_markup=YES_NO)
        seen = await chat.next()
        assert (seen.id, seen.text, seen.labels) == (
            sent.message_id,
            "Apakah Bapak/Ibu petani?",
            ["Ya", "Tidak"],
        )
        assert seen.data == ["q1:yes", "q1:no"]
        assert sent.reply_markup == YES_NO
        assert sent.from_user.is_bot
        fake.assert_clean()

    rehearse(play)


def test_updates_are_read_as_typed_objects():
    async def play(fake):
        chat = fake.person(7, first_name="Budi")
        await chat.says("halo")
        async with real_bot(fake) as bot:
            (update,) = await bot.get_updates()
        assert update.message.text == "halo"
        assert (update.effective_user.first_name, update.effective_user.language_code) == ("Budi", "id")
        assert update.effective_chat.type == "private"

    rehearse(play)


def test_a_tap_carries_the_data_and_the_message_and_is_answered():
    async def play(fake):
        chat = fake.person(7)
        async with real_bot(fake) as bot:
            sent = await bot.send_message(7, "Petani?", reply_markup=YES_NO)
            await chat.taps("Tidak")
            (update,) = await bot.get_updates()
            assert update.callback_query.data == "q1:no"
            assert update.callback_query.message.message_id == sent.message_id
            assert fake.unanswered == [update.callback_query.id]
            await update.callback_query.answer("Baik")
        assert (chat.toasts, fake.unanswered) == (["Baik"], [])
        fake.assert_clean()

    rehearse(play)


def test_buttons_are_taken_away_after_the_answer():
    async def play(fake):
        chat = fake.person(7)
        async with real_bot(fake) as bot:
            sent = await bot.send_message(7, "Petani?", reply_markup=YES_NO)
            edited = await bot.edit_message_reply_markup(
                chat_id=7, message_id=sent.message_id, reply_markup=None
            )
            assert edited.reply_markup is None
            with pytest.raises(BadRequest, match="not modified"):
                await bot.edit_message_reply_markup(chat_id=7, message_id=sent.message_id)
        assert chat.last.labels == []
        with pytest.raises(LookupError):
            await chat.taps("Ya")
        fake.assert_clean()

    rehearse(play)


def test_a_message_is_deleted():
    async def play(fake):
        chat = fake.person(7)
        async with real_bot(fake) as bot:
            sent = await bot.send_message(7, "sebentar")
            assert await bot.delete_message(7, sent.message_id)
            with pytest.raises(BadRequest, match="Message to delete not found"):
                await bot.delete_message(7, sent.message_id)
        assert chat.messages == []
        fake.assert_clean()

    rehearse(play)


def test_commands_are_set_and_read_back_by_language():
    async def play(fake):
        commands = [BotCommand("daftar", "Mendaftar"), BotCommand("batal", "Batalkan")]
        async with real_bot(fake) as bot:
            await bot.set_my_commands(commands, language_code="id")
            assert await bot.get_my_commands(language_code="id") == tuple(commands)
            assert await bot.get_my_commands() == ()
        fake.assert_clean()

    rehearse(play)


def test_typing_is_seen():
    async def play(fake):
        chat = fake.person(7)
        async with real_bot(fake) as bot:
            await bot.send_chat_action(7, ChatAction.TYPING)
        assert chat.actions == ["typing"]
        fake.assert_clean()

    rehearse(play)


def test_a_photo_of_a_person_is_fetched_in_full_only_from_its_last_size():
    async def play(fake):
        await fake.person(7).sends_photo(JPEG, caption="KTP saya")
        async with real_bot(fake) as bot:
            (update,) = await bot.get_updates()
            small, *_, large = update.message.photo
            assert bytes(await (await large.get_file()).download_as_bytearray()) == JPEG
            assert bytes(await (await small.get_file()).download_as_bytearray()) != JPEG
        assert update.message.caption == "KTP saya"
        fake.assert_clean()

    rehearse(play)


def test_a_card_and_a_list_are_sent_as_files():
    async def play(fake):
        chat = fake.person(7)
        async with real_bot(fake) as bot:
            photo = await bot.send_photo(7, JPEG, caption="Kartu", reply_markup=YES_NO)
            await bot.send_photo(7, photo.photo[-1].file_id)
            await bot.send_document(7, b"nik;nama\n", filename="daftar.csv")
        card, again, list_ = chat.messages
        assert (card.text, card.file.content, card.labels) == ("Kartu", JPEG, ["Ya", "Tidak"])
        assert again.file == card.file
        assert (list_.file.name, list_.file.content) == ("daftar.csv", b"nik;nama\n")
        fake.assert_clean()

    rehearse(play)


def test_a_reply_keyboard_stays_until_it_is_removed():
    async def play(fake):
        chat = fake.person(7)
        keyboard = ReplyKeyboardMarkup([[KeyboardButton("Kirim nomor", request_contact=True)], ["Lewati"]])
        async with real_bot(fake) as bot:
            await bot.send_message(7, "Nomor HP?", reply_markup=keyboard)
            await bot.send_message(7, "Contoh: 0812 3450 9000")
            assert chat.keyboard == ["Kirim nomor", "Lewati"]
            await chat.taps_reply_keyboard("Kirim nomor")
            await chat.taps_reply_keyboard("Lewati")
            contact, skip = await bot.get_updates()
            assert contact.message.contact.user_id == contact.effective_user.id == 7
            assert skip.message.text == "Lewati"
            await bot.send_message(7, "Terima kasih", reply_markup=ReplyKeyboardRemove())
            assert chat.keyboard == []
            await bot.send_message(7, "Nama?", reply_markup=ForceReply(input_field_placeholder="Nama"))
        with pytest.raises(LookupError):
            await chat.taps_reply_keyboard("Lewati")
        fake.assert_clean()

    rehearse(play)


def test_html_is_read_and_a_reply_quotes():
    async def play(fake):
        chat = fake.person(7)
        question = await chat.says("berapa?")
        quote = ReplyParameters(question["message_id"])
        async with real_bot(fake) as bot:
            sent = await bot.send_message(
                7, "<b>Rp16.800</b> &lt; tiap bulan", parse_mode=ParseMode.HTML, reply_parameters=quote
            )
        assert chat.last.text == "Rp16.800 < tiap bulan"
        assert sent.reply_to_message.message_id == question["message_id"]
        fake.assert_clean()

    rehearse(play)


def test_another_token_is_not_let_in():
    async def play(fake):
        with pytest.raises(InvalidToken):
            async with real_bot(fake, "123456:OTHER-abcdefghijklmnopqrstuvwxyz012345"):
                raise AssertionError("it was let in")
        with pytest.raises(AssertionError, match="Unauthorized"):
            fake.assert_clean()

    rehearse(play)


def test_a_method_that_is_not_there_is_not_found():
    async def play(fake):
        async with real_bot(fake) as bot:
            with pytest.raises(InvalidToken):  # what python-telegram-bot makes of a 404
                await bot.send_dice(7)
        assert fake.calls[-1].code == 404

    rehearse(play)


def test_who_blocked_the_bot_is_not_written_to():
    async def play(fake):
        chat = fake.person(7)
        await chat.blocks()
        async with real_bot(fake) as bot:
            with pytest.raises(Forbidden, match="bot was blocked by the user"):
                await bot.send_message(7, "halo")
            await chat.unblocks()
            await bot.send_message(7, "halo lagi")
            blocked, unblocked = await bot.get_updates()
        assert blocked.my_chat_member.new_chat_member.status == "kicked"
        assert unblocked.my_chat_member.new_chat_member.status == "member"
        assert [message.text for message in chat.messages] == ["halo lagi"]
        fake.assert_clean()

    rehearse(play)


def test_what_a_person_does_is_all_understood_by_the_library():
    async def play(fake):
        chat = fake.person(7)
        said = await chat.says("halo", future_field={"a": 1})
        await chat.edits(said, "halo pak")
        await chat.starts("kode-9")
        await chat.shares_contact("+6281234509001", own=False)
        await chat.sends_file(b"%PDF", "surat.pdf", "application/pdf")
        await chat.sends_voice()
        await chat.sends_sticker()
        await chat.sends_location()
        await chat.votes()
        await chat.does_something_new()
        async with real_bot(fake) as bot:
            got = await bot.get_updates()
            odd = Update.de_json(fake.updates[-1], bot)
        assert got[0].message.api_kwargs["future_field"] == {"a": 1}
        assert got[1].edited_message.text == "halo pak"
        assert (got[2].message.text, got[2].message.entities[0].type) == ("/start kode-9", "bot_command")
        assert got[3].message.contact.user_id != 7
        assert got[4].message.document.mime_type == "application/pdf"
        assert (got[5].message.voice.mime_type, got[6].message.sticker.emoji) == ("audio/ogg", "👍")
        assert got[7].message.location.latitude < 0
        assert got[8].poll_answer.user.id == 7
        assert odd.effective_user is None

    rehearse(play)
