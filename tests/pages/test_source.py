"""Whoever uses the instance may have its source."""

import io
import tarfile

from tests.rig import Rig


async def test_the_source_is_one_link_away_from_the_page_about_the_place(rig: Rig) -> None:
    await rig.a_chapter()
    assert 'href="/source.tar.gz"' in await rig.text("/about")
    answer = await rig.get("/source.tar.gz")
    assert answer.status == 200
    with tarfile.open(fileobj=io.BytesIO(await answer.read())) as tar:
        names = tar.getnames()
    assert "fedevent/fedevent/rsvps.py" in names and "fedevent/web/templates/base.html" in names
    assert not any("secret" in name.rpartition("/")[2] and not name.endswith(".py") for name in names)
