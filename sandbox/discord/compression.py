"""Transport compression of gateway messages, as the client asks for it in the query."""

import importlib
import zlib
from typing import Protocol


class Compressor(Protocol):
    """A stream that turns one gateway message into one websocket message."""

    def pack(self, text: str) -> bytes | str:
        """Compress one message, flushed so that it can be read at once."""
        ...


class Plain:
    """No compression: text messages."""

    def pack(self, text: str) -> str:
        """Leave the message as it is."""
        return text


class ZlibStream:
    """One zlib context for the whole connection; every message ends in a sync flush."""

    def __init__(self) -> None:
        self._stream = zlib.compressobj()

    def pack(self, text: str) -> bytes:
        """Compress one message."""
        return self._stream.compress(text.encode()) + self._stream.flush(zlib.Z_SYNC_FLUSH)


class ZstdStream:
    """One zstd context for the whole connection; every message ends a block."""

    def __init__(self) -> None:
        try:
            module = importlib.import_module("compression.zstd")
            self._stream = module.ZstdCompressor()
            self._flush = self._stream.FLUSH_BLOCK
        except ImportError:
            module = importlib.import_module("zstandard")
            self._stream = module.ZstdCompressor().compressobj()
            self._flush = module.COMPRESSOBJ_FLUSH_BLOCK

    def pack(self, text: str) -> bytes:
        """Compress one message."""
        return bytes(self._stream.compress(text.encode())) + bytes(self._stream.flush(self._flush))


def compressor(name: str | None) -> Compressor:
    """Choose by the query's `compress`; raises ImportError when this Python has no zstd."""
    if name == "zlib-stream":
        return ZlibStream()
    return ZstdStream() if name == "zstd-stream" else Plain()
