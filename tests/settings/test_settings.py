"""What an operator writes is either understood or answered with every problem at once."""

from pathlib import Path

import pytest

from bot.domain.money import Micros
from bot.settings import Settings, SettingsProblem, read_settings, shown

SEALING = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
"""The bytes 0 to 31 in base64."""
ENOUGH = {"DISCORD_TOKEN": "a-token", "RUNWARE_API_KEY": "a-key"}
NOWHERE = Path("/nonexistent/.env")

BAD = [
    ("DISCORD_API_URL", "http://discord.com/api", "https://"),
    ("DISCORD_API_URL", "discord.com", "https://"),
    ("DISCORD_API_URL", "ftp://127.0.0.1", "https://"),
    ("DISCORD_GATEWAY_URL", "ws://gateway.example", "wss://"),
    ("DISCORD_GATEWAY_URL", "https://gateway.example", "wss://"),
    ("DISCORD_CDN_HOSTS", "cdn.example, https://media.example/", "'https://media.example/' is no host"),
    ("GUILD_IDS", "my server", "ids"),
    ("GUILD_IDS", "1,*", "ids"),
    ("GUILD_IDS", "²", "or *"),
    ("DISCORD_TOKEN", "“a-token”", "curly quote"),
    ("RUNWARE_API_KEY", "a key", "a space"),
    ("RUNWARE_API_URL", "https://[::1/v1", "https://"),
    ("RUNWARE_API_URL", "https://runware.example:99999999/v1", "https://"),
    ("DEFAULT_GUILD_DAILY_USD", "five", "US dollars"),
    ("DEFAULT_GUILD_DAILY_USD", "-1", "US dollars"),
    ("DEFAULT_GUILD_DAILY_USD", "NaN", "US dollars"),
    ("DEFAULT_GUILD_DAILY_USD", "Infinity", "US dollars"),
    ("DEFAULT_MEMBER_DAILY_USD", "1,00", "US dollars"),
    ("OPERATOR_DAILY_USD", "a lot", "US dollars"),
    ("OPERATOR_MONTHLY_USD", "-0.01", "US dollars"),
    ("BALANCE_ALERT_USD", "some", "US dollars"),
    ("OPERATOR_CHANNEL_ID", "#alerts", "a whole number"),
    ("OPERATOR_CHANNEL_ID", "0", "greater than or equal"),
    ("DEFAULT_MODEL", "pixverse-v3", "pixverse-v4"),
    ("RUNWARE_API_URL", "http://10.0.0.1/v1", "https://"),
    ("RUNWARE_SAFETY_MODE", "strict", "'fast'"),
    ("RUNWARE_TTL_SECONDS", "59", "60"),
    ("RUNWARE_TTL_SECONDS", "soon", "a whole number"),
    ("RUNWARE_TTL_SECONDS", "99999999999999", "less than or equal"),
    ("RUNWARE_UPLOAD_ENDPOINT", "bucket", "https://"),
    ("RUNWARE_DRY_RUN", "maybe", "on or off"),
    ("RUNWARE_MEDIA_HOSTS", "127.0.0.1", "127.0.0.1:PORT"),
    ("SKILLS_VIDEO_API_URL", "http://open.skills.video", "https://"),
    ("SECRETS_KEY", "not base64!", "32 random bytes"),
    ("SECRETS_KEY", f"{SEALING},c2hvcnQ=", "place 2"),
    ("SKILLS_VIDEO_WEBHOOK_SECRET", "whsec_“MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw”", "place 1"),
    ("SKILLS_VIDEO_WEBHOOK_SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw,whsec_", "place 2"),
    ("SKILLS_VIDEO_WEBHOOK_SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaL", "not whole"),
    ("SKILLS_VIDEO_WEBHOOK_SECRET", "whpk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_"),
    ("SKILLS_VIDEO_MEDIA_HOSTS", "files.example:8443", "is no host"),
    ("SKILLS_VIDEO_CREDIT_USD", "one cent", "US dollars"),
    ("SKILLS_VIDEO_CREDIT_USD", "0.00", "more than 0"),
    ("CLASSIFIER_URL", "http://check.example/v1", "https://"),
    ("CLASSIFIER_KEY", "let me in", "copy it anew"),
    ("DATABASE_URL", "postgresql://localhost/greenlit", "postgresql is not supported"),
    ("DATABASE_URL", "data/greenlit.db", "sqlite:///"),
    ("DATABASE_URL", "sqlite://", "name a file"),
    ("DATABASE_URL", "sqlite:///", "name a file"),
    ("MEDIA_RETENTION_DAYS", "0", "1"),
    ("MEDIA_RETENTION_DAYS", "a month", "a whole number"),
    ("MEDIA_RETENTION_DAYS", "999999", "less than or equal"),
    ("PUBLIC_URL", "http://greenlit.example", "https://"),
    ("PUBLIC_URL", "https://greenlit.example?site=1", "without @, ? or #"),
    ("PUBLIC_URL", "https://ada:secret@greenlit.example", "without @, ? or #"),
    ("HTTP_BIND", "8080", "address and a port"),
    ("HTTP_BIND", "127.0.0.1:http", "address and a port"),
    ("HTTP_BIND", "127.0.0.1:70000", "address and a port"),
    ("OPERATOR_IDS", "alice", "ids"),
    ("POLL_SECONDS", "15..2", "smaller first"),
    ("POLL_SECONDS", "0..2", "smaller first"),
    ("POLL_SECONDS", "2", "smaller first"),
    ("POLL_BATCH", "0", "1"),
    ("POLL_BATCH", "many", "a whole number"),
    ("MAX_RUNNING", "-3", "must be greater than or equal to 1"),
    ("GENERATION_DEADLINE_SECONDS", "5", "60"),
    ("GENERATION_DEADLINE_SECONDS", "99999999999999", "less than or equal"),
    ("LOG_FORMAT", "xml", "'json'"),
    ("LOG_LEVEL", "loud", "'INFO'"),
]


