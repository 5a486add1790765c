"""A new site, and the package that makes it."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest
import yaml

from tests.runs import ROOT, briefpress, tree_of


def test_a_new_site_builds_at_once(tmp_path: Path) -> None:
    made = briefpress("init", str(tmp_path / "digest"), site=tmp_path)
    assert made.status == 0
    run = briefpress(site=tmp_path / "digest")
    assert (run.status, run.stderr) == (0, "")
    assert run.stdout.startswith("1 in = 1 drafted + 0 merged + 0 rejected (1 new); 1 edition, 1 story, ")
    assert briefpress("check", site=tmp_path / "digest").status == 0


def test_a_new_site_is_not_made_over_an_old_one(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    run = briefpress("init", str(tmp_path), site=tmp_path)
    assert (run.status, run.stdout) == (2, "")
    assert "is not empty" in run.stderr
    assert tree_of(tmp_path) == {"notes.txt": b"mine"}


def test_the_workflow_publishes_what_briefpress_builds(tmp_path: Path) -> None:
    briefpress("init", str(tmp_path / "digest"), site=tmp_path)
    text = (tmp_path / "digest" / ".github" / "workflows" / "pages.yml").read_text(encoding="utf-8")
    steps = yaml.safe_load(text)["jobs"]["publish"]["steps"]
    assert [step.get("uses", step.get("run")) for step in steps][3:5] == ["briefpress", "briefpress check"]
    assert "@VERSION@" not in text


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command `briefpress` as a wheel installs it, beside this environment's dependencies."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(folder),
    ]
    subprocess.run([*build, str(ROOT)], check=True, cwd=folder)
    venv.create(folder / "venv", system_site_packages=False, with_pip=False, symlinks=True)
    python = folder / "venv" / "bin" / "python"
    (wheel,) = folder.glob("briefpress-*.whl")
    target = subprocess.check_output(
        [str(python), "-c", "import site; print(site.getsitepackages()[0])"], text=True
    )
    here = next(path for path in sys.path if path.endswith("site-packages"))
    install = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--target",
        target.strip(),
        str(wheel),
    ]
    subprocess.run(install, check=True)
    (Path(target.strip()) / "dependencies.pth").write_text(here)
    return python


def test_the_wheel_carries_templates_and_data(installed: Path, tmp_path: Path) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [str(installed), "-m", "briefpress", *arguments]
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
        return subprocess.run(
            command, cwd=tmp_path, capture_output=True, text=True, env=environment, check=False
        )

    made = run("init", "digest")
    assert (made.returncode, made.stderr) == (0, "")
    built = run("-C", "digest")
    assert (built.returncode, built.stderr) == (0, "")
    assert (tmp_path / "digest" / "site" / "assets" / "style.css").is_file()
    where = subprocess.check_output(
        [str(installed), "-c", "import briefpress; print(briefpress.__file__)"], text=True, cwd=tmp_path
    )
    assert str(ROOT / "briefpress") not in where
