"""The verbs of the command line. stdout is the answer, stderr the talk."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeVar

import click

from briefpress import __version__, reports, urls
from briefpress.errors import ContentError, Problem, UsageError
from briefpress.files import MAX_FILE_BYTES, SiteFolder

if TYPE_CHECKING:
    from briefpress.pipeline import Ingested

T = TypeVar("T")

GOOD, CONTENT_PROBLEM, USAGE, FAULT = 0, 1, 2, 70  # 70: EX_SOFTWARE of sysexits.h
LONG_WORK = 200  # items; shorter work is over before a bar could be read


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line; the exit status: 0 good, 1 a content problem, 2 usage, 70 a fault of ours."""
    try:
        return int(cli.main(args=arguments, prog_name=_program(), standalone_mode=False) or GOOD)
    except ContentError as error:
        return _end(error.problems)
    except UsageError as error:
        click.echo(f"{_program()}: {error}", err=True)
        return USAGE
    except click.ClickException as error:
        error.show()
        return USAGE
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped", err=True)
        return 130
    except BrokenPipeError:
        return GOOD
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        click.echo(f"{_program()}: {place}{error.strerror or error}", err=True)
        return CONTENT_PROBLEM
    except ModuleNotFoundError as error:
        remedy = 'run "make site", or "pip install -r requirements.lock"'
        click.echo(f"{_program()}: the package {error.name} is missing: {remedy}", err=True)
        return USAGE
    except Exception:
        import traceback

        traceback.print_exc()
        click.echo(f"{_program()}: this is a fault of briefpress {__version__}; please report it", err=True)
        return FAULT


def _program() -> str:
    name = Path(sys.argv[0]).name
    return "python build.py" if name == "build.py" else "briefpress"


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-C",
    "--site",
    "root",
    default=".",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Folder of the site.",
)
@click.option("-v", "--verbose", is_flag=True, help="Add a line for each briefing.")
@click.version_option(__version__, message="briefpress %(version)s")
@click.pass_context
def cli(context: click.Context, root: Path, verbose: bool) -> int | None:
    """Turn raw articles into a daily digest: briefings, editions, feeds.

    Without a verb: ingest, then build.
    """
    context.obj = Session(root, verbose)
    return everything(context.obj) if context.invoked_subcommand is None else None


class Session:
    """What every verb needs to know of this run."""

    def __init__(self, root: Path, verbose: bool) -> None:
        self.folder = SiteFolder(root=root)
        self.verbose = verbose
        self.now = datetime.now(UTC)

    def watch(self, items: Sequence[T], label: str) -> Iterable[T]:
        """A progress bar on long work, at a terminal only."""
        if len(items) < LONG_WORK or not sys.stderr.isatty():
            return items
        return _bar(items, label)

    def watch_slow(self, items: Sequence[T], label: str) -> Iterable[T]:
        """The same for work that waits for others: every item may take seconds."""
        return _bar(items, label) if len(items) > 1 and sys.stderr.isatty() else items

    def say(self, line: str) -> None:
        """A line of talk, with -v."""
        if self.verbose:
            click.echo(line, err=True)


def _bar(items: Sequence[T], label: str) -> Iterable[T]:
    with click.progressbar(items, label=label, file=sys.stderr) as bar:
        yield from bar


pass_session = click.make_pass_decorator(Session)


def everything(session: Session) -> int:
    """Ingest, then build."""
    from briefpress import pipeline

    ingested = pipeline.ingest(session.folder, session.watch)
    _tell_drafts(session, ingested)
    try:
        built = pipeline.build(session.folder, session.now, session.watch)
    except ContentError as error:
        return _end({*ingested.problems, *error.problems}, reports.ingested_line(ingested))
    status = _end(
        {*ingested.problems, *built.problems},
        f"{reports.ingested_line(ingested)}; {reports.built_line(built)}",
    )
    click.echo(f"Open {(session.folder.output / 'index.html').resolve().as_uri()}")
    return status


@cli.command()
@pass_session
def ingest(session: Session) -> int:
    """Write a briefing for each story in content/articles."""
    from briefpress import pipeline

    ingested = pipeline.ingest(session.folder, session.watch)
    _tell_drafts(session, ingested)
    return _end(ingested.problems, reports.ingested_line(ingested))


