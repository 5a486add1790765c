"""Site → HTML pages, through Jinja2 templates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from email.utils import format_datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)

from briefpress import urls
from briefpress.errors import ContentError, Problem, did_you_mean
from briefpress.model import Output
from briefpress.press import markup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from briefpress.press.views import Edition, Site, Term

# English, whatever the machine's locale is: a build must not depend on it.
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
ASSETS = "assets"
NOT_FOUND = "404.html"
# What a mistake in a template can raise while it runs.
_TEMPLATE_FAULTS = (
    TemplateError,
    TypeError,
    ValueError,
    LookupError,
    ArithmeticError,
    AttributeError,
    RecursionError,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Templates:
    """Templates, compiled when first used, and the files beside them that go out as they are."""

    environment: Environment
    folders: tuple[Path, ...]  # a site's own first
    assets: tuple[Output, ...]

    def render(self, name: str, /, **context: Any) -> bytes:
        """The template with that name, filled. Raises ContentError with file and line of a mistake."""
        try:
            return self.environment.get_template(name).render(context).encode()
        except _TEMPLATE_FAULTS as error:
            raise self._explain(error, name) from error

    def _explain(self, error: Exception, name: str) -> ContentError:
        path, line = self._path(name), 0
        message, hint = str(error) or type(error).__name__, ""
        if isinstance(error, TemplateSyntaxError):
            path, line, message = self._path(error.name or name), error.lineno, error.message or message
            if "'safe'" in message:
                hint = "text is escaped here; only the Markdown of a briefing becomes HTML"
        elif isinstance(error, TemplateNotFound):
            message = f'no template "{error.name}"'
            hint = did_you_mean(str(error.name), self.environment.list_templates(["html", "xml"]))
        elif isinstance(error, UnicodeDecodeError):
            message, hint = "not UTF-8 text", "save the file as UTF-8"
        elif isinstance(error, RecursionError):
            message, hint = "the template extends or includes itself", "break the circle"
        elif place := self._place(error):
            path, line = place
        elif not isinstance(error, TemplateError):
            raise error  # a mistake of ours, not of a template
        return ContentError([Problem(path=path, line=line, message=message, hint=hint)])

    def _place(self, error: Exception) -> tuple[str, int] | None:
        """The innermost line of a template on the way to the error; None if there was none."""
        place, trace = None, error.__traceback__
        while trace:
            file = trace.tb_frame.f_code.co_filename
            for folder in self.folders:
                if file.startswith(f"{folder}/"):
                    place = folder.name + file[len(str(folder)) :], trace.tb_lineno
            trace = trace.tb_next
        return place

    def _path(self, name: str) -> str:
        """The template as a person would type it from the site folder."""
        folder = next((f for f in self.folders if (f / name).is_file()), self.folders[0])
        return f"{folder.name}/{name}"


def load_templates(folders: Sequence[Path]) -> Templates:
    """The templates in the folders; of two with one name the one in the earlier folder counts.

    Files below assets/ are not templates: they are sent out as they are.
    """
    environment = Environment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    del environment.filters["safe"]  # only markup.py says what is HTML
    environment.filters |= {
        "long_day": long_day,
        "short_day": short_day,
        "month": month,
        "weekday": weekday,
        "number": number,
        "rss_date": rss_date,
        "promoted": markup.promoted,
    }
    files: dict[str, Path] = {}
    for folder in reversed(folders):
        files |= {file.relative_to(folder).as_posix(): file for file in (folder / ASSETS).rglob("*")}
    assets = tuple(
        Output(path=path, data=file.read_bytes())
        for path, file in sorted(files.items())
        if file.is_file() and not file.name.startswith(".")
    )
    return Templates(environment=environment, folders=tuple(folders), assets=assets)


# ---------------------------------------------------------------- pages


def render(site: Site, templates: Templates) -> Iterator[Output]:
    """Every page of the site and the files that go with them. Raises ContentError."""
    page = _Printer(site=site, templates=templates)
    if site.editions:
        yield page("edition.html", "", edition=site.editions[0])
    else:
        yield page("empty.html", "")
    for edition in site.editions:
        yield page("edition.html", edition.address, edition=edition)
        yield from _briefings(edition, page)
    yield page("archive.html", "archive/", months=by_month(site.editions))
    yield from _terms("countries", "Countries", site.countries, page)
    yield from _terms("topics", "Topics", site.topics, page)
    yield page("subscribe.html", "subscribe/")
    yield page(NOT_FOUND, NOT_FOUND)
    yield from templates.assets


@dataclass(frozen=True, slots=True, kw_only=True)
class _Printer:
    """Prints pages; each template also gets `site`, its `address` and the way back to the `root`."""

    site: Site
    templates: Templates

    def __call__(self, template: str, address: str, **context: Any) -> Output:
        # A server sends 404.html for any address, however deep, so that only a full path finds the root.
        base = urls.base_path(self.site.config.site.url)
        root = base if address == NOT_FOUND else urls.root_from(address)
        data = self.templates.render(template, site=self.site, address=address, root=root, **context)
        return Output(path=urls.output_path(address), data=data)


def _briefings(edition: Edition, page: _Printer) -> Iterator[Output]:
    stories = edition.stories
    for n, story in enumerate(stories):
        yield page(
            "briefing.html",
            story.address,
            story=story,
            edition=edition,
            before=stories[n - 1] if n else None,
            after=stories[n + 1] if n + 1 < len(stories) else None,
        )


def _terms(taxonomy: str, taxonomy_name: str, terms: Sequence[Term], page: _Printer) -> Iterator[Output]:
    yield page("terms.html", f"{taxonomy}/", taxonomy_name=taxonomy_name, terms=terms)
    for term in terms:
        yield page("term.html", term.address, taxonomy_name=taxonomy_name, term=term)


def by_month(editions: Iterable[Edition]) -> list[tuple[date, list[Edition]]]:
    """Editions in the order given, grouped: (first day of the month, its editions)."""
    return [(first, list(group)) for first, group in groupby(editions, key=lambda e: e.day.replace(day=1))]


def refuse_doubles(outputs: Iterable[Output]) -> None:
    """Raise ContentError, with every pair, where two outputs cannot stand beside each other.

    Paths that differ only in case count as one, since on many disks they are; and a file cannot be
    where another needs a folder.
    """
    files: dict[str, str] = {}
    folders: dict[str, str] = {}
    problems = []
    for output in outputs:
        key = output.path.casefold()
        parts = key.split("/")
        above = ["/".join(parts[:n]) for n in range(1, len(parts))]
        rival = files.get(key) or folders.get(key) or next((files[p] for p in above if p in files), None)
        if rival is not None:
            problems.append(
                Problem(
                    path=f"site/{output.path}",
                    message=f"two outputs want one place: {rival} and {output.path}",
                    hint="rename the briefing, topic or asset that one of them comes from",
                )
            )
        files[key] = output.path
        folders |= dict.fromkeys(above, output.path)
    if problems:
        raise ContentError(problems)


# ---------------------------------------------------------------- filters


def long_day(day: date) -> str:
    """A day in full, "Friday, May 16, 2025"."""
    return f"{_DAYS[day.weekday()]}, {short_day(day)}"


def short_day(day: date) -> str:
    """A day without its weekday, "May 16, 2025"."""
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def month(day: date) -> str:
    """The month of a day, "May 2025"."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def weekday(day: date) -> str:
    """The weekday of a day, "Friday"."""
    return _DAYS[day.weekday()]


def number(count: int, one: str, many: str = "") -> str:
    """A count with its noun, small ones in words: 6, "story", "stories" → "six stories"."""
    figure = _NUMBERS[count] if 0 <= count < len(_NUMBERS) else f"{count:,}"
    return f"{figure} {one if count == 1 else many or one + 's'}"


def rss_date(moment: datetime) -> str:
    """Date as RSS 2.0 wants it in `pubDate` (RFC 822, four-digit year).

    `moment` must carry a zone. Raises ValueError if it is naive.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone")
    return format_datetime(moment)


__all__ = ["Templates", "by_month", "load_templates", "refuse_doubles", "render"]
