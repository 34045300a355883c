"""Why a message is not taken, in words for the person: in English where the page is."""

from __future__ import annotations

from collections.abc import Mapping

WHY: Mapping[str, Mapping[str, str]] = {
    "unreadable": {
        "id": "Pesan itu belum terbaca. Mohon dikirim sekali lagi.",
        "en": "That message could not be read. Please send it once more.",
    },
    "no_id": {
        "id": "Pesan itu tidak membawa tanda pengenal.",
        "en": "That message carries no id of its own.",
    },
    "empty": {"id": "Pesannya masih kosong.", "en": "The message is still empty."},
    "too_long": {
        "id": "Pesannya terlalu panjang. Paling banyak 4000 huruf, ya.",
        "en": "The message is too long. 4000 letters at most, please.",
    },
    "too_large": {
        "id": "Berkas itu terlalu besar. Foto dan PDF paling besar 10 MB, daftar (Excel) 20 MB, ya.",
        "en": "That file is too large. Photos and PDFs 10 MB at most, lists (Excel) 20 MB, please.",
    },
    "no_file": {
        "id": "Fotonya belum terkirim. Mohon dicoba sekali lagi.",
        "en": "The photo has not arrived. Please try once more.",
    },
    "unknown": {
        "id": "Berkas itu belum bisa kami buka. Mohon kirim foto (JPG, PNG) atau PDF.",
        "en": "We cannot open that file. Please send a photo (JPG, PNG) or a PDF.",
    },
    "heic": {
        "id": "Foto HEIC belum bisa kami buka. Mohon kirim sebagai foto biasa (JPG).",
        "en": "We cannot open HEIC photos. Please send an ordinary photo (JPG).",
    },
    "broken": {
        "id": "Berkas itu rusak di jalan. Mohon dikirim sekali lagi.",
        "en": "That file was damaged on its way. Please send it once more.",
    },
    "encrypted": {
        "id": "PDF itu terkunci dengan sandi. Mohon kirim yang tanpa sandi, atau foto halamannya.",
        "en": "That PDF is locked with a password. Please send one without, or photos of its pages.",
    },
    "unsafe": {
        "id": "PDF itu berisi program. Mohon kirim foto halamannya saja.",
        "en": "That PDF contains a program. Please send photos of its pages.",
    },
    "gone": {
        "id": "Berkas ini sudah tidak ada di sini. Mohon diminta sekali lagi di percakapan.",
        "en": "This file is not here any more. Please ask for it once more in the chat.",
    },
    "later": {
        "id": "Sebentar, pesan akan dikirim lagi.",
        "en": "One moment, the message will be sent again.",
    },
    "foreign": {
        "id": "Halaman itu tidak boleh mengirim pesan ke sini.",
        "en": "That page may not send messages here.",
    },
}


class Refused(Exception):
    """The message can't be taken; `reason` is a key of WHY, `status` that of HTTP."""

    def __init__(self, reason: str, status: int = 400) -> None:
        super().__init__(reason)
        self.reason = reason
        self.status = status

    def why(self, language: str) -> str:
        """A sentence for the person: English where `language`, an Accept-Language, starts with en."""
        return WHY[self.reason]["en" if language.lower().startswith("en") else "id"]
