"""Every URL of the instance, in one table."""

from aiohttp import web

from web import routes_api, routes_organize, routes_public
from web.federation import routes as routes_federation
from web.pages import health, language, me, profile, register, reset, setup, sign_in, stop, theme

OWN: list[web.RouteDef] = [
    web.get("/setup", setup.first),
    web.post("/setup", setup.save),
    web.get("/sign-in", sign_in.form),
    web.post("/sign-in", sign_in.submit),
    web.get("/sign-in/{token}", sign_in.link),
    web.post("/sign-in/{token}", sign_in.use_link),
    web.post("/sign-out", sign_in.sign_out),
    web.post("/sign-out-everywhere", sign_in.sign_out_everywhere),
    web.get("/register", register.form),
    web.post("/register", register.submit),
    web.get("/reset", reset.form),
    web.post("/reset", reset.submit),
    web.get("/reset/{token}", reset.link),
    web.post("/reset/{token}", reset.use_link),
    web.get("/me", me.show),
    web.post("/me/link", me.ask_link),
    web.get("/me/link/{token}", me.link),
    web.post("/me/link/{token}", me.use_link),
    web.post("/me/consents", me.save_consents),
    web.get("/me/profile", profile.show),
    web.post("/me/profile", profile.save),
    web.post("/me/password", profile.set_password),
    web.get("/stop/{token}", stop.show),
    web.post("/stop/{token}", stop.stop),
    web.post("/language", language.choose),
    web.get("/theme.css", theme.show),
    web.get("/static/theme.css", theme.show),
    web.get("/static/style.css", theme.common),
    web.get("/livez", health.livez),
    web.get("/readyz", health.readyz),
]

ROUTES: list[web.RouteDef] = [
    *OWN,
    *routes_federation.ROUTES,
    *routes_public.ROUTES,
    *routes_organize.ROUTES,
    *routes_api.ROUTES,
]
