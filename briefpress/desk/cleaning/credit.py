"""The lines that say who wrote a story and when: bylines, date lines, datelines, copyright lines."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from briefpress.desk import tables
from briefpress.desk.facts import dates
from briefpress.desk.facts.gazetteer import is_city, is_place
from briefpress.model import Stamp

MAX_CREDIT_WORDS = 25  # date, hour, place and two names
MIN_BEGUN_WORDS = 3  # behind a dateline; fewer are an hour or a name
MAX_DATELINE = 80  # characters, "NEW YORK/WASHINGTON, May 15, 2025 (Agency) –"

_DESK = (
    r"(?:desk|staff|team|bureau|newsroom|correspondents?|reporters?|writers?|editors?|contributors?|agencies)"
)
_NAME = r"[^\W\d_a-zß-ÿ][\w.’'-]*"
_PARTICLE = r"(?:de|da|del|della|der|van|von|bin|ibn|al|el|la|le|dos|di|ter|ten)"
_PERSON = rf"{_NAME}(?: (?:{_PARTICLE} ){{0,2}}{_NAME}){{1,3}}"
_BY = re.compile(
    rf"(?:(?:[Ss]tory|[Rr]eport|[Ww]ords|[Tt]ext|[Ww]ritten|[Rr]eported|[Pp]osted|[Cc]ommentary|[Aa]nalysis|[Oo]pinion|[Ee]ssay|"
    rf"[Cc]olumn|[Rr]eview|[Ii]nterview) )?(?:(?:[Bb]y|BY)(?: ?:)?|(?:[Aa]uthors?|AUTHORS?|[Rr]eporters?):) "
    rf"(?:[Tt]he )?(?P<name>{_NAME}(?: .{{1,100}})?)"
)
_BARE_DESK = re.compile(
    rf"(?!(?:Notes?|Letters?|Messages?|From|Our|Meet)\b)"
    rf"(?P<name>(?:[Tt]he )?{_NAME}(?: [\w&’'.-]+){{0,6}} {_DESK})"
)
_BARE_PERSONS = re.compile(rf"(?P<name>{_PERSON}(?:(?:,| and|, and) {_PERSON}){{0,4}})")
# What stands beside the name in a byline and is not of it.
_AFTER_NAME = re.compile(r"(?:, |\s[|·•–—/-]\s|\s(?=in [A-Z]|for [A-Z]|at [A-Z]|\||\(|\S+@|@\w|Follow$)).*$")
# What a note on an author says of them.
_DOES = (
    r"(?:is|was|has|covers|writes|reports|reported from|leads|teaches|lives|works|joined|contributed|heads|"
    r"edits|hosts)"
)
_JOB = r"(?:correspondent|reporter|journalist|writer|editor|columnist|contributor|author)s?"
_IS_JOB = re.compile(rf"(?:[\w&’'.-]+ ){{0,5}}{_JOB}", re.IGNORECASE)
# What follows bare names under a headline: "Helen Marsh in Kisumu", "Jan Becker with AFP, dpa".
_BESIDE_NAMES = re.compile(r",? \(?(?:in|with|at) [A-Za-zÀ-Þ][\w .,’'/-]{1,60}\)?$")
_DIGIT = re.compile(r"\d")
# "Economic Development" and "Download Report" are nobody.
_ABSTRACT = re.compile(
    r"\w{3}(?:ments?|tions?|ness|ics|ities)\b|\b(?:News|Report|Release|Download|Press|Story|Print|Page|Free|More|"
    r"Read|View|Media|Share|Save|Follow|Live|Video|Photos?|Images?|Listen|Sign|Log|Url|URL|Today|Latest|Related)\b"
)
_PARTS = re.compile(r"\s*[|·•]\s*|\s+[–—/-]\s+")
_DATE_WORDS = re.compile(
    r"\b(?:first |last |originally |date )?(?:published|updated?|posted|modified|issued|created|date)\b:?|"
    r"\b(?:on|at|local time)\b|\b\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\b\.?)?(?:\s[A-Z]{2,4}\b)?|"
    r"\b\d{1,2}\s?[ap]\.?m\b\.?(?:\s[A-Z]{2,4}\b)?|"
    r"\b\d+ (?:min|mins|minutes?)(?: read)?\b|"
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b",
    re.IGNORECASE,
)
_PARTIAL_DATE = re.compile(
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? ?)?"
    r"(?:(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.? \d{1,2}(?:st|nd|rd|th)?|"
    r"\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}|"
    r"\d{1,2}[./]\d{1,2}[./]\d{2,4})?,?(?: ?\d{4})?",
    re.IGNORECASE,
)
_SAYS_DATE = re.compile(
    r"(?:(?:first|last|originally) )?(?:published|posted|issued|updated?|modified)\b", re.I
)
_ABOUT_DATE = re.compile(r"\b(?:published|posted|issued|created|updated?|modified)\b", re.IGNORECASE)
_UPDATE = re.compile(r"\b(?:updated?|modified)\b", re.IGNORECASE)

_UPPER = r"[^\W\d_a-zß-öø-ÿ]"
_CAPITALS = rf"{_UPPER}(?:{_UPPER}|[’'/ -](?={_UPPER})|\.){{2,40}}"
_AGENCY = r"\s?\([A-Z][\w /.&’'-]{1,30}\)"
_DASH = r"\s?[–—]\s?|\s-{1,2}\s|--\s?"
_MONTHS = rf"(?:{'|'.join(m.title() for m in dates.MONTHS)})[a-z]{{0,6}}\.?"
_DATED = rf",? (?:{_MONTHS} \d{{1,2}}|\d{{1,2}} {_MONTHS})(?:,? \d{{4}})?"
_COUNTRY = r", [A-ZÀ-Þ][\w.’' -]{1,30}?"
_DATELINES = (
    # BAMAKO, Mali – | MANILA – | WASHINGTON (AP) — | LONDON, May 15 (Reuters) -
    re.compile(
        rf"(?P<place>{_CAPITALS})(?:{_COUNTRY})?(?:{_DATED})?(?:{_AGENCY})?(?:{_DASH})(?=[\"“‘'«<A-ZÀ-Þ\d$€£]|al-)"
    ),
    # ISLAMABAD: Pakistan’s …
    re.compile(rf"(?P<place>{_CAPITALS})(?:{_COUNTRY})?(?:{_DATED})?(?:{_AGENCY})?: (?=[\"“‘'«A-ZÀ-Þ\d])"),
    # Gaza City, Gaza – Residents … | Paris (AFP) – The … | Beirut, May 15 –
    re.compile(
        rf"(?P<place>[A-ZÀ-Þ][\w.’'-]{{1,20}}(?: [A-ZÀ-Þ][\w.’'-]{{1,20}}){{0,2}})"
        rf"(?:{_COUNTRY}(?:{_DATED})?(?:{_AGENCY})?|{_DATED}(?:{_AGENCY})?|{_AGENCY})(?:{_DASH})(?=[\"“‘'«<A-ZÀ-Þ\d])"
    ),
    # (Reuters) - Russia …
    re.compile(rf"(?P<place>){_AGENCY.removeprefix(chr(92) + 's?')}(?:{_DASH})(?=[\"“‘'«<A-ZÀ-Þ\d])"),
)
_PLACE_AND_DASH = re.compile(
    r"(?P<place>[A-ZÀ-Þ][\w.’'-]{1,20}(?: [A-ZÀ-Þ][\w.’'-]{1,20}){0,2})(?P<mark> [–—] |: )(?=[\"“A-ZÀ-Þ\d])"
)
_NO_PLACE = frozenset(
    [
        "UPDATE",
        "UPDATED",
        "BREAKING",
        "LIVE",
        "WATCH",
        "ANALYSIS",
        "OPINION",
        "EXCLUSIVE",
        "NOTE",
        "CORRECTION",
        "READ MORE",
        "ADVERTISEMENT",
        "FACTBOX",
        "EXPLAINER",
        "EDITOR’S NOTE",
        "EDITOR'S NOTE",
        "PHOTO",
        "IMAGE",
        "VIDEO",
        "SPONSORED",
    ]
)
_RIGHTS = re.compile(
    r"all rights? (?:are )?reserved.*|"
    r"(?:reproduction|republication|unsubscribe|terms|privacy|no part|proudly|contact)\b.*|"
    r"\bcopyright\b|©|\(c\)|\b(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?\b",
    re.IGNORECASE,
)


_RIGHTS_SIGNS = ("©", "&copy;", "(c)", "copyright", "rights reserved", "rights are reserved")
# "GlobalPost Media Corporation" prints GlobalPost.
_COMPANY = re.compile(
    r"(?: Media)?(?:,? "
    r"(?:L\.?P|Corporation|Corp|Company|Co|Group|Network|Holdings|Limited|Ltd|LLC|Inc|GmbH|DAC|AG|AS|plc)\b\.?)+$",
    re.IGNORECASE,
)


# ANA RUIZ and JAN BECKER
_CAPITAL_NAME = re.compile(
    rf"\b(?!AFP|AP\b|UPI|DPA){_UPPER}{{2,20}}(?:[ -]{_UPPER}\.?(?:{_UPPER}{{1,20}})?){{1,3}}\b"
)


def byline_of(text: str) -> str:
    """The names of a byline that is a whole line: "By Ana Ruiz", "Meridian Wire Africa desk"; or ""."""
    if len(text.split()) > 14:
        return ""
    by = _BY.fullmatch(text)
    if by and not text.endswith((".", "?", "!")):
        return _name_only(by["name"])
    desk = _BARE_DESK.fullmatch(text)
    return desk["name"] if desk and len(text.split()) <= 8 else ""


def persons_of(text: str) -> str:
    """The names of a line that holds nothing but names; "" if it holds more."""
    if len(text.split()) > 12 or text[:3].lower() == "by " or _ABSTRACT.search(text):
        return ""
    persons = _BARE_PERSONS.fullmatch(text)
    if not persons:
        return ""
    names, _, job = persons["name"].rpartition(", ")
    return names if names and is_job(job) else persons["name"]


def is_person(text: str) -> bool:
    """Whether a line is the name of one person whose given name is a common one: "Lucas Ferreyra"."""
    name = persons_of(text)
    words = name.split()
    return 1 < len(words) <= 4 and name == text and words[0].title() in tables.read_words("given-names.txt")


def is_author_note(text: str, byline: str) -> bool:
    """Whether a text begins as a note on one of these authors does: "Ana Ruiz is", "Ruiz covers"."""
    opening = _note_openings(byline)
    return bool(opening and opening.match(text))


@lru_cache(maxsize=256)
def _note_openings(byline: str) -> re.Pattern[str] | None:
    """How a note on an author of this byline begins; None without a name."""
    names = [name for name in re.split(r",? and |, | \| ", byline) if len(name.split()) > 1]
    if not names:
        return None
    either = "|".join(re.escape(form) for name in names for form in _forms(name))
    return re.compile(rf"(?:{either})(?:, [^,.]{{3,80}},)? {_DOES}\b", re.IGNORECASE)


def _forms(name: str) -> tuple[str, ...]:
    """What a note may call an author: in full, by the first two words, by the first or the last."""
    words = name.split()
    return name, " ".join(words[:2]), words[0], words[-1]


def names_beside(text: str) -> str:
    """The names of a line under a headline that holds names and a place or agencies; "" if it holds more.

    Above a headline or in doubt it is no evidence: "Deadly Floods Hit Towns in Kenya" looks the same.
    """
    parts = _BESIDE_NAMES.sub("", text).split(" | ")
    names = [persons_of(part) for part in parts[:5]]
    return ", ".join(names) if all(names) else ""


def is_job(text: str) -> bool:
    """Whether a line says what an author does and not who it is: "Europe correspondent"."""
    return bool(_IS_JOB.fullmatch(text))


@lru_cache(maxsize=1_000)
def is_date_line(text: str) -> bool:
    """Whether a line names a day and nothing else but an hour, a byline, a place or the like."""
    if not _DIGIT.search(text) or len(text.split()) > MAX_CREDIT_WORDS:
        return False
    if _PARTIAL_DATE.fullmatch(text.strip(" |")):
        return bool(text.strip(" |"))
    if not dates.date_words(text):
        return False
    return all(_explained(part) for part in _rest(text))


def tells_of_date(text: str) -> bool:
    """Whether a line begins by saying that it is about a date: "Originally published: …"."""
    return bool(_SAYS_DATE.match(text))


def date_rank(text: str) -> int:
    """How far the day in a line can be trusted: 0 the day of publication, 1 an update, 2 another."""
    if not is_date_line(text):
        return 2
    words = _ABOUT_DATE.findall(text)
    return int(bool(words) and all(map(_UPDATE.match, words)))


def speaks_of_date(text: str) -> bool:
    """Whether a line has a word such as "posted" or "updated" in it."""
    return bool(_ABOUT_DATE.search(text))


def days_of(text: str) -> tuple[Stamp, ...]:
    """The days that a short line claims; one that an update is dated with comes after the others."""
    if not _DIGIT.search(text) or len(text.split()) > MAX_CREDIT_WORDS:
        return ()
    stamps = dates.find_days(text, origin="date line")
    return tuple(sorted(stamps, key=lambda stamp: _is_update(text[: text.find(stamp.text)])))


def _is_update(before: str) -> bool:
    """Whether the last word about a date in the text before it is that of an update."""
    words = _ABOUT_DATE.findall(before)
    return bool(words) and bool(_UPDATE.match(words[-1]))


def names_in(text: str) -> str:
    """The byline in a line that may hold a date, an hour and the like beside it; "" if there is none."""
    found = byline_of(text)
    if found or len(text.split()) > MAX_CREDIT_WORDS:
        return found
    parts = _rest(text)
    dated = bool(dates.date_words(text))
    named = (byline_of(part) or (persons_of(part) if dated and not is_label(part) else "") for part in parts)
    return next(filter(None, named), "")


def split_dateline(paragraph: str) -> tuple[str, str, tuple[Stamp, ...]]:
    """The dateline that a paragraph begins with, the rest of it, and the day that the dateline names.

    Without one, ("", paragraph, ()).
    """
    start = paragraph[:MAX_DATELINE]
    for form in _DATELINES:
        found = form.match(start)
        if found and found["place"].strip() not in _NO_PLACE:
            dateline = found[0].strip()
            return dateline, paragraph[found.end() :], dates.find_days(dateline, origin="dateline")
    # N’Djamena – A vault, Port Moresby: The shutdown: only a place that is known may stand alone.
    place = _PLACE_AND_DASH.match(start)
    if place and (is_city if place["mark"] == ": " else is_place)(place["place"]):
        return place[0].strip(), paragraph[place.end() :], ()
    return "", paragraph, ()


def begins_story(text: str) -> bool:
    """Whether a line begins with a dateline that names a day or an agency, and goes on behind it."""
    dateline, rest, days = split_dateline(text)
    if len(rest.split()) < MIN_BEGUN_WORDS or is_date_line(text):
        return False
    return bool(dateline and (days or _DAY_OR_AGENCY.search(dateline)))


_DAY_OR_AGENCY = re.compile(rf"\(|{_MONTHS} \d|\d {_MONTHS}")


def outlet_of(text: str) -> str:
    """The owner that a copyright line names: "© Meridian Wire 2025 • All Rights Reserved"; or ""."""
    plain = _RIGHTS.sub("|", text.replace("&copy;", "©"))
    parts = (part.strip(" .,;:•·-–—\t") for part in re.split(r"[|•·]|\. ", plain))
    named = next((part for part in parts if part and part.lower() not in ("by", "the")), "")
    named = re.sub(r"^(?:(?:owned |licensed |or )*by|the contents? of) ", "", named, flags=re.IGNORECASE)
    named = _COMPANY.sub("", named)
    return named if 1 <= len(named.split()) <= 7 else ""


def claims_rights(text: str) -> bool:
    """Whether a line speaks of copyright: "© Meridian Wire", "All rights reserved"."""
    small = text.lower()
    return any(sign in small for sign in _RIGHTS_SIGNS)


def is_label(text: str) -> bool:
    """Whether a line is the name of a section, a row of such names, or a few capitals."""
    return bool(label_of(text))


def label_of(text: str) -> str:
    """The section that a line names: "NEED TO KNOW", "Home > World > Africa" → "Africa"; or ""."""
    plain = text.strip(" :|#*[]")
    steps = [step.strip() for step in re.split(r"\s*(?:>|»|›|→|/|::)\s*", plain) if step.strip()]
    if len(steps) > 1 and all(len(step.split()) <= 4 for step in steps) and len(plain.split()) <= 14:
        if not _is_trail(plain, steps):
            return ""
        return plain if "/" in plain else steps[-1]
    if plain.lower() in _sections() or (plain.isupper() and len(plain) > 2 and len(plain.split()) <= 4):
        return plain
    return ""


def section_of(text: str) -> str:
    """The section that a line names, if papers commonly have one of that name or it is a trail; or ""."""
    label = label_of(text)
    return label if known_section(label) or (label and label != text.strip(" :|#*[]")) else ""


def known_section(label: str) -> bool:
    """Whether newspapers commonly have a section of that name."""
    return label.lower() in _sections()


def _is_trail(plain: str, steps: list[str]) -> bool:
    return bool(re.search(r"[>»›→]|::", plain)) or all(s.isupper() or s.lower() in _sections() for s in steps)


@cache
def _sections() -> frozenset[str]:
    return tables.read_words("section-labels.txt")


def _rest(text: str) -> list[str]:
    """What is left of a line without its dates and hours, part by part."""
    for words in dates.date_words(text):
        text = text.replace(words, "|")
    parts = (part.strip(" ,:;()–—-.|") for part in _PARTS.split(_DATE_WORDS.sub("|", text)))
    return [part for part in parts if part]


def _explained(part: str) -> bool:
    return bool(
        byline_of(part)
        or persons_of(_COUNTRY_BEHIND.sub("", part))
        or is_label(part)
        or _PARTIAL_DATE.fullmatch(part)
        or (len(part.split()) == 1 and part[:1].isupper())
    )


_COUNTRY_BEHIND = re.compile(r" \([A-ZÀ-Þ][\w .’'-]{2,30}\)?$")  # San Isidro (Guatemala)


def _name_only(name: str) -> str:
    """A byline's names without place, office and paper."""
    kept = name
    tail = _AFTER_NAME.search(name)
    if tail and (not re.match(r",(?: and)? " + _PERSON, tail[0]) or is_job(tail[0].strip(" ,"))):
        kept = name[: tail.start()]
    kept = kept.strip(" .,|0123456789")
    return _CAPITAL_NAME.sub(lambda name: name[0].title(), kept)
