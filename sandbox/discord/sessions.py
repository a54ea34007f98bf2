"""Gateway connections, and the sessions that outlive them."""

import asyncio
import json
import secrets
from collections import deque
from collections.abc import Mapping
from typing import Any

import discord
from aiohttp import web
from simcord import intents as rules

from sandbox.discord.compression import compressor
from sandbox.discord.world import World

DISPATCH = 0
# Events kept for a resume; when more than this were missed, the session is no longer good.
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
        self._intents = discord.Intents._from_value(intents)
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