def problems_of(environ: dict[str, str], env_file: Path = NOWHERE) -> tuple[str, ...]:
    with pytest.raises(SettingsProblem) as caught:
        read_settings(environ, env_file)
    return caught.value.problems


def test_a_token_and_one_key_are_enough() -> None:
    settings = read_settings(ENOUGH, NOWHERE)

    assert settings.default_member_daily_usd == Micros(1_000_000)
    assert settings.guild_ids == frozenset()
    assert settings.http_bind == ("127.0.0.1", 8080)


@pytest.mark.parametrize(("name", "value", "said"), BAD)
def test_a_bad_value_is_named_with_what_is_allowed(name: str, value: str, said: str) -> None:
    (problem,) = problems_of({**ENOUGH, name: value})

    assert problem.startswith(f"{name}: ")
    assert said in problem


def test_all_problems_are_listed_at_once() -> None:
    listed = problems_of({"HTTP_BIND": "x", "MAX_RUNNING": "y"})

    named = " ".join(problem.split(":")[0] for problem in listed)
    assert all(name in named for name in ("DISCORD_TOKEN", "RUNWARE_API_KEY", "HTTP_BIND", "MAX_RUNNING"))


def test_an_unknown_name_in_the_env_file_is_refused_with_the_nearest_one(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("DISCORD_TOKN=x\n", encoding="utf-8")

    (problem,) = problems_of(ENOUGH, env_file)

    assert "DISCORD_TOKN" in problem
    assert "nearest one is DISCORD_TOKEN" in problem


@pytest.mark.parametrize("line", ["just words", 'DISCORD_TOKEN="secret-half'])
def test_a_line_that_says_nothing_is_named_by_its_number_and_not_quoted(tmp_path: Path, line: str) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text(f"MAX_RUNNING=3\n{line}\n", encoding="utf-8")

    (problem,) = problems_of(ENOUGH, env_file)

    assert f"{env_file}, line 2: " in problem
    assert "secret-half" not in problem


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_an_env_file_in_another_encoding_is_refused_with_what_to_do(tmp_path: Path, encoding: str) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("# für uns\nMAX_RUNNING=3\n", encoding=encoding)

    (problem,) = problems_of(ENOUGH, env_file)

    assert "save it as UTF-8" in problem


@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_windows_line_ends_quotes_and_spaces_are_no_part_of_a_value(tmp_path: Path, start: str) -> None:
    env_file = tmp_path / ".env"
    text = f"{start}MAX_RUNNING = 3 \r\nDATABASE_URL=\"sqlite:///a b.db\"\r\nLOG_LEVEL='DEBUG' # loud\r\n"
    env_file.write_bytes(text.encode())

    settings = read_settings(ENOUGH, env_file)

    assert (settings.max_running, settings.database_url, settings.log_level) == (3, "a b.db", "DEBUG")


def test_other_names_in_the_environment_are_none_of_our_business() -> None:
    assert read_settings({**ENOUGH, "HOME": "/root"}, NOWHERE).log_level == "INFO"


def test_a_secret_is_read_from_the_file_that_its_file_setting_names(tmp_path: Path) -> None:
    secret = tmp_path / "token"
    secret.write_text("from-a-file\n", encoding="utf-8")
    environ = {"DISCORD_TOKEN_FILE": str(secret), "RUNWARE_API_KEY": "k"}

    assert read_settings(environ, NOWHERE).discord_token.get_secret_value() == "from-a-file"


def test_a_missing_secret_file_is_named_without_a_traceback() -> None:
    listed = problems_of(
        {**ENOUGH, "RUNWARE_API_KEY_FILE": "x", "DISCORD_TOKEN": "", "DISCORD_TOKEN_FILE": "/no"}
    )

    assert any(problem.startswith("DISCORD_TOKEN_FILE: cannot read the file") for problem in listed)


def test_a_secret_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    secret = tmp_path / "token"
    secret.write_bytes(b"\xff\xfe")

    listed = problems_of({"RUNWARE_API_KEY": "k", "DISCORD_TOKEN_FILE": str(secret)})

    assert any(problem.startswith("DISCORD_TOKEN_FILE: cannot read the file") for problem in listed)


def test_the_environment_wins_over_the_env_file(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("MAX_RUNNING=3\nPOLL_BATCH=7\n", encoding="utf-8")

    settings = read_settings({**ENOUGH, "MAX_RUNNING": "4"}, env_file)

    assert (settings.max_running, settings.poll_batch) == (4, 7)


def test_loopback_addresses_may_be_plain() -> None:
    environ = {
        **ENOUGH,
        "RUNWARE_API_URL": "http://127.0.0.1:1/v1",
        "DISCORD_GATEWAY_URL": "ws://localhost:2",
    }

    assert read_settings(environ, NOWHERE).runware_api_url == "http://127.0.0.1:1/v1"


def test_a_star_serves_every_server() -> None:
    assert read_settings({**ENOUGH, "GUILD_IDS": "*"}, NOWHERE).guild_ids is None


def test_printing_the_settings_shows_no_secret() -> None:
    settings: Settings = read_settings(ENOUGH, NOWHERE)

    assert "a-token" not in repr(settings)
    assert "a-key" not in repr(settings)


def test_webhook_secrets_are_one_or_several_and_never_shown() -> None:
    first, second = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "C2FVsBQIhrscChlQIMV+b5sSYspob7oDC2FVsBQI"
    both = {**ENOUGH, "SKILLS_VIDEO_WEBHOOK_SECRET": f"{first}, {second}"}

    settings = read_settings(both, NOWHERE)

    assert [secret.get_secret_value() for secret in settings.skills_video_webhook_secret] == [first, second]
    assert first not in repr(settings)
    assert first not in shown("skills_video_webhook_secret", settings.skills_video_webhook_secret)
    assert read_settings(ENOUGH, NOWHERE).skills_video_webhook_secret == ()


def test_sealing_keys_are_one_or_several_and_never_shown() -> None:
    older = "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8="
    settings = read_settings({**ENOUGH, "SECRETS_KEY": f"{SEALING}, {older}"}, NOWHERE)

    assert [key.get_secret_value() for key in settings.secrets_key] == [SEALING, older]
    assert SEALING not in repr(settings)
    assert SEALING not in shown("secrets_key", settings.secrets_key)
    assert read_settings(ENOUGH, NOWHERE).secrets_key == ()


def test_a_default_model_without_its_provider_is_refused() -> None:
    (problem,) = problems_of({"DISCORD_TOKEN": "t", "SKILLS_VIDEO_API_KEY": "k"})

    assert problem.startswith("RUNWARE_API_KEY: is required, because DEFAULT_MODEL is pixverse-v5.6")


def test_every_setting_is_shown_as_it_would_be_written() -> None:
    written = {
        **ENOUGH,
        "GUILD_IDS": "*",
        "OPERATOR_IDS": "2,10",
        "OPERATOR_DAILY_USD": "12.50",
        "SKILLS_VIDEO_CREDIT_USD": "0.0045",
        "DATABASE_URL": "sqlite:////var/x.db",
        "HTTP_BIND": "0.0.0.0:80",
        "POLL_SECONDS": "1..2.5",
        "RUNWARE_DRY_RUN": "on",
        "PUBLIC_URL": "",
    }
    settings = dict(read_settings(written, NOWHERE))

    texts = {name.upper(): shown(name, value) for name, value in settings.items()}
    again = read_settings({**texts, **ENOUGH}, NOWHERE)
    assert texts["OPERATOR_IDS"] == "10,2"
    assert texts["OPERATOR_DAILY_USD"] == "12.50"
    assert texts["DISCORD_TOKEN"] == "**********"
    assert dict(again) == settings


def test_the_signature_of_an_upload_address_is_not_shown() -> None:
    environ = {**ENOUGH, "RUNWARE_UPLOAD_ENDPOINT": "https://bucket.example/{taskUUID}?sig=abc"}
    settings = read_settings(environ, NOWHERE)

    assert settings.runware_upload_endpoint == "https://bucket.example/{taskUUID}?sig=abc"
    assert shown("runware_upload_endpoint", settings.runware_upload_endpoint) == (
        "https://bucket.example/{taskUUID}?..."
    )
