"""What is sealed opens only whole, in its place and with its key."""

from __future__ import annotations

import base64
from dataclasses import dataclass

import pytest

from storage.errors import StorageError
from storage.vault import KEY_ID, NONCE, Vault, keys_of

OLD, NEW = b"o" * 32, b"n" * 32
NIK = "6371015708859001"


def test_what_was_sealed_is_opened() -> None:
    vault = Vault(OLD)
    assert vault.open(vault.seal(b"Siti", "people.details"), "people.details") == b"Siti"


def test_nothing_of_it_can_be_read_in_between_and_no_two_look_alike() -> None:
    vault = Vault(OLD)
    first, second = (vault.seal(NIK.encode(), "people.details") for _ in range(2))
    assert NIK.encode() not in first
    assert first[KEY_ID:] != second[KEY_ID:]


def test_another_key_does_not_open_it() -> None:
    sealed = Vault(OLD).seal(b"Siti", "people.details")
    with pytest.raises(StorageError, match="another PAYUNG_DATA_KEY"):
        Vault(NEW).open(sealed, "people.details")


def test_after_a_change_of_keys_the_old_still_opens_and_the_new_seals() -> None:
    sealed = Vault(OLD).seal(b"Siti", "people.details")
    both = Vault(NEW, OLD)
    assert both.open(sealed, "people.details") == b"Siti"
    assert Vault(NEW).open(both.seal(b"Siti", "people.details"), "people.details") == b"Siti"


def test_a_nik_is_found_by_the_same_hash_after_a_change_of_keys() -> None:
    assert Vault(NEW, OLD).find(NIK, "nik") == Vault(OLD).find(NIK, "nik")


def test_a_hash_tells_neither_the_nik_nor_whether_a_code_is_the_same() -> None:
    vault = Vault(OLD)
    assert vault.find(NIK, "nik") != Vault(NEW).find(NIK, "nik")
    assert vault.find(NIK, "nik") != vault.find(NIK, "code")
    assert NIK.encode() not in vault.find(NIK, "nik")


def test_every_altered_byte_is_noticed() -> None:
    vault = Vault(OLD)
    sealed = vault.seal(b"Siti Aminah", "people.details")
    for place in range(KEY_ID, len(sealed)):
        altered = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
        with pytest.raises(StorageError, match="altered"):
            vault.open(altered, "people.details")


@pytest.mark.parametrize("length", [0, 1, KEY_ID, KEY_ID + 1, KEY_ID + NONCE, KEY_ID + NONCE + 15])
def test_what_is_cut_off_is_noticed(length: int) -> None:
    vault = Vault(OLD)
    with pytest.raises(StorageError):
        vault.open(vault.seal(b"Siti", "people.details")[:length], "people.details")


def test_a_value_moved_to_another_column_does_not_open() -> None:
    vault = Vault(OLD)
    with pytest.raises(StorageError, match="altered"):
        vault.open(vault.seal(b"Siti", "people.details"), "chats.session")


@dataclass(frozen=True)
class Before:
    name: str
    street: str = "Jl. Mawar"


@dataclass(frozen=True)
class Now:
    name: str
    village: str = "Mawar"


def test_a_value_of_another_release_keeps_what_both_know() -> None:
    vault = Vault(OLD)
    assert vault.open_as(Now, vault.seal_json(Before("Siti"), "x"), "x") == Now("Siti")


def test_a_value_of_another_form_is_said_to_be_one() -> None:
    vault = Vault(OLD)
    with pytest.raises(StorageError, match="form"):
        vault.open_as(Now, vault.seal_json({"name": 7}, "x"), "x")


def test_half_of_a_character_is_kept_as_a_question_mark() -> None:
    vault = Vault(OLD)
    assert vault.open_as(Now, vault.seal_json(Now("Siti \ud83d"), "x"), "x") == Now("Siti ?")
    assert vault.open_json(vault.seal_json({"text": "\udc00 apa"}, "x"), "x") == {"text": "? apa"}


def test_the_setting_holds_one_key_or_several() -> None:
    old, new = (base64.b64encode(key).decode() for key in (OLD, NEW))
    assert keys_of(old) == [OLD]
    assert keys_of(f"{new}, {old}") == [NEW, OLD]


@pytest.mark.parametrize("setting", ["kunci rahasia", "kunci-ü", "AAA"])
def test_a_setting_that_is_no_key_is_said_in_one_sentence(setting: str) -> None:
    with pytest.raises(StorageError, match="openssl rand -base64 32"):
        keys_of(setting)


@pytest.mark.parametrize("keys", [(), (b"short",), (OLD, b"short"), (b"",)])
def test_a_key_of_another_length_is_refused(keys: tuple[bytes, ...]) -> None:
    with pytest.raises(StorageError, match="must be 32 bytes"):
        Vault(*keys)
