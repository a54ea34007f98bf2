"""What is sealed can be read with the operator's key only, and only as what it was sealed for."""

import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ports.vault import SecretUnreadable
from bot.vault import AesVault

FIRST, SECOND = bytes(range(32)), bytes(range(32, 64))
SECRET, ABOUT = "rw-a-key-of-a-server", "runware 10"


def vault(*keys: bytes) -> AesVault:
    return AesVault(keys or (FIRST,), secrets.token_bytes)


@given(st.text(), st.text())
def test_what_was_sealed_is_opened(secret: str, about: str) -> None:
    assert vault().open(vault().seal(secret, about), about) == secret


def test_nothing_of_a_secret_is_to_be_seen_and_no_two_look_alike() -> None:
    sealed = [vault().seal(SECRET, ABOUT) for _ in range(100)]

    assert not any(SECRET.encode() in one for one in sealed)
    assert len(set(sealed)) == 100


@pytest.mark.parametrize("about", ["runware 11", "skills_video 10", ""])
def test_a_secret_cannot_be_used_for_another_server_or_provider(about: str) -> None:
    with pytest.raises(SecretUnreadable):
        vault().open(vault().seal(SECRET, ABOUT), about)


def test_another_key_opens_nothing() -> None:
    with pytest.raises(SecretUnreadable):
        vault(SECOND).open(vault().seal(SECRET, ABOUT), ABOUT)


def test_the_first_key_seals_and_all_open() -> None:
    old, rotating, new = vault(FIRST), vault(SECOND, FIRST), vault(SECOND)

    assert rotating.open(old.seal(SECRET, ABOUT), ABOUT) == SECRET
    assert new.open(rotating.seal(SECRET, ABOUT), ABOUT) == SECRET


def test_whatever_is_changed_or_cut_off_is_noticed() -> None:
    sealed = vault().seal(SECRET, ABOUT)
    changed = [sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :] for at in range(len(sealed))]
    cut_off = [sealed[:size] for size in range(len(sealed))]

    for spoilt in (*changed, *cut_off):
        with pytest.raises(SecretUnreadable):
            vault().open(spoilt, ABOUT)


@pytest.mark.parametrize("keys", [(), (b"short",), (FIRST, b"short")])
def test_a_key_of_another_size_is_refused(keys: tuple[bytes, ...]) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        AesVault(keys, secrets.token_bytes)
