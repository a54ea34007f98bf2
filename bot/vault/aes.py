"""Secrets sealed with AES-256-GCM (NIST SP 800-38D): only the operator's key opens them, unless altered."""

from collections.abc import Callable, Sequence
from typing import Final, Protocol

from Crypto.Cipher import AES

from bot.ports.vault import SecretUnreadable

KEY_BYTES: Final = 32
_VERSION: Final = b"\x01"
"""The first byte of what is sealed, so that another way of sealing can be told from this one."""
_NONCE_BYTES: Final = 12
"""SP 800-38D §8.2; random ones are good for 2^32 secrets under one key, and a server has a few."""
_TAG_BYTES: Final = 16


class _Cipher(Protocol):
    """What is used of the library's, which says nothing of its types."""

    def update(self, about: bytes, /) -> object: ...

    def encrypt_and_digest(self, plain: bytes, /) -> tuple[bytes, bytes]: ...

    def decrypt_and_verify(self, sealed: bytes, tag: bytes, /) -> bytes: ...


class AesVault:
    """Seals with the first key, and opens with any: so keys can be changed without losing what is sealed."""

    def __init__(self, keys: Sequence[bytes], random_bytes: Callable[[int], bytes]) -> None:
        if not keys or any(len(key) != KEY_BYTES for key in keys):
            raise ValueError(f"each key must have {KEY_BYTES} bytes, and there must be one")
        self._keys = tuple(keys)
        self._random_bytes = random_bytes

    def seal(self, secret: str, about: str) -> bytes:
        nonce = self._random_bytes(_NONCE_BYTES)
        sealed, tag = _cipher(self._keys[0], nonce, about).encrypt_and_digest(secret.encode())
        return _VERSION + nonce + tag + sealed

    def open(self, sealed: bytes, about: str) -> str:
        version, rest = sealed[:1], sealed[1:]
        nonce, rest = rest[:_NONCE_BYTES], rest[_NONCE_BYTES:]
        tag, content = rest[:_TAG_BYTES], rest[_TAG_BYTES:]
        if version == _VERSION and len(tag) == _TAG_BYTES:
            for key in self._keys:
                try:
                    return _cipher(key, nonce, about).decrypt_and_verify(content, tag).decode()
                except ValueError:
                    continue
        raise SecretUnreadable


def _cipher(key: bytes, nonce: bytes, about: str) -> _Cipher:
    cipher: _Cipher = AES.new(key, AES.MODE_GCM, nonce=nonce, mac_len=_TAG_BYTES)
    cipher.update(about.encode())
    return cipher
