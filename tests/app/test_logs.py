"""What the log shows, and what it never does."""

import json
import logging

import pytest

from bot.app.logs import set_up
from bot.domain.links import Links

SECRET = "hush-hush-token"
LINKS = Links("https://greenlit.example", bytes(range(32)))


def logged(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().err.splitlines()


def test_a_json_line_has_time_level_logger_and_message(capsys: pytest.CaptureFixture[str]) -> None:
    set_up("INFO", "json", ())
    logging.getLogger("bot.test").info("made %d", 3)

    line = json.loads(logged(capsys)[0])
    assert (line["level"], line["logger"], line["message"]) == ("INFO", "bot.test", "made 3")
    assert line["at"].endswith("+00:00")


@pytest.mark.parametrize("form", ["json", "text"])
def test_secrets_are_replaced_in_messages_and_tracebacks(
    form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up("INFO", form, (SECRET,))
    try:
        raise ValueError(f"refused {SECRET}")
    except ValueError:
        logging.getLogger("bot.test").exception("with %s", SECRET)

    shown = "\n".join(logged(capsys))
    assert SECRET not in shown
    assert shown.count("[secret]") >= 2
    assert "ValueError" in shown


def test_a_message_cannot_forge_a_line_or_turn_the_reading_direction(
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up("INFO", "json", ())
    logging.getLogger("bot.test").info("%s", "a\r\x1b[2J\u202eb")

    (line,) = logged(capsys)
    assert json.loads(line)["message"] == "a  [2J b"


def test_libraries_that_print_addresses_and_bodies_are_quiet_below_warnings(
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up("DEBUG", "json", ())
    logging.getLogger("httpx").info("GET https://example/?token=x")
    logging.getLogger("discord.http").debug("POST with a prompt")

    assert logged(capsys) == []


def test_without_a_terminal_the_form_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    set_up("INFO", None, ())
    logging.getLogger("bot.test").info("hello")

    assert json.loads(logged(capsys)[0])["message"] == "hello"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        (
            "http://127.0.0.1:9/api/v10/webhooks/77/aW50ZXJhY3Rpb24.to-ken_1/messages/@original",
            "http://127.0.0.1:9/api/v10/webhooks/77/[secret]/messages/@original",
        ),
        (
            "https://discord.com/api/v10/interactions/88/aW50ZXJhY3Rpb24/callback",
            "https://discord.com/api/v10/interactions/88/[secret]/callback",
        ),
        (
            "https://cdn.discordapp.com/attachments/1/2/a.png?ex=1&is=2&hm=3",
            "https://cdn.discordapp.com/attachments/1/2/a.png?[secret]",
        ),
        (
            LINKS.webhook("runware", "1b4e28ba-2fa1-4d3b-9f00-5a0c7e1d2c3f"),
            "https://greenlit.example/webhooks/runware/[secret]",
        ),
        (
            LINKS.media("results/1b4e28ba-2fa1-4d3b-9f00-5a0c7e1d2c3f.mp4"),
            "https://greenlit.example/media/[secret]/1b4e28ba-2fa1-4d3b-9f00-5a0c7e1d2c3f.mp4",
        ),
    ],
)
def test_addresses_that_open_something_are_masked_also_in_tracebacks(
    address: str, shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up("INFO", "json", ())
    try:
        raise ValueError(f"400, message='Bad status line', url='{address}'")
    except ValueError as error:
        logging.getLogger("bot.test").exception("not answered: %s", error)

    line = json.loads(logged(capsys)[0])
    assert f"url='{shown}'" in line["message"]
    assert f"url='{shown}'" in line["traceback"]


def test_paths_of_kept_files_stay_readable(capsys: pytest.CaptureFixture[str]) -> None:
    set_up("INFO", "json", ())
    path = "data/media/results/1b4e28ba-2fa1-4d3b-9f00-5a0c7e1d2c3f.fit-8388608.mp4"
    logging.getLogger("bot.test").info("kept %s", path)

    (line,) = logged(capsys)
    assert json.loads(line)["message"] == f"kept {path}"


def test_discords_ids_do_not_reach_the_log(capsys: pytest.CaptureFixture[str]) -> None:
    set_up("INFO", "json", ())
    logging.getLogger("discord.http").warning("We are being rate limited. POST /channels/%d/messages", 10**18)

    (line,) = logged(capsys)
    assert "/channels/[id]/messages" in line


def test_other_listeners_are_given_the_record_as_it_was(caplog: pytest.LogCaptureFixture) -> None:
    set_up("INFO", "json", ())
    logging.getLogger().addHandler(caplog.handler)
    try:
        raise ValueError("broken")
    except ValueError:
        logging.getLogger("bot.test").exception("it broke")

    assert caplog.records[0].exc_info is not None
