"""Markdown file with YAML front matter ↔ Briefing or EditionPlan."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any

import yaml

from briefpress import countries, schema, urls
from briefpress.config import Config
from briefpress.errors import ContentError, Problem, did_you_mean
from briefpress.model import Briefing, Correction, EditionPlan, Generated, Source, Status, Via

PLAN_NAME = "edition.md"
HASHED = (
    "kicker",
    "title",
    "dek",
    "points",
    "section",
    "status",
    "countries",
    "topics",
    "people",
    "sources",
    "via",
    "follows",
    "body",
)
WIDEST = 1_000_000  # characters; no value of ours is folded
_ITEM = re.compile(r"^(?=- \{)", re.MULTILINE)  # items stand indented below the key of their list
_EARLIER = re.compile(r"\d{4}-\d\d-\d\d/[a-z0-9-]+")
_FENCE = re.compile(r"^---[ \t]*\r?$", re.MULTILINE)
_BOM = "\ufeff"
_BLANK_SEAL = "0" * 16  # 64 bits: no two files of a site seal alike by chance


@dataclass(frozen=True, slots=True, kw_only=True)
class _Header:
    """The keys of a briefing's front matter."""

    title: str
    section: str
    kicker: str = ""
    dek: str = ""
    points: tuple[str, ...] = ()
    status: Status = "draft"
    embargo: datetime | None = None
    countries: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    via: tuple[Via, ...] = ()
    follows: str = ""
    corrections: tuple[Correction, ...] = ()
    vouched: tuple[str, ...] = ()
    id: str = ""
    generated: Generated | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _PlanHeader:
    """The keys of an edition plan's front matter."""

    title: str = ""
    number: int | None = None
    lead: str = ""
    order: tuple[str, ...] = field(default=())


# ---------------------------------------------------------------- reading


def split(data: bytes, path: str) -> tuple[str, str]:
    """A Markdown file as (text of its front matter, body).

    The front matter begins in line 2 of the file, after the fence. A byte order mark and CRLF line
    ends are read over. Raises ContentError when the file is not UTF-8 or has no front matter.
    """
    try:
        text = data.decode("utf-8").removeprefix(_BOM)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _fault(path, line, "not UTF-8 text", "save the file as UTF-8") from error
    fences = _FENCE.finditer(text)
    opening, closing = next(fences, None), next(fences, None)
    if opening is None or opening.start() != 0:
        raise _fault(path, 1, "no front matter", 'begin the file with a line "---", keys, and another "---"')
    if closing is None:
        raise _fault(path, 1, "the front matter does not end", 'put a line "---" after its last key')
    body = text[closing.end() :].removeprefix("\n")
    return text[opening.end() + 1 : closing.start()], body


def read_briefing(path: str, data: bytes, config: Config) -> Briefing:
    """The briefing in a file at `path` below content/briefings/. Raises ContentError with every problem."""
    full = urls.BRIEFINGS + path
    day = _edition_of(path)
    header_text, body = split(data, full)
    slug = PurePosixPath(path).stem
    if not urls.is_slug(slug):
        better = urls.slugify(slug) or "a-short-name"
        raise _fault(full, 0, "the file name cannot be an address", f"rename it to {better}.md")
    header = schema.load(header_text, _Header, full, first_line=2, checks=_checks(config))
    values = {name: getattr(header, name) for name in _Header.__slots__}
    values["countries"] = tuple(code.upper() for code in header.countries)
    values["id"] = header.id or urls.tag_uri(config.site.url, day, slug)
    return Briefing(path=path, edition=day, slug=slug, body=body.strip().replace("\r\n", "\n"), **values)


def read_plan(path: str, data: bytes) -> EditionPlan:
    """The edition plan in a file at `path` below content/briefings/. Raises ContentError."""
    full = urls.BRIEFINGS + path
    day = _edition_of(path)
    header_text, body = split(data, full)
    header = (
        schema.load(header_text, _PlanHeader, full, first_line=2) if header_text.strip() else _PlanHeader()
    )
    return EditionPlan(
        day=day,
        title=header.title,
        number=header.number,
        lead=header.lead,
        order=header.order,
        note=body.strip().replace("\r\n", "\n"),
    )


def is_plan(path: str) -> bool:
    """Whether a path below content/briefings/ names an edition plan."""
    return PurePosixPath(path).name == PLAN_NAME


def _edition_of(path: str) -> date:
    """The edition that a path names by its folder."""
    parts = PurePosixPath(path).parts
    try:
        if len(parts) == 2:
            return date.fromisoformat(parts[0])
    except ValueError:
        pass
    raise _fault(
        urls.BRIEFINGS + path,
        0,
        "not in the folder of an edition",
        f"move it to {urls.BRIEFINGS}2025-05-16/, named by its day",
    )


def _checks(config: Config) -> dict[str, schema.Check]:
    """What the types cannot say of a briefing."""
    keys = [section.key for section in config.sections]

    def section(key: str) -> tuple[str, str] | None:
        return None if key in keys else (f'no section "{key}" in config.yaml', did_you_mean(key, keys))

    return {"section": section, **_CHECKS}


def _check_title(title: str) -> tuple[str, str] | None:
    return None if title.strip() else ("the title is empty", "write the headline without its kicker")


def _check_country(code: str) -> tuple[str, str] | None:
    if countries.is_code(code.upper()):
        return None
    return f'no country "{code}"', "use the two letters of ISO 3166-1, such as FR"


def _check_topic(topic: str) -> tuple[str, str] | None:
    if urls.slugify(topic):
        return None
    return f'topic "{topic}" cannot stand in an address', "give it a name with a Latin letter or a digit"


def _check_url(url: str) -> tuple[str, str] | None:
    if not url or url.startswith(("http://", "https://")):
        return None
    return f'"{url}" is not a web address', "begin it with https://"


