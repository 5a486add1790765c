"""`init`: a new site that builds at once."""

from __future__ import annotations

from pathlib import Path

from briefpress import __version__, files
from briefpress.errors import UsageError

# In the package these have no dot, so that no tool takes them for its own.
_DOTTED = {"gitignore": ".gitignore", "github": ".github"}


def make_site(folder: Path) -> tuple[str, ...]:
    """Write the starter site into `folder`, which must be empty or new; the names written, sorted.

    Raises UsageError when something is there already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is not empty: name a new folder")
    found, _ = files.read_tree(Path(__file__).resolve().parent / "data" / "starter", "")
    names = []
    for source in found:
        head, slash, rest = source.path.partition("/")
        name = _DOTTED.get(head, head) + slash + rest
        files.write_file(folder, name, source.data.replace(b"@VERSION@", __version__.encode()))
        names.append(name)
    for empty in ("site", "content/briefings"):
        files.write_file(folder, f"{empty}/.gitkeep", b"")
        names.append(f"{empty}/.gitkeep")
    return tuple(sorted(names))
