"""A lab without TLS: chapters on plain http find out what the other runs, and speak its dialect."""

from pathlib import Path

from deploy.compose import compose
from deploy.settings import read_settings
from tests.peers import RecordingNetwork
from tests.rig import Clock


async def test_a_chapter_on_plain_http_asks_its_neighbours_by_plain_http(tmp_path: Path) -> None:
    settings = read_settings(
        {
            "domain": "localhost:8091",
            "base_url": "http://localhost:8091",
            "allow_networks": "127.0.0.0/8",
            "data_dir": str(tmp_path),
            "secret_key": "a secret that only this test knows, honestly",
        }
    )
    there = "http://localhost:8092"
    rel = "http://nodeinfo.diaspora.software/ns/schema/2.1"
    network = RecordingNetwork(
        {
            f"{there}/.well-known/nodeinfo": {"links": [{"rel": rel, "href": f"{there}/nodeinfo/2.1"}]},
            f"{there}/nodeinfo/2.1": {"version": "2.1", "software": {"name": "fedevent", "version": "1"}},
        }
    )
    instance = compose(settings, network=network, clock=Clock())
    await instance.migrate()
    await instance.directory.greet("localhost:8092")
    known = await instance.reads.federation.host("localhost:8092")
    await instance.close()
    assert known is not None
    assert (known.software, known.dialect) == ("fedevent", "fedevent")
