"""The gateway: sessions, heartbeats, dispatches with sequence numbers, and resuming."""

import asyncio
import json
import secrets
from collections import deque
from collections.abc import Mapping
from typing import Any

import discord
from aiohttp import WSMsgType, web
from simcord import intents as rules
from simcord.backend import serializers

from sandbox.discord.books import Books
from sandbox.discord.compression import compressor
from sandbox.discord.world import World

JsonObject = dict[str, Any]

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT = 0, 1, 2, 6, 7
REQUEST_MEMBERS, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 8, 9, 10, 11
AUTHENTICATION_FAILED, SESSION_TIMED_OUT, UNKNOWN_ERROR = 4004, 4009, 4000
HEARTBEAT_MS = 41_250
# Events kept for a resume; more than this were missed and the session is no longer good.
_BACKLOG = 1000


class Connection:
    """One websocket, written to by a task of its own so that events never wait for the network."""

    def __init__(self, socket: web.WebSocketResponse, compress: str | None) -> None:
        self.socket = socket
        self._compressor = compressor(compress)
        self._outbound: asyncio.Queue[str] = asyncio.Queue()
        self.session: Session | None = None

    def push(self, text: str) -> None:
        """Queue one message."""
        self._outbound.put_nowait(text)

    def send(self, op: int, data: object) -> None:
        """Queue one message that is no dispatch."""
        self.push(json.dumps({"op": op, "d": data, "s": None, "t": None}))

    async def write(self) -> None:
        """Send what is queued until cancelled or the peer is gone."""
        while True:
            packed = self._compressor.pack(await self._outbound.get())
            try:
                if isinstance(packed, bytes):
                    await self.socket.send_bytes(packed)
                else:
                    await self.socket.send_str(packed)
            except ConnectionError:
                return


class Session:
    """What a shard identified as: it outlives its connection until another takes its place."""

    def __init__(self, world: World, shard: tuple[int, int], intents: int) -> None:
        self.id = secrets.token_hex(16)
        self.shard = shard
        self.connection: Connection | None = None
        self._intents = discord.Intents._from_value(intents)  # noqa: SLF001 - its only constructor from bits
        self._world = world
        self._sequence = 0
        self._backlog: deque[tuple[int, str]] = deque(maxlen=_BACKLOG)

    def wants(self, event: str, payload: Mapping[str, Any]) -> bool:
        """Tell whether this shard and its intents see the event."""
        gate = rules.required_intent(event, payload)
        if gate is not None and not getattr(self._intents, gate):
            return False
        guild_id = payload.get("guild_id")
        if guild_id is None and event in {"GUILD_CREATE", "GUILD_UPDATE", "GUILD_DELETE"}:
            guild_id = payload["id"]
        if guild_id is None or event.startswith("ENTITLEMENT_"):
            return self.shard[0] == 0
        return (int(guild_id) >> 22) % self.shard[1] == self.shard[0]

    def dispatch(self, event: str, payload: object) -> None:
        """Number the event, keep it for a resume, and send it when connected."""
        self._sequence += 1
        shaped = self._shaped(event, payload)
        text = json.dumps({"op": DISPATCH, "d": shaped, "s": self._sequence, "t": event})
        self._backlog.append((self._sequence, text))
        if self.connection is not None:
            self.connection.push(text)

    def replay(self, after: int) -> bool:
        """Send again what followed that sequence number; False when some of it is no longer kept."""
        missed = self._sequence - after
        if after > self._sequence or missed > len(self._backlog) or self.connection is None:
            return False
        for sequence, text in self._backlog:
            if sequence > after:
                self.connection.push(text)
        return True

    def _shaped(self, event: str, payload: object) -> object:
        """Hide what the declared intents do not cover, without touching the world's own objects."""
        bot_id = self._world.bot_user.id
        if event == "GUILD_CREATE" and isinstance(payload, dict):
            shaped = dict(payload)
            rules.prune_guild_create(shaped, self._intents, bot_id)
            return shaped
        if event in {"MESSAGE_CREATE", "MESSAGE_UPDATE"} and not self._intents.message_content:
            copy = json.loads(json.dumps(payload))
            rules.censor_message(copy, bot_id, backend=self._world)
            return copy
        return payload


class Gateway:
    """All sessions, and the websocket handler that makes them."""

    def __init__(self, world: World, books: Books, token: str) -> None:
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
        socket = web.WebSocketResponse(autoping=True, max_msg_size=64 * 1024)
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
        op, data = message["op"], message.get("d")
        if op == HEARTBEAT:
            connection.send(HEARTBEAT_ACK, None)
        elif op in {IDENTIFY, RESUME} and data["token"] != self._token:
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
            connection.send(INVALID_SESSION, False)
            return
        self._books.gateway["resume"] += 1
        self._attach(session, connection)
        if session.replay(int(data["seq"])):
            session.dispatch("RESUMED", {"_trace": []})
        else:
            self._forget(session)
            connection.send(INVALID_SESSION, False)
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
