"""What the composition root hands to the pages, and what a request carries, with their types."""

from collections.abc import Callable
from datetime import datetime

from aiohttp import web
from jinja2 import Environment

from activitypub.urls import Urls
from fedevent.chapter import Chapter
from fedevent.ids import PersonId
from fedevent.ports import UnitOfWork
from storage.pictures import Pictures
from storage.queries.reads import Reads
from web.config import WebConfig
from web.i18n import Languages, Speech
from web.limits import Limiter
from web.links import Links
from web.passwords import Passwords
from web.viewers import Viewer

UNIT_OF_WORK = web.AppKey[Callable[[], UnitOfWork]]("UNIT_OF_WORK")
READS = web.AppKey("READS", Reads)
CONFIG = web.AppKey("CONFIG", WebConfig)
CLOCK = web.AppKey[Callable[[], datetime]]("CLOCK")
URLS = web.AppKey("URLS", Urls)
TRANSLATOR = web.AppKey("TRANSLATOR", Languages)
PICTURES = web.AppKey("PICTURES", Pictures)
LINKS = web.AppKey("LINKS", Links)
PASSWORDS = web.AppKey("PASSWORDS", Passwords)
LIMITER = web.AppKey("LIMITER", Limiter)
TEMPLATES = web.AppKey("TEMPLATES", Environment)
REQUEST_STARTED = web.AppKey[Callable[[str], object]]("REQUEST_STARTED")
"""Optional: is told each request's id, for the log (deploy hands in ``request_id.set``)."""

REQUEST_ID = web.RequestKey("REQUEST_ID", str)
SPEECH = web.RequestKey("SPEECH", Speech)
CHAPTER = web.RequestKey("CHAPTER", Chapter)
VIEWER = web.RequestKey("VIEWER", Viewer)
GUEST = web.RequestKey[PersonId]("GUEST")
