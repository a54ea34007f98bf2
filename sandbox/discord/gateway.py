"""The gateway: sessions, heartbeats, dispatches with sequence numbers, and resuming."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

from aiohttp import WSMsgType, web
from simcord.backend import serializers

from sandbox.discord.books import Books
from sandbox.discord.sessions import Connection, Session
from sandbox.discord.world import World

JsonObject = dict[str, Any]

HEARTBEAT, IDENTIFY, RESUME, RECONNECT = 1, 2, 6, 7
REQUEST_MEMBERS, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 8, 9, 10, 11
AUTHENTICATION_FAILED, SESSION_TIMED_OUT, UNKNOWN_ERROR = 4004, 4009, 4000
NOT_RESUMABLE = False
HEARTBEAT_MS = 41_250
# Discord takes payloads of up to 4096 bytes (docs/facts/discord.md §4).
_MAX_SENT_BYTES = 4096
# A peer that was killed never answers a close.
_CLOSE_SECONDS = 1.0


class Gateway:
    """All sessions, and the websocket handler that makes them."""

    def __init__(self, world: World, books: Books, token: str | None) -> None:
        self._world = world
        self._books = books
        self._token = token
        self.resume_url = ""
        self.sessions: dict[str, Session] = {}
        world.subscribers.append(self.feed)

    @property
    def connected(self) -> int:
        """Count the sessions that have a connection."""
        return sum(session.connection is not None for session in self.sessions.values())

    def feed(self, event: str, payload: Mapping[str, Any]) -> None:
        """Hand an event of the world to the sessions that want it; an interaction nobody takes is lost."""
        taken = [session for session in self.sessions.values() if session.wants(event, payload)]
        for session in taken:
            session.dispatch(event, payload)
        if event == "INTERACTION_CREATE":
            self._enter_interaction(payload, lost=not taken)

    def _enter_interaction(self, payload: Mapping[str, Any], *, lost: bool) -> None:
        if lost:
            self._world.lost_interactions.add(int(payload["id"]))
        self._books.interactions.append({"at": self._world.now_iso(), "lost": lost, "payload": payload})

    async def drop(self, close_code: int) -> None:
        """Close every connection; the sessions stay resumable."""
        for session in list(self.sessions.values()):
            if session.connection is not None:
                await session.connection.socket.close(code=close_code)

    def ask_to_reconnect(self) -> None:
        """Send RECONNECT to every connection."""
        for session in self.sessions.values():
            if session.connection is not None:
                session.connection.send(RECONNECT, None)

    def invalidate(self, *, resumable: bool) -> None:
        """Send INVALID_SESSION to every connection; not resumable sessions are forgotten."""
        for session in list(self.sessions.values()):
            if session.connection is not None:
                session.connection.send(INVALID_SESSION, resumable)
            if not resumable:
                self._forget(session)

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one gateway connection until it ends."""
        socket = web.WebSocketResponse(timeout=_CLOSE_SECONDS, max_msg_size=_MAX_SENT_BYTES)
        await socket.prepare(request)
        connection = Connection(socket, request.query.get("compress"))
        writer = asyncio.create_task(connection.write())
        connection.send(HELLO, {"heartbeat_interval": HEARTBEAT_MS})
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    await self._receive(connection, json.loads(message.data))
        finally:
            writer.cancel()
            if connection.session is not None and connection.session.connection is connection:
                connection.session.connection = None
            self._world.changes.note()
        return socket

    async def _receive(self, connection: Connection, message: JsonObject) -> None:
        op, data = message["op"], message.get("d") or {}
        if op == HEARTBEAT:
            connection.send(HEARTBEAT_ACK, None)
        elif op in {IDENTIFY, RESUME} and self._token not in {None, data["token"]}:
            await connection.socket.close(code=AUTHENTICATION_FAILED, message=b"Authentication failed.")
        elif op == IDENTIFY:
            await self._identify(connection, data)
        elif op == RESUME:
            self._resume(connection, data)
        elif op == REQUEST_MEMBERS and connection.session is not None:
            self._send_members(connection.session, data)

    async def _identify(self, connection: Connection, data: JsonObject) -> None:
        """Start a new session; the one this shard had before is gone, and what it missed with it."""
        self._books.gateway["identify"] += 1
        shard = tuple(data.get("shard") or (0, 1))
        for old in [session for session in self.sessions.values() if session.shard == shard]:
            self._forget(old)
            if old.connection is not None:
                await old.connection.socket.close(code=SESSION_TIMED_OUT)
        session = Session(self._world, (shard[0], shard[1]), data["intents"])
        self.sessions[session.id] = session
        self._attach(session, connection)
        guilds = [g for g in self._world.guilds.values() if (g.id >> 22) % shard[1] == shard[0]]
        session.dispatch("READY", self._ready(session, [g.id for g in guilds]))
        for guild in guilds:
            self._world.announce_guild(session.dispatch, guild)
        self._world.changes.note()

    def _ready(self, session: Session, guild_ids: list[int]) -> JsonObject:
        return {
            "v": 10,
            "user": dict(serializers.user_payload(self._world.bot_user)),
            "guilds": [{"id": str(guild_id), "unavailable": True} for guild_id in guild_ids],
            "session_id": session.id,
            "resume_gateway_url": self.resume_url,
            "shard": list(session.shard),
            "application": {"id": str(self._world.application_id), "flags": 0},
        }

    def _resume(self, connection: Connection, data: JsonObject) -> None:
        session = self.sessions.get(data["session_id"])
        if session is None:
            connection.send(INVALID_SESSION, NOT_RESUMABLE)
            return
        self._books.gateway["resume"] += 1
        self._attach(session, connection)
        if session.replay(int(data["seq"])):
            session.dispatch("RESUMED", {"_trace": []})
        else:
            self._forget(session)
            connection.send(INVALID_SESSION, NOT_RESUMABLE)
        self._world.changes.note()

    def _attach(self, session: Session, connection: Connection) -> None:
        session.connection = connection
        connection.session = session

    def _forget(self, session: Session) -> None:
        self.sessions.pop(session.id, None)

    def _send_members(self, session: Session, data: JsonObject) -> None:
        guild = self._world.guilds[int(data["guild_id"])]
        asked = {int(user_id) for user_id in data.get("user_ids") or []}
        members = [
            serializers.member_payload(self._world, guild, member)
            for member in guild.members.values()
            if not asked or member.user_id in asked
        ]
        chunk = {"guild_id": str(guild.id), "members": members, "chunk_index": 0, "chunk_count": 1}
        session.dispatch("GUILD_MEMBERS_CHUNK", chunk | {"nonce": data.get("nonce")})
