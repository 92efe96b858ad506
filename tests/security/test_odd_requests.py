"""Requests that are broken on purpose are refused in words; none breaks the page behind them."""

from urllib.parse import quote

from tests.rig import BASE, Rig
from tests.security.doors import get, post, raw, token

FORM = "application/x-www-form-urlencoded"
ANYWHERE = (
    "/people/a%00",
    "/groups/a%00",
    "/events/%00",
    "/pictures/%00",
    "/confirm/%00",
    "/me/link/%00",
    "/stop/%00",
    "/sign-in/%00",
    "/reset/%00",
    "/notes/%00",
    "/activities/%00",
    "/events/%00/poll",
    "/groups/%00/followers",
    "/people/%00/outbox",
    "/nodeinfo/%00",
    "/organize/%00",
    "/api/v1/groups/%00",
    "/api/v1/events/%00",
    "/events.ics?q=%00",
    "/events?q=%00",
    "/events?topic=%00",
    "/groups?topic=%00",
    "/groups?q=%00",
    "/interact?uri=https://a.example/%00",
    "/remote/event?uri=%00",
    "/remote?address=%00",
    "/report?url=%00",
    "/sign-in?next=%00",
    "/.well-known/webfinger?resource=acct:%00@chapter.example",
    "/api/v1/events?q=%00",
    "/api/v1/groups?q=%00&topic=%00",
    "/api/v1/events?group=%00&from=%00",
)
NUMBERS = (
    "99999999999999999999",
    "-1",
    "0",
    "1e400",
    "nan",
    "inf",
    "٣",
    "²",
    "0x10",
    "1_000",
    " 1",
    "%2B1",
    "",
)
COUNTED = (
    "/events?page={}",
    "/groups?page={}",
    "/remote?page={}",
    "/groups/menders/events?page={}",
    "/groups/menders/outbox?page={}",
    "/actor/outbox?page={}",
    "/api/v1/events?limit={}",
    "/api/v1/events?cursor={}",
    "/api/v1/groups?offset={}&within_km={}&near=1,1",
    "/api/v1/groups?near={},{}",
    "/events?from={}&until={}",
    "/api/v1/events?from={}&until={}",
    "/api/v1/remote/events?limit={}",
)
DATES = (
    "0001-01-01",
    "9999-12-31",
    "2030-02-30",
    "9999-12-31T23:59:59Z",
    "0001-01-01T00:00:00+23:59",
    "20300101",
)


async def test_no_address_with_a_nul_reaches_the_database(rig: Rig) -> None:
    await rig.a_group()
    found = {path: (await rig.get(path)).status for path in ANYWHERE}
    assert {path: status for path, status in found.items() if status >= 500 or status == 200} == {}


async def test_no_number_in_an_address_is_too_odd(rig: Rig) -> None:
    await rig.a_group()
    for path in COUNTED:
        for number in NUMBERS:
            status = (await rig.get(path.replace("{}", quote(number, safe="%")))).status
            assert status in (200, 400, 422), (path, number, status)


async def test_no_date_in_an_address_is_too_far(rig: Rig) -> None:
    await rig.a_chapter()
    for path in (
        "/events?from={}&until={}",
        "/events.ics?from={}&until={}",
        "/api/v1/events?from={}&until={}",
    ):
        for date in DATES:
            status = (await rig.get(path.replace("{}", quote(date)))).status
            assert status in (200, 422), (path, date, status)


HEADERS = (
    "Cookie: __Host-session=\xff\xfe",
    "Cookie: __Host-guest=\xff.\xff",
    "Cookie: __Host-flash=\xff; __Host-language=\xff",
    "Accept-Language: \xff;q=\xff",
    "Accept-Language: " + "de;q=0." * 2_000,
    "Accept: \xff",
    "If-None-Match: \xff",
    "X-Forwarded-For: \xff, ::::, 1.2.3.4.5",
    "Host: [",
    "Origin: http://[",
)


async def test_headers_of_mere_bytes_break_nothing(rig: Rig) -> None:
    await rig.a_group()
    for header in HEADERS:
        for path in ("/", "/events.ics", "/groups/menders", "/theme.css"):
            assert await raw(rig, get(path, header)) in (200, 400), (header, path)


async def test_a_token_of_mere_bytes_is_no_token(rig: Rig) -> None:
    await rig.a_chapter()
    assert await raw(rig, get("/api/v1/me", "Authorization: Bearer \xff\xfe")) == 401


