"""Websocket sessions: whoever lost the connection and comes back gets the answers that were missed.

Source: Runware's authentication page (`connectionSessionUUID` resumes a session for some 20 seconds).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from aiohttp import web

RESUME_SECONDS = 20.0


@dataclass
class Session:
    """One client, over one connection or several in a row; `left_at` is None while it is connected."""

    session_id: str
    left_at: float | None = None
    _socket: web.WebSocketResponse | None = None
    _unsent: list[str] = field(default_factory=list)

    async def join(self, socket: web.WebSocketResponse, greeting: str) -> None:
        """Go on over this connection: the greeting first, then what could not be sent before."""
        self._socket, self.left_at = socket, None
        missed, self._unsent = self._unsent, []
        for text in (greeting, *missed):
            await self.send(text)

    def leave(self, socket: web.WebSocketResponse, now: float) -> None:
        """Note that this connection has ended, unless another has taken its place."""
        if self._socket is socket:
            self._socket, self.left_at = None, now

    async def send(self, text: str) -> None:
        """Send a frame, or keep it for the next connection."""
        if self._socket is None or self._socket.closed:
            self._unsent.append(text)
            return
        try:
            await self._socket.send_str(text)
        except ConnectionError:
            self._unsent.append(text)


@dataclass
class Sessions:
    """All sessions that are connected or may still be resumed."""

    clock: Callable[[], float]
    new_id: Callable[[], UUID]
    _sessions: dict[str, Session] = field(default_factory=dict)

    def open(self, session_id: object) -> Session:
        """The session to resume, or a new one when the id is of none."""
        since = self.clock() - RESUME_SECONDS
        self._sessions = {
            name: session
            for name, session in self._sessions.items()
            if session.left_at is None or session.left_at > since
        }
        session = self._sessions.get(session_id) if isinstance(session_id, str) else None
        if session is None:
            session = Session(str(self.new_id()))
            self._sessions[session.session_id] = session
        return session
