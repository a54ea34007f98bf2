"""No test can reach beyond this machine: the guard of tests/conftest.py works."""

import asyncio
import socket

import pytest

ELSEWHERE = "192.0.2.1"  # reserved for documentation by RFC 5737: nobody answers there


def test_connecting_elsewhere_is_refused() -> None:
    with socket.socket() as outside, pytest.raises(RuntimeError, match="only reach loopback"):
        outside.connect((ELSEWHERE, 80))


def test_looking_up_a_name_is_refused() -> None:
    with pytest.raises(RuntimeError, match="only reach loopback"):
        socket.getaddrinfo("example.com", 443)


def test_datagrams_to_elsewhere_are_refused() -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as outside, pytest.raises(RuntimeError, match="loopback"):
        outside.sendto(b"x", (ELSEWHERE, 53))


async def test_coroutines_are_refused_as_well() -> None:
    with pytest.raises(RuntimeError, match="only reach loopback"):
        await asyncio.open_connection(ELSEWHERE, 80)


async def test_this_machine_can_be_reached_by_address_and_by_name() -> None:
    server = await asyncio.start_server(lambda _reader, writer: writer.close(), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]

    for host in ("127.0.0.1", "localhost"):
        reader, writer = await asyncio.open_connection(host, port)
        assert await reader.read() == b""
        writer.close()
        await writer.wait_closed()
    server.close()
    await server.wait_closed()