@cli.command()
@pass_session
def build(session: Session) -> int:
    """Print the briefings as a site, in site/."""
    from briefpress import pipeline

    built = pipeline.build(session.folder, session.now, session.watch)
    status = _end(built.problems, reports.built_line(built))
    click.echo(f"Open {(session.folder.output / 'index.html').resolve().as_uri()}")
    return status


@cli.command()
@click.argument("sources", nargs=-1, required=True, metavar="FILE|DIR|-...")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="Day that they are of.")
@click.option("--json", "as_json", is_flag=True, help="Answer with one JSON object.")
@pass_session
def add(session: Session, sources: tuple[str, ...], day: datetime | None, as_json: bool) -> int:
    """Copy files, folders or a paste (-) into content/articles.

    A line for each file says what was recognised. Nothing is copied twice or over another file.
    """
    from briefpress import adding, pipeline

    pasted = sys.stdin.buffer.read(MAX_FILE_BYTES + 1) if "-" in sources else None
    added = adding.add(
        session.folder,
        [Path(source) for source in sources if source != "-"],
        pasted,
        day.date() if day else None,
        pipeline.read_settings(session.folder),
        session.watch,
    )
    click.echo(reports.added_json(added) if as_json else reports.added_text(added))
    return _end(added.problems)


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="Answer with one JSON object.")
@pass_session
def fetch(session: Session, as_json: bool) -> int:
    """Bring what is new in your feeds into content/articles.

    The feeds are those under fetch: in config.yaml.
    """
    from briefpress import fetching, pipeline

    fetched = fetching.fetch(session.folder, pipeline.read_settings(session.folder), session.watch_slow)
    click.echo(reports.fetched_json(fetched) if as_json else reports.fetched_text(fetched))
    return _end(fetched.problems)


@cli.command()
@click.argument("article")
@click.option("--json", "as_json", is_flag=True, help="Answer with one JSON object.")
@pass_session
def why(session: Session, article: str, as_json: bool) -> int:
    """Show what each value of an ARTICLE rests on, and what was cut.

    ARTICLE is the path of an article or a briefing, with or without its folder. Its text comes last, each cut
    with its rule.
    """
    from briefpress import pipeline

    explained = pipeline.explain(session.folder, article)
    click.echo(reports.why_json(explained) if as_json else reports.why_text(explained))
    return _end(explained.problems)


@cli.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--jsonl", type=click.File("rb"), help="Records to read, one a line; - for stdin.")
@pass_session
def read(session: Session, files: tuple[Path, ...], jsonl: BinaryIO | None) -> int:
    """Print what is in each FILE as lines of JSON, for scripts.

    Nothing is written to the site folder.
    """
    from briefpress import pipeline, streams

    if bool(files) == bool(jsonl):
        raise UsageError("name files to read, or records with --jsonl")
    config = pipeline.read_settings(session.folder, needed=False)
    answers = streams.read_lines(jsonl, config) if jsonl else streams.read_files(files, config)
    return _print_lines(answers)


@cli.command()
@click.option("--jsonl", type=click.File("rb"), required=True, help="Records, one a line; - for stdin.")
def group(jsonl: BinaryIO) -> int:
    """Print which texts tell one story, and which are copies.

    For scripts. A record is an object with id and text, and maybe title and date.
    """
    from briefpress import streams

    return _print_lines(streams.group_lines(jsonl))


@cli.command()
@click.option("--jsonl", type=click.File("rb"), required=True, help="Records, one a line; - for stdin.")
@click.option("--words", default=60, show_default=True, type=click.IntRange(1, 2000), help="Most words.")
@click.option("--polished", is_flag=True, help="Shorten sentences, and introduce names, as briefings do.")
def summarise(jsonl: BinaryIO, words: int, polished: bool) -> int:
    """Print the summary of each text, every sentence with its place.

    For scripts. A record is an object with id and text, and maybe title, outlet and date.
    """
    from briefpress import streams

    return _print_lines(streams.summarise_lines(jsonl, words, polished=polished))


@cli.command()
@click.option("--jsonl", type=click.File("rb"), required=True, help="Records, one a line; - for stdin.")
def fidelity(jsonl: BinaryIO) -> int:
    """Print whether the sources of each summary bear it out.

    For scripts. A record is an object with id, sources (a list of texts) and summary.
    """
    from briefpress import streams

    return _print_lines(streams.judge_lines(jsonl))


