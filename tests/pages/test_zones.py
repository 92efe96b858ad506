"""Time zones are found by the names people know."""

from zoneinfo import ZoneInfo

import pytest

from web.zones import ZoneHit, all_cities, find_zone, nearest_city, zone_at, zones_by_region


@pytest.mark.parametrize(
    ("query", "city", "zone"),
    [
        ("Berlin", "Berlin", "Europe/Berlin"),
        ("koln", "Köln", "Europe/Berlin"),
        ("Wien", "Vienna", "Europe/Vienna"),
        ("  são   paulo ", "São Paulo", "America/Sao_Paulo"),
        ("القاهرة", "Cairo", "Africa/Cairo"),
        ("東京", "Tokyo", "Asia/Tokyo"),
        ("neukö", "Neukölln", "Europe/Berlin"),
        ("Frankfurt, de", "Frankfurt am Main", "Europe/Berlin"),
        ("york", "York", "Europe/London"),
        ("Europe/Lisbon", "Lisbon", "Europe/Lisbon"),
        ("utc", "UTC", "UTC"),
    ],
)
def test_a_city_leads_to_its_zone(query: str, city: str, zone: str) -> None:
    first = find_zone(query, 1)[0]
    assert (first.city, first.zone) == (city, zone)


def test_cities_of_one_name_are_told_apart_by_country() -> None:
    assert {"GB", "CA"} <= {hit.country for hit in find_zone("London", 8)}
    assert find_zone("London, CA", 1) == [ZoneHit("London", "CA", "America/Toronto")]


@pytest.mark.parametrize("query", ["", "   ", ",DE", "qqqqqq"])
def test_nothing_is_found_where_nothing_fits(query: str) -> None:
    assert find_zone(query) == []


def test_no_more_than_asked_for_is_found_and_nothing_twice() -> None:
    hits = find_zone("san", 20)
    assert len(hits) == 20
    assert len(set(hits)) == 20
    assert find_zone("san", 0) == []


def test_every_zone_of_the_table_and_of_the_long_list_exists() -> None:
    regions = zones_by_region()
    for zone in {city.zone for city in all_cities()} | {zone for zones in regions.values() for zone in zones}:
        assert ZoneInfo(zone).key == zone


def test_the_long_list_begins_with_a_region_and_ends_with_utc() -> None:
    regions = zones_by_region()
    assert "Europe/Berlin" in regions["Europe"]
    assert list(regions)[-1] == "UTC"
    assert all(zones == sorted(zones) for zones in regions.values())


@pytest.mark.parametrize(
    ("place", "zone"),
    [
        ((52.48, 13.43), "Europe/Berlin"),
        ((-17.9, -179.9), "Pacific/Fiji"),
        ((64.13, -21.9), "Atlantic/Reykjavik"),
        ((0.0, -30.0), None),
    ],
    ids=["Berlin", "across the date line", "far north", "open sea"],
)
def test_a_point_on_the_map_suggests_a_zone(place: tuple[float, float], zone: str | None) -> None:
    assert zone_at(*place) == zone


def test_the_nearest_city_is_the_nearest() -> None:
    near = nearest_city(48.14, 11.58)
    assert near is not None
    assert near.country == "DE"
    assert abs(near.latitude - 48.14) < 0.2
