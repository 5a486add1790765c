"""`init`: a new site that builds at once."""

from __future__ import annotations

from pathlib import Path

from briefpress import __version__, files
from briefpress.errors import UsageError

COLOPHON = "parts/colophon.html"  # the foot of the page, which every site wants in its own words
# In the package these have no dot, so that no tool takes them for its own.
_DOTTED = {"gitignore": ".gitignore", "github": ".github"}
_EMPTY = ("site/.gitkeep", "content/briefings/.gitkeep")


def make_site(folder: Path) -> tuple[str, ...]:
    """Write the starter site into `folder`, which must be empty or new; the names written, sorted.

    Raises UsageError when something is there already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is not empty: name a new folder")
    made = dict.fromkeys(_EMPTY, b"")
    made[f"templates/{COLOPHON}"] = (files.packaged_templates() / COLOPHON).read_bytes()
    found, _ = files.read_tree(Path(__file__).resolve().parent / "data" / "starter", "")
    for source in found:
        head, slash, rest = source.path.partition("/")
        name = _DOTTED.get(head, head) + slash + rest
        made[name] = source.data.replace(b"@VERSION@", __version__.encode())
    for name, data in made.items():
        files.write_file(folder, name, data)
    return tuple(sorted(made))