def _print_lines(answers: Iterable[dict[str, object]]) -> int:
    """Each record as a line of JSON, at once; whether all could be read."""
    status = GOOD
    for answer in answers:
        # Half a character, which no UTF-8 holds, stays an escape of JSON.
        click.echo(json.dumps(answer, ensure_ascii=False).encode("utf-8", "backslashreplace"))
        status = CONTENT_PROBLEM if "error" in answer else status
    return status


@cli.command()
@click.argument("headline")
@click.option(
    "--day", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="Edition; the next if not given."
)
@click.option("--section", default="", metavar="KEY", help="One of the sections in config.yaml.")
@pass_session
def new(session: Session, headline: str, day: datetime | None, section: str) -> int:
    """Begin a briefing by hand, as a draft.

    For example: new "Stood Up: Putin Skips Talks"
    """
    from briefpress import pipeline

    path = pipeline.start_briefing(
        session.folder, headline, day.date() if day else None, section, session.now
    )
    click.echo(f"content/briefings/{path}")
    return GOOD


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="Answer with one JSON object.")
@pass_session
def status(session: Session, as_json: bool) -> int:
    """Show how the editions stand, what waits and what is wrong."""
    from briefpress import pipeline

    state = pipeline.survey(session.folder, session.now, session.watch)
    click.echo(reports.status_json(state) if as_json else reports.status_text(state))
    return _end(state.problems)


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="Answer with one JSON object.")
@pass_session
def check(session: Session, as_json: bool) -> int:
    """Prove, offline, that the site is whole.

    Looks at links, feeds and leaks, and holds every summary against its sources.
    """
    from briefpress import proof

    proven = proof.prove(session.folder, session.now, session.watch)
    click.echo(reports.proof_json(proven) if as_json else reports.proof_text(proven))
    return _end(() if as_json else proven.problems, status=CONTENT_PROBLEM if proven.problems else GOOD)


@cli.command()
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0: any that is free."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@pass_session
def serve(session: Session, port: int, host: str) -> int:
    """Show the site, and build it again when a file changes."""
    from briefpress import preview

    preview.serve(session.folder, host, port)
    return GOOD


@cli.command()
@click.option("--branch", default="gh-pages", show_default=True, help="Branch to push to.")
@click.option("--remote", default="origin", show_default=True, help="Git remote, by its name.")
@pass_session
def publish(session: Session, branch: str, remote: str) -> int:
    """Push site/ to a branch for GitHub Pages, if check passes."""
    from briefpress import deploy, proof

    proven = proof.prove(session.folder, session.now, session.watch)
    if proven.problems:
        click.echo("not published: the proof found problems", err=True)
        return _end(proven.problems)
    commit = deploy.push_branch(session.folder, branch, remote)
    click.echo(f"{proven.stories} stories in {proven.files} files published as {commit} on {remote}/{branch}")
    return GOOD


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path))
def init(folder: Path) -> int:
    """Make a new site in an empty FOLDER."""
    from briefpress import starter

    names = starter.make_site(folder)
    click.echo(f"{len(names)} files in {folder}; next: cd {folder} && briefpress")
    return GOOD


# ---------------------------------------------------------------- closing lines


def _tell_drafts(session: Session, ingested: Ingested) -> None:
    for draft in ingested.drafts:
        session.say(f"{draft.action:9} {urls.BRIEFINGS}{draft.path}")
    for merger in ingested.mergers:
        place = f"{urls.ARTICLES}{merger.article} into {urls.BRIEFINGS}{merger.path}"
        session.say(f"merged    {place}: {merger.reason}")
    for note in ingested.notes:
        click.echo(f"note: {note}", err=True)


def _end(problems: Iterable[Problem], line: str = "", status: int | None = None) -> int:
    """Print the problems, then the closing line; the exit status that they call for."""
    problems = sorted(set(problems))
    for problem in problems:
        click.echo(str(problem), err=True)
    if line:
        click.echo(line)
    if problems:
        click.echo(reports.plural(len(problems), "problem"), err=True)
    return status if status is not None else CONTENT_PROBLEM if problems else GOOD
