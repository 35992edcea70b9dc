"""The settings: read from the environment once, checked before anything starts."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

LOOPBACK = ("127.0.0.1", "::1", "localhost")


class CannotStart(Exception):
    """Something needed is missing or wrong; the sentence names the variable and where its value comes from."""


class Settings(BaseSettings):
    """Every setting, with its variable. Secrets may also come from a file named by the variable with `_FILE` behind it."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", populate_by_name=True)

    folder: Path = Field(
        default=Path("data"), validation_alias="QUICKWIN_DATA", description="where the store file is kept"
    )
    database: SecretStr = Field(
        default=SecretStr(""),
        validation_alias="DATABASE_URL",
        description="PostgreSQL, or sqlite:///path, in place of the store file",
    )
    host: str = Field(default="127.0.0.1", validation_alias="QUICKWIN_HOST", description="where the bot listens")
    port: int = Field(
        default=3978, validation_alias=AliasChoices("QUICKWIN_PORT", "PORT"), description="the port the platforms call"
    )
    sandbox_port: int = Field(default=8080, validation_alias="QUICKWIN_SANDBOX_PORT", description="the sandbox's port")
    admins: str = Field(
        default="",
        validation_alias="QUICKWIN_ADMINS",
        description="who administers: user ids or addresses, with commas",
    )
    organisation: str = Field(
        default="Our organisation", validation_alias="QUICKWIN_ORGANISATION", description="the organisation's name"
    )
    language: str = Field(
        default="en", validation_alias="QUICKWIN_LANGUAGE", description="the channels' language: en or fr"
    )
    zone: str = Field(default="UTC", validation_alias="QUICKWIN_ZONE", description="the organisation's time zone")
    secret: SecretStr = Field(
        default=SecretStr(""), validation_alias="QUICKWIN_SECRET", description="signs buttons; made and kept if not set"
    )
    keys: SecretStr = Field(
        default=SecretStr(""),
        validation_alias="QUICKWIN_KEYS",
        description="encrypt the tokens of installed workspaces: with commas, the first encrypts, all decrypt",
    )
    url: str = Field(
        default="", validation_alias="QUICKWIN_URL", description="where the bot is reached from outside, https://…"
    )
    slack_bot_token: SecretStr = Field(
        default=SecretStr(""),
        validation_alias="SLACK_BOT_TOKEN",
        description="from OAuth & Permissions; begins with xoxb-",
    )
    slack_signing_secret: SecretStr = Field(
        default=SecretStr(""), validation_alias="SLACK_SIGNING_SECRET", description="from Basic Information"
    )
    slack_client_id: str = Field(
        default="",
        validation_alias="SLACK_CLIENT_ID",
        description="from Basic Information; with it and no bot token the bot is installed in any number of workspaces",
    )
    slack_client_secret: SecretStr = Field(
        default=SecretStr(""), validation_alias="SLACK_CLIENT_SECRET", description="from Basic Information"
    )
    slack_app_token: SecretStr = Field(
        default=SecretStr(""), validation_alias="SLACK_APP_TOKEN", description="only for Socket Mode; begins with xapp-"
    )
    slack_api: str = Field(
        default="https://slack.com/api/", validation_alias="SLACK_API_URL", description="another Web API, for emulators"
    )

    teams_app_id: str = Field(
        default="", validation_alias="TEAMS_APP_ID", description="the bot's Microsoft app id, from Azure"
    )
    teams_app_password: SecretStr = Field(
        default=SecretStr(""),
        validation_alias="TEAMS_APP_PASSWORD",
        description="a client secret of that app; none with a managed identity",
    )
    teams_tenant_id: str = Field(
        default="", validation_alias="TEAMS_TENANT_ID", description="the Microsoft 365 tenant it serves, or several"
    )
    teams_managed_identity: bool = Field(
        default=False,
        validation_alias="TEAMS_MANAGED_IDENTITY",
        description="the app is a user-assigned managed identity and has no secret",
    )
    teams_local: bool = Field(
        default=False,
        validation_alias="TEAMS_LOCAL",
        description="for a local client only: accept unsigned activities from this machine",
    )

    smtp_url: SecretStr = Field(
        default=SecretStr(""),
        validation_alias="QUICKWIN_SMTP_URL",
        description="the mail server: smtp://user:password@host:587, or smtps://…",
    )
    mail_from: str = Field(
        default="", validation_alias="QUICKWIN_MAIL_FROM", description="the address e-mail is written from"
    )

    @property
    def uses_mail(self) -> bool:
        """Whether there is a mail server for those whom no chat reaches."""
        return bool(self.smtp_url.get_secret_value())

    @property
    def uses_server(self) -> bool:
        """Whether the store is a database server, which any number of processes share."""
        address = self.database.get_secret_value()
        return bool(address) and not address.startswith("sqlite")

    @property
    def uses_teams(self) -> bool:
        """Whether any of Teams' settings is given: then all that is needed must be."""
        secret = self.teams_app_password.get_secret_value()
        return bool(
            self.teams_app_id or secret or self.teams_tenant_id or self.teams_managed_identity or self.teams_local
        )

    @property
    def uses_slack(self) -> bool:
        """Whether any of Slack's settings is given: then all that is needed must be."""
        secrets = (self.slack_bot_token, self.slack_signing_secret, self.slack_app_token, self.slack_client_secret)
        return bool(self.slack_client_id) or any(one.get_secret_value() for one in secrets)

    @property
    def serves_many(self) -> bool:
        """Whether Slack workspaces install the bot themselves; a bot token is of one workspace, and wins."""
        given = self.slack_client_id or self.slack_client_secret.get_secret_value()
        return bool(given) and not self.slack_bot_token.get_secret_value()

    @property
    def key_list(self) -> tuple[str, ...]:
        return tuple(part.strip() for part in self.keys.get_secret_value().split(",") if part.strip())

    @property
    def tenant_list(self) -> tuple[str, ...]:
        """The tenants the bot listens to; the first one's workspace is connected from the start, others join with a code."""
        return tuple(dict.fromkeys(part.strip() for part in self.teams_tenant_id.split(",") if part.strip()))

    @property
    def admin_list(self) -> frozenset[str]:
        return frozenset(part.strip().casefold() for part in self.admins.split(",") if part.strip())


