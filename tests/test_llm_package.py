"""Models of the package llm, asked in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.hands_at_work import KEY

# Stands in for the package llm, which is no dependency of the tests: the same names, called the same way.
STAND_IN = """
import time
from dataclasses import dataclass

class UnknownModelError(KeyError):
    pass

@dataclass
class Usage:
    input: int | None
    output: int | None

class Response:
    def __init__(self, text):
        self._text = text

    def text(self):
        return self._text

    def usage(self):
        return Usage(1000, 500)

class Model:
    def __init__(self, name):
        self.name = name

    def prompt(self, prompt, *, system=None, key=None):
        if self.name == "breaks":
            raise RuntimeError(f"key {key} is not valid\\nfor this")
        if self.name == "sleeps":
            time.sleep(30)
        return Response(f"{key}|{system[:23]}|{prompt.splitlines()[1]}")

def get_model(name):
    if name == "unknown":
        raise UnknownModelError(name)
    return Model(name)
"""
MISSING = "raise ModuleNotFoundError('No module named llm')"  # also where the package happens to be installed
RUN = """
import json, sys
from pathlib import Path
from briefpress import backends
from briefpress.config import ModelConfig, SummaryConfig
from briefpress.errors import ContentError
from briefpress.files import SiteFolder
from tests.a_model import a_commission
from tests.factories import a_config

name, key, cost = sys.argv[1:]
of_model = ModelConfig(name=name, price_in=10.0, price_out=40.0, cost=float(cost))
config = a_config(summary=SummaryConfig(backend="llm", model=of_model, timeout_s=0.5))
environ = {"BRIEFPRESS_KEY": key} if key else {}
try:
    hand = backends.open_hand(config, SiteFolder(root=Path.cwd()), environ, lambda items, label: items)
    answers = hand([a_commission(title=f"Story {n}") for n in range(2)])
    print(json.dumps([[one.text, one.failure] for one in answers]))
except ContentError as error:
    print(json.dumps(str(error)))
"""


def run_package(
    folder: Path, name: str, key: str = KEY, *, cost: float = 1.0, stand_in: str = STAND_IN
) -> Any:
    """What two stories come to with the package llm, in a process of its own."""
    path = [str(Path(__file__).resolve().parent.parent), *filter(None, sys.path)]
    (folder / "packages").mkdir(exist_ok=True)
    (folder / "packages" / "llm.py").write_text(stand_in)
    path.insert(0, str(folder / "packages"))
    done = subprocess.run(
        [sys.executable, "-c", RUN, name, key, str(cost)],
        cwd=folder,
        env={"PYTHONPATH": os.pathsep.join(path), "PATH": os.environ["PATH"]},
        capture_output=True,
        timeout=60,
        check=True,
    )
    return json.loads(done.stdout)


def test_a_model_of_the_package_llm_writes(tmp_path: Path) -> None:
    assert run_package(tmp_path, "tiny") == [
        [f"{KEY}|You are a sub-editor. W|Story {number}", ""] for number in range(2)
    ]


def test_the_package_llm_has_keys_of_its_own(tmp_path: Path) -> None:
    assert run_package(tmp_path, "tiny", "")[0][0].startswith("None|")


def test_what_its_plugins_raise_is_a_failure_without_the_key(tmp_path: Path) -> None:
    assert run_package(tmp_path, "breaks") == [["", "breaks: RuntimeError: key … is not valid for this"]] * 2


def test_a_model_that_takes_too_long_is_not_waited_for(tmp_path: Path) -> None:
    assert run_package(tmp_path, "sleeps") == [["", "sleeps: no whole answer within 0.5 s"]] * 2


def test_the_cap_holds_for_the_package_too(tmp_path: Path) -> None:
    answers = run_package(tmp_path, "tiny", cost=0.06)
    assert [failure for _, failure in answers] == ["", "asking more could pass the run's cost cap of 0.06"]


def test_a_model_that_the_package_does_not_know_is_told(tmp_path: Path) -> None:
    assert run_package(tmp_path, "unknown") == (
        'config.yaml: the package llm knows no model "unknown"'
        ' ("llm models" lists those it knows; a plugin may be missing)'
    )


def test_where_the_package_is_missing_the_line_that_installs_it_is_told(tmp_path: Path) -> None:
    assert run_package(tmp_path, "tiny", stand_in=MISSING) == (
        "config.yaml: summary.backend is llm, and the package llm is not installed"
        ' (pip install "briefpress[llm]", or write the address of a model under summary.model.url)'
    )
