"""Whether the instance lives, is ready, and wears its colour."""

from pathlib import Path

from aiohttp.test_utils import TestClient, TestServer

from deploy.compose import compose
from deploy.settings import read_settings
from tests.peers import RecordingNetwork
from tests.rig import Rig


async def test_a_good_instance_lives_and_is_ready(rig: Rig) -> None:
    for path in ("/livez", "/readyz"):
        answer = await rig.get(path)
        assert answer.status == 200
        assert answer.headers["Cache-Control"] == "no-store"


async def test_without_its_tables_it_lives_but_is_not_ready(empty_database_url: str, tmp_path: Path) -> None:
    settings = read_settings(
        {"domain": "chapter.example", "database_url": empty_database_url, "data_dir": str(tmp_path / "data")}
    )
    instance = compose(settings, network=RecordingNetwork())
    async with TestClient(TestServer(instance.app)) as client:
        assert (await client.get("/livez")).status == 200
        assert (await client.get("/readyz")).status == 503
    await instance.close()


async def test_the_chapter_has_its_colour_in_a_sheet_that_is_kept(rig: Rig) -> None:
    assert await rig.text("/theme.css") == ""
    await rig.a_chapter()
    answer = await rig.get("/static/theme.css")
    assert answer.content_type == "text/css"
    assert "--accent:" in await answer.text()
    again = await rig.get("/static/theme.css", **{"If-None-Match": answer.headers["ETag"]})
    assert again.status == 304
    assert (await rig.get("/theme.css", **{"If-None-Match": '"old"'})).status == 200


async def test_static_files_are_served_with_their_type(rig: Rig) -> None:
    answer = await rig.get("/static/style.css")
    assert (answer.status, answer.content_type) == (200, "text/css")
    assert (await rig.get("/static/nothing.css")).status == 404
