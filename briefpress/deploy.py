"""Publishing: site/ → a branch of a git remote, which GitHub Pages serves."""

from __future__ import annotations

import contextlib
import subprocess
from pathlib import Path

from briefpress.errors import UsageError
from briefpress.files import SiteFolder

TIMEOUT_S = 300  # a push of 1 GB, the most that GitHub Pages takes, over a slow line


def push_branch(folder: SiteFolder, branch: str, remote: str) -> str:
    """Commit site/ alone to `branch` and push it to `remote`; the new commit, shortened.

    The work tree, the index and the present branch are left as they are. Nothing is forced: when the
    remote has moved, the push is refused and so is this. Raises UsageError with git's own reason.
    """
    import ghp_import

    _git(folder.root, "rev-parse", "--git-dir")
    _git(folder.root, "remote", "get-url", remote)
    with contextlib.chdir(folder.root):
        try:
            ghp_import.ghp_import(
                str(folder.output.relative_to(folder.root)),
                remote=remote,
                branch=branch,
                mesg="Publish the site",
                nojekyll=True,
            )
        except ghp_import.GhpError as error:
            raise UsageError(f"cannot write the branch {branch}: {error}") from error
    _git(folder.root, "push", "--quiet", remote, f"{branch}:{branch}")
    return _git(folder.root, "rev-parse", "--short", branch)


def _git(root: Path, *arguments: str) -> str:
    """What git answers. Raises UsageError with its last line if it refuses."""
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=root, capture_output=True, text=True, timeout=TIMEOUT_S, check=False
        )
    except FileNotFoundError as error:
        raise UsageError("git is not installed here") from error
    except subprocess.TimeoutExpired as error:
        raise UsageError(f"git {arguments[0]} did not end within {TIMEOUT_S} s") from error
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise UsageError(f"git {' '.join(arguments)}: {reason}")
    return done.stdout.strip()