def read(environment: dict[str, str]) -> Settings:
    """The settings of an environment, `_FILE` variants included; raises CannotStart with a sentence."""
    given: dict[str, Any] = {}
    for name, field in Settings.model_fields.items():
        alias = field.validation_alias
        for variable in alias.choices if isinstance(alias, AliasChoices) else (alias,):
            path = environment.get(f"{variable}_FILE", "")
            if path and name not in given:
                given[name] = _from_file(str(variable), Path(path))
    try:
        settings = Settings(**given)
    except ValueError as wrong:
        raise CannotStart(f"A setting cannot be used: {wrong}") from None
    _check(settings)
    return settings


def _from_file(variable: str, path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError as why:
        raise CannotStart(f"{variable}_FILE names {path}, which cannot be read ({why.strerror}).") from None


def _check(settings: Settings) -> None:
    """Nothing may start that would fail open."""
    if settings.uses_slack:
        _check_slack(settings)
    if settings.uses_teams:
        _check_teams(settings)
    if settings.uses_mail:
        _check_mail(settings)


def _check_slack(settings: Settings) -> None:
    where = "in your app on api.slack.com/apps"
    if settings.serves_many:
        _check_many(settings, where)
    elif not settings.slack_bot_token.get_secret_value().startswith("xoxb-"):
        raise CannotStart(
            f"SLACK_BOT_TOKEN is missing. It begins with xoxb- and is {where} under OAuth & Permissions."
            " For many workspaces set SLACK_CLIENT_ID and SLACK_CLIENT_SECRET instead."
        )
    app_token = settings.slack_app_token.get_secret_value()
    if app_token and not app_token.startswith("xapp-"):
        raise CannotStart(
            f"SLACK_APP_TOKEN is no app-level token. It begins with xapp- and is {where} under Basic Information."
        )
    if not app_token and not settings.slack_signing_secret.get_secret_value():
        raise CannotStart(f"SLACK_SIGNING_SECRET is missing. It is {where} under Basic Information, App Credentials.")


def _check_many(settings: Settings, where: str) -> None:
    from bot.keyring import Keyring, WrongKey  # noqa: PLC0415 cryptography is slow to import

    credentials = {"ID": settings.slack_client_id, "SECRET": settings.slack_client_secret.get_secret_value()}
    for name, value in credentials.items():
        if not value:
            raise CannotStart(
                f"SLACK_CLIENT_{name} is missing. It is {where} under Basic Information, App Credentials."
            )
    address = urlsplit(settings.url)
    if settings.url and not (address.scheme in ("https", "http") and address.netloc):
        raise CannotStart("QUICKWIN_URL is no address. It is where the bot is reached from outside, https://…")
    try:
        Keyring(settings.key_list)
    except WrongKey as why:
        raise CannotStart(f"QUICKWIN_KEYS {why}. `quickwin key` makes one.") from None


def _check_mail(settings: Settings) -> None:
    from bot.mail.letter import sender_of  # noqa: PLC0415 only who sends e-mail needs it
    from bot.mail.server import server_of  # noqa: PLC0415

    try:
        server_of(settings.smtp_url.get_secret_value())
    except ValueError as why:
        raise CannotStart(f"QUICKWIN_SMTP_URL {why}") from None
    if not settings.mail_from:
        raise CannotStart(
            "QUICKWIN_MAIL_FROM is missing. It is the address e-mail is written from, as your mail server allows it."
        )
    try:
        sender_of(settings.mail_from)
    except ValueError as why:
        raise CannotStart(f"QUICKWIN_MAIL_FROM {why}") from None


def _check_teams(settings: Settings) -> None:
    secret = settings.teams_app_password.get_secret_value()
    if settings.teams_local:
        if settings.teams_app_id or secret or settings.teams_tenant_id or settings.teams_managed_identity:
            raise CannotStart("TEAMS_LOCAL is for a local client without credentials: set it, or the others, not both.")
        if settings.host not in LOOPBACK:
            raise CannotStart("TEAMS_LOCAL accepts unsigned activities, so QUICKWIN_HOST has to be 127.0.0.1.")
        return
    where = "in the Azure portal, on the page of your Azure Bot under Configuration"
    if not settings.teams_app_id:
        raise CannotStart(f"TEAMS_APP_ID is missing. It is the Microsoft App ID {where}.")
    if not settings.tenant_list:
        raise CannotStart(f"TEAMS_TENANT_ID is missing. It is the App Tenant ID {where}.")
    if not secret and not settings.teams_managed_identity:
        raise CannotStart(
            "TEAMS_APP_PASSWORD is missing. It is a client secret of the app registration, under Certificates & secrets."
            " An app that is a user-assigned managed identity has none: set TEAMS_MANAGED_IDENTITY=1 instead."
        )
