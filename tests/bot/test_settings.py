"""Nothing starts that would fail open, and every refusal names the variable and where its value comes from."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.keyring import Keyring, new_key
from bot.serving import Places, places
from bot.settings import CannotStart, Settings, read
from bot.wiring import kept_secret

SLACK = ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_APP_TOKEN", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET")
KEY = new_key()
MANY = {"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "c", "SLACK_SIGNING_SECRET": "s", "QUICKWIN_KEYS": KEY}


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for variable in (
        *SLACK,
        "QUICKWIN_ADMINS",
        "QUICKWIN_SECRET",
        "PORT",
        "QUICKWIN_PORT",
        "QUICKWIN_KEYS",
        "QUICKWIN_URL",
        "QUICKWIN_SMTP_URL",
        "QUICKWIN_MAIL_FROM",
    ):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("bot.logs.set_up", lambda **_: None)  # it is for a whole process


def given(monkeypatch: pytest.MonkeyPatch, **variables: str) -> Settings:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return read(dict(variables))


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({"SLACK_SIGNING_SECRET": "s"}, "SLACK_BOT_TOKEN"),
        ({"SLACK_BOT_TOKEN": "wrong", "SLACK_SIGNING_SECRET": "s"}, "SLACK_BOT_TOKEN"),
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_SIGNING_SECRET"),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN"),
        ({"SLACK_CLIENT_ID": "1.2"}, "SLACK_CLIENT_SECRET"),
        ({"SLACK_CLIENT_SECRET": "c"}, "SLACK_CLIENT_ID"),
        ({**MANY, "SLACK_SIGNING_SECRET": ""}, "SLACK_SIGNING_SECRET"),
        ({**MANY, "QUICKWIN_KEYS": ""}, "QUICKWIN_KEYS is missing"),
        ({**MANY, "QUICKWIN_KEYS": f"{KEY},wrong"}, "QUICKWIN_KEYS holds something"),
        ({**MANY, "QUICKWIN_URL": "quickwin.example.org"}, "QUICKWIN_URL"),
        ({"QUICKWIN_PORT": "many"}, "QUICKWIN_PORT"),
        ({"TEAMS_TENANT_ID": "t", "TEAMS_APP_PASSWORD": "s"}, "TEAMS_APP_ID"),
        ({"TEAMS_APP_ID": "a", "TEAMS_APP_PASSWORD": "s"}, "TEAMS_TENANT_ID"),
        ({"TEAMS_APP_ID": "a", "TEAMS_TENANT_ID": "t"}, "TEAMS_APP_PASSWORD"),
        ({"TEAMS_LOCAL": "1", "TEAMS_APP_ID": "a"}, "TEAMS_LOCAL"),
        ({"TEAMS_LOCAL": "1", "QUICKWIN_HOST": "10.0.0.1"}, "QUICKWIN_HOST"),
        ({"QUICKWIN_SMTP_URL": "smtp://mail.acme.example"}, "QUICKWIN_MAIL_FROM is missing"),
        ({"QUICKWIN_SMTP_URL": "mail.acme.example", "QUICKWIN_MAIL_FROM": "a@b.c"}, "QUICKWIN_SMTP_URL"),
        ({"QUICKWIN_SMTP_URL": "smtp://u@m.acme", "QUICKWIN_MAIL_FROM": "a@b.c"}, "QUICKWIN_SMTP_URL names a user"),
        ({"QUICKWIN_SMTP_URL": "smtp://m.acme", "QUICKWIN_MAIL_FROM": "Quickwin"}, "QUICKWIN_MAIL_FROM is no address"),
    ],
)
def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], named: str) -> None:
    with pytest.raises(CannotStart, match=named):
        given(monkeypatch, **variables)


def test_without_credentials_the_sandbox_runs_and_with_them_only_when_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert places(read({}), sandbox=False) == Places(slack=False, teams=False, sandbox=True)
    settings = given(monkeypatch, SLACK_BOT_TOKEN="xoxb-1", SLACK_SIGNING_SECRET="s")
    assert places(settings, sandbox=False) == Places(slack=True, teams=False, sandbox=False)
    assert places(settings, sandbox=True) == Places(slack=True, teams=False, sandbox=True)
    both = given(monkeypatch, TEAMS_APP_ID="a", TEAMS_TENANT_ID="t", TEAMS_MANAGED_IDENTITY="1")
    assert places(both, sandbox=False) == Places(slack=True, teams=True, sandbox=False)


def test_a_bot_token_is_of_one_workspace_and_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    assert given(monkeypatch, **MANY).serves_many
    settings = given(monkeypatch, **MANY, SLACK_BOT_TOKEN="xoxb-1")
    assert settings.uses_slack and not settings.serves_many


def test_for_many_workspaces_the_check_names_the_redirect_url(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, **MANY, QUICKWIN_ADMINS="U1")
    unnamed = CliRunner().invoke(app, ["check"])
    assert (
        unnamed.exit_code == 0 and "QUICKWIN_URL" in unnamed.output and "QUICKWIN_ADMINS is not used" in unnamed.output
    )
    monkeypatch.setenv("QUICKWIN_URL", "https://quickwin.example.org/")
    named = CliRunner().invoke(app, ["check"]).output
    assert "https://quickwin.example.org/slack/oauth_redirect" in named
    assert KEY not in named and "for every workspace that installs it" in named


def test_the_command_line_makes_a_key_and_the_manifest_for_many(monkeypatch: pytest.MonkeyPatch) -> None:
    run = CliRunner()
    made = [run.invoke(app, ["key"]).output.strip() for _ in range(2)]
    assert made[0] != made[1]
    assert Keyring(made).opened(Keyring(made[:1]).locked("a")) == "a"
    printed = run.invoke(app, ["manifest", "slack", "--many", "--url", "https://quickwin.example.org"])
    assert "https://quickwin.example.org/slack/oauth_redirect" in printed.output
    assert run.invoke(app, ["manifest", "slack", "--many", "--socket-mode"]).exit_code == 2


def test_socket_mode_needs_no_signing_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    assert given(monkeypatch, SLACK_BOT_TOKEN="xoxb-1", SLACK_APP_TOKEN="xapp-1").uses_slack


def test_a_secret_may_come_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("xoxb-from-file\n")
    settings = given(monkeypatch, SLACK_BOT_TOKEN_FILE=str(tmp_path / "token"), SLACK_SIGNING_SECRET="s")
    assert settings.slack_bot_token.get_secret_value() == "xoxb-from-file"
    with pytest.raises(CannotStart, match="SLACK_BOT_TOKEN_FILE"):
        given(monkeypatch, SLACK_BOT_TOKEN_FILE=str(tmp_path / "absent"))


def test_no_secret_shows_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = given(monkeypatch, SLACK_BOT_TOKEN="xoxb-canary", SLACK_SIGNING_SECRET="canary")
    assert "canary" not in repr(settings)


def test_the_secret_that_signs_buttons_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    first = kept_secret(read({}), folder)
    assert len(first) == 64
    assert kept_secret(read({}), folder) == first
    assert (folder / "secret").stat().st_mode & 0o777 == 0o600


def test_the_command_line_says_what_is_missing_and_prints_the_manifest(monkeypatch: pytest.MonkeyPatch) -> None:
    run = CliRunner()
    checked = run.invoke(app, ["check"])
    assert checked.exit_code == 0
    assert "SLACK_BOT_TOKEN" in checked.output
    assert "TEAMS_APP_ID" in checked.output
    printed = run.invoke(app, ["manifest", "slack", "--url", "https://quickwin.example.org"])
    assert "https://quickwin.example.org/slack/events" in printed.output
    assert run.invoke(app, ["manifest", "slack"]).exit_code == 2
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    refused = run.invoke(app, ["run"])
    assert refused.exit_code == 1
    assert "SLACK_SIGNING_SECRET" in refused.output


def test_the_check_names_the_mail_server_and_never_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "E-mail: not set up" in CliRunner().invoke(app, ["check"]).output
    settings = given(
        monkeypatch,
        QUICKWIN_SMTP_URL="smtp://bot:canary@mail.acme.example",
        QUICKWIN_MAIL_FROM="Bot <bot@acme.example>",
    )
    assert "canary" not in repr(settings)
    checked = CliRunner().invoke(app, ["check"])
    assert checked.exit_code == 0
    assert "E-mail: from Bot <bot@acme.example> by mail.acme.example:587" in checked.output
    assert "canary" not in checked.output
