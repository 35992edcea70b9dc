"""Starts Teams: the adapter that checks what comes in, the connector that carries what goes out, and one tenant's place."""

from __future__ import annotations

import time
from dataclasses import dataclass

import aiohttp
from aiohttp import web

from bot.administration import Administration
from bot.settings import Settings
from bot.teams.adapter import TeamsAdapter, routes
from bot.teams.arrivals import Arrivals
from bot.teams.auth import Authentication, Keys
from bot.teams.chats import Chats
from bot.teams.connector import Connector, Hosts
from bot.teams.inbound import Json
from bot.teams.messenger import TeamsMessenger
from bot.teams.pace import Pace
from bot.teams.place import TeamsPlace
from bot.teams.profiles import Profiles
from bot.teams.screen import Screen
from bot.teams.tokens import Tokens
from bot.wiring import ORGANISATION, Engine, found, new_id
from initiatives.people import Organisation, Workspace
from scheduler.clock import Clock