async def test_addresses_of_mere_bytes_lead_nowhere(rig: Rig) -> None:
    await rig.a_chapter()
    for target in ("/people/\xff", "/events?q=\xff", "/groups/%ed%a0%80", "/events?q=%ed%a0%80", "//"):
        assert await raw(rig, get(target)) in (200, 400, 404), target


async def test_a_made_up_form_token_is_too_old(rig: Rig) -> None:
    await rig.a_chapter()
    for stamp in ("f" * 400, "-1", "0x1", "", "1" * 5_000):
        body = f"csrf={stamp}.abc".encode()
        assert await raw(rig, post("/language", body, FORM, f"Origin: {BASE}")) == 403, stamp


async def test_an_origin_that_is_no_address_is_another_site(rig: Rig) -> None:
    await rig.a_chapter()
    body = f"csrf={await token(rig)}&language=de".encode()
    assert await raw(rig, post("/language", body, FORM, "Origin: http://[")) == 403
    assert await raw(rig, post("/language", body, FORM, f"Origin: {BASE}")) == 303


async def test_forms_are_read_in_utf8_only(rig: Rig) -> None:
    await rig.a_chapter()
    body = f"csrf={await token(rig)}&email=\\ud800@x.example&way=link".encode()
    for charset in ("unicode_escape", "rot13", "utf-7", "utf-16", "idna", "nonsense", "\xff"):
        status = await raw(rig, post("/sign-in", body, f"{FORM}; charset={charset}", f"Origin: {BASE}"))
        assert status == 400, charset


async def test_forms_in_utf8_by_any_of_its_names_are_read(rig: Rig) -> None:
    await rig.a_chapter()
    for charset in ("utf-8", "UTF-8", "utf8", '"utf-8"'):
        body = f"csrf={await token(rig)}&language=de".encode()
        assert await raw(rig, post("/language", body, f"{FORM}; charset={charset}", f"Origin: {BASE}")) == 303


MULTIPART = "multipart/form-data; boundary=x"
PART = b'--x\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n'


UNREADABLE = (
    ("multipart/form-data", b"--x--"),
    (MULTIPART, b""),
    (MULTIPART, b"--x\r\n\r\nno headers\r\n--x--\r\n"),
    (MULTIPART, PART % (b"a", b"", b"\xff\xfe") + b"--x--\r\n"),
    (MULTIPART, PART % (b"a", b"\r\nContent-Type: text/plain; charset=nonsense", b"x") + b"--x--\r\n"),
    (
        MULTIPART,
        PART % (b"a", b"\r\nContent-Type: text/plain; charset=unicode_escape", b"\\ud800") + b"--x--\r\n",
    ),
    (MULTIPART, PART % (b"a", b"\r\nContent-Transfer-Encoding: nonsense", b"x") + b"--x--\r\n"),
    (MULTIPART, PART % (b"a", b"\r\nContent-Transfer-Encoding: base64", b"!!!") + b"--x--\r\n"),
    (MULTIPART, PART % (b"a", b"\r\nContent-Encoding: gzip", b"not gzip") + b"--x--\r\n"),
    (MULTIPART, b"--x\r\nContent-Disposition: form-data\r\n\r\nno name\r\n--x--\r\n"),
    (
        MULTIPART,
        b"--x\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\n--y\r\n\r\nz\r\n--y--\r\n--x--\r\n",
    ),
    (MULTIPART, PART % (b"csrf", b'; filename="f"', b"a file") + b"--x--\r\n"),
    (MULTIPART, PART % (b"a", b"", b"cut off")),
    (MULTIPART, b"--x\r\n" + b"A: b\r\n" * 10_000),
    ("application/json", b"{"),
    ("text/plain", b"a=b"),
    ("", b"a=b"),
)


async def test_a_form_that_cannot_be_read_is_refused(rig: Rig) -> None:
    await rig.a_chapter()
    for content_type, body in UNREADABLE:
        status = await raw(rig, post("/language", body, content_type, f"Origin: {BASE}"))
        assert status in (400, 403, 413), (content_type, body[:100], status)


async def test_a_form_of_endless_fields_is_too_big(rig: Rig) -> None:
    await rig.a_chapter()
    assert await raw(rig, post("/language", b"a=&" * 300_000, FORM, f"Origin: {BASE}")) == 413
    assert await raw(rig, post("/language", b"a=" + b"b" * 2_000_000, FORM, f"Origin: {BASE}")) == 413
    many = b"".join(PART % (b"a", b"", b"") for _ in range(5_000))
    assert await raw(rig, post("/language", many + b"--x--\r\n", MULTIPART, f"Origin: {BASE}")) == 413