def _check_follows(name: str) -> tuple[str, str] | None:
    if not name or _EARLIER.fullmatch(name):
        return None
    return f'"{name}" names no briefing', "write its edition and its slug, 2025-05-15/stood-up"


_CHECKS: dict[str, schema.Check] = {
    "title": _check_title,
    "follows": _check_follows,
    "countries[]": _check_country,
    "topics[]": _check_topic,
    "sources[].url": _check_url,
    "via[].url": _check_url,
}


def _fault(path: str, line: int, message: str, hint: str) -> ContentError:
    return ContentError([Problem(path=path, line=line, message=message, hint=hint)])


# ---------------------------------------------------------------- writing


class _Quoted(str):
    """Text that is always written in double quotes."""


class _Flow(list[Any]):
    """A list written in one line."""


class _FlowMap(dict[str, Any]):
    """Keys with values written in one line."""


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Block style outside, flow style where asked for."""


_Dumper.add_representer(_Quoted, lambda d, v: d.represent_scalar("tag:yaml.org,2002:str", str(v), style='"'))
_Dumper.add_representer(_Flow, lambda d, v: d.represent_sequence("tag:yaml.org,2002:seq", v, flow_style=True))
_Dumper.add_representer(
    _FlowMap, lambda d, v: d.represent_mapping("tag:yaml.org,2002:map", v.items(), flow_style=True)
)


def write_briefing(briefing: Briefing) -> bytes:
    """The briefing as the machine writes it: keys in the order of the handbook, then the body."""
    header = yaml.dump(
        _header_of(briefing), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDEST
    )
    return f"---\n{_ITEM.sub('  ', header)}---\n{briefing.body}\n".encode()


def _header_of(briefing: Briefing) -> dict[str, Any]:
    header: dict[str, Any] = {}
    if briefing.kicker:
        header["kicker"] = _Quoted(briefing.kicker)
    header["title"] = _Quoted(briefing.title)
    header["dek"] = _Quoted(briefing.dek)
    if briefing.points:
        header["points"] = [_Quoted(point) for point in briefing.points]
    header["section"] = briefing.section
    header["status"] = briefing.status
    if briefing.embargo:
        header["embargo"] = briefing.embargo.isoformat(timespec="minutes")
    header["countries"] = _Flow(briefing.countries)
    header["topics"] = _Flow(briefing.topics)
    header["people"] = _Flow(briefing.people)
    header["sources"] = [_source(source) for source in briefing.sources]
    header["via"] = [_via(via) for via in briefing.via]
    if briefing.follows:
        header["follows"] = briefing.follows
    header["corrections"] = [
        _FlowMap(
            {"date": c.day.isoformat(), "what": _Quoted(c.what), "was": _Quoted(c.was), "now": _Quoted(c.now)}
        )
        for c in briefing.corrections
    ]
    if briefing.vouched:
        header["vouched"] = [_Quoted(item) for item in briefing.vouched]
    header["id"] = _Quoted(briefing.id)
    if briefing.generated:
        made = briefing.generated
        header["generated"] = {
            "from": _Flow(made.articles),
            "by": made.by,
            "seal": _Quoted(made.seal),
            "fields": _FlowMap(made.fields),
            "provenance": _Flow(_Flow(row) for row in made.provenance),
        }
    return header


def _source(source: Source) -> _FlowMap:
    row: dict[str, Any] = {"outlet": _Quoted(source.outlet)}
    if source.url:
        row["url"] = _Quoted(source.url)
    if source.cited_for:
        row["cited_for"] = _Flow(source.cited_for)
    return _FlowMap(row)


def _via(via: Via) -> _FlowMap:
    row = {
        "outlet": via.outlet,
        "title": via.title,
        "url": via.url,
        "date": via.day.isoformat() if via.day else "",
    }
    return _FlowMap({key: _Quoted(value) for key, value in row.items() if value})


# ---------------------------------------------------------------- whose text it is


def field_hashes(briefing: Briefing) -> dict[str, str]:
    """A short hash of each field that the machine writes (12 hexadecimal digits of BLAKE2b).

    Hashed is the value that stands in the file, so that it does not depend on this program's types.
    """
    written = _header_of(briefing) | {"body": briefing.body}
    return {name: _hash(written.get(name, "")) for name in HASHED}


def body_hash(briefing: Briefing) -> str:
    """The hash of the body alone, as `field_hashes` has it."""
    return _hash(briefing.body)


def sign(briefing: Briefing) -> Briefing:
    """The briefing with its machine block made out: a hash of each field, and the seal of its file."""
    if briefing.generated is None:
        return briefing
    blank = replace(briefing.generated, fields=field_hashes(briefing), seal=_BLANK_SEAL)
    seal = _seal_of(write_briefing(replace(briefing, generated=blank)))
    return replace(briefing, generated=replace(blank, seal=seal))


def is_untouched(briefing: Briefing, data: bytes) -> bool:
    """Whether the file `data`, read as `briefing`, is byte for byte what the machine wrote.

    Anything else, were it one comment or one space, makes the file the editor's. The seal is that of
    the bytes and not of this program's way to write, so that it holds from version to version.
    """
    seal = briefing.generated.seal if briefing.generated else ""
    return bool(seal) and seal == _seal_of(data.replace(_sealed(seal), _sealed(_BLANK_SEAL), 1))


def _sealed(seal: str) -> bytes:
    return f'  seal: "{seal}"\n'.encode()


def _seal_of(blank: bytes) -> str:
    return hashlib.blake2b(blank, digest_size=len(_BLANK_SEAL) // 2).hexdigest()


def _hash(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return hashlib.blake2b(text.encode(), digest_size=6).hexdigest()
