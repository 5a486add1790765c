"""`serve`: the site at a local address, built again when its content, templates or settings change."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

import click

from briefpress import files, pipeline, urls
from briefpress.config import read_config
from briefpress.errors import ContentError, UsageError
from briefpress.files import SiteFolder

POLL_S = 0.2  # how often the disk is looked at; polling works on every file system


def serve(folder: SiteFolder, host: str, port: int) -> None:
    """Serve site/ until interrupted, under the path that site.url has. Raises ContentError, UsageError.

    The server is that of MkDocs: pages reload by themselves. A problem in the content is shown in
    the terminal, and the server goes on with the last good build.
    """
    from mkdocs.livereload import LiveReloadServer

    config = read_config(files.read_text(folder.config, "config.yaml"))
    rebuild(folder)
    _talk()
    try:
        server = LiveReloadServer(
            lambda: rebuild(folder),
            host,
            port,
            str(folder.output),
            mount_path=urls.base_path(config.site.url),
            polling_interval=POLL_S,
        )
        for path in (folder.root / "content", folder.templates, folder.config):
            if path.exists():
                server.watch(str(path))
        server.error_handler = lambda code: (folder.output / "404.html").read_bytes() if code == 404 else None
        server.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        pass
    except OSError as error:
        raise UsageError(f"cannot serve at {host}:{port}: {error.strerror}; try another --port") from error


def rebuild(folder: SiteFolder) -> None:
    """Ingest and build once, telling problems to the terminal."""
    ingested = pipeline.ingest(folder)
    problems = set(ingested.problems)
    try:
        built = pipeline.build(folder, datetime.now(UTC))
        problems.update(built.problems)
        click.echo(f"built: {built.pages.written} files written, {built.pages.removed} removed", err=True)
    except ContentError as error:
        problems.update(error.problems)
    for problem in sorted(problems):
        click.echo(str(problem), err=True)


def _talk() -> None:
    """Let the server say where it serves, on stderr."""
    logger = logging.getLogger("mkdocs.livereload")
    logger.setLevel(logging.INFO)
    logger.addHandler(logging.StreamHandler())
