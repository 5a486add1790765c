"""A program that writes briefings, as a site owner might have one: run by the tests, one way or another."""

import os
import sys
import time
from pathlib import Path

GOOD = """---
dek: Veldt Lines said it would pay for the repairs.
---

A cargo ship struck the main bridge of Port Alder on Thursday, closing the only road to the island of \
Marrow, the harbor authority said. Nobody was hurt.

The ship, the Northern Lantern, had lost its engine shortly after dawn, according to its owner, Veldt Lines.

Mayor Tomas Reyes said two ferries would carry passengers free of charge until the bridge opens again. \
Engineers need at least 14 days to examine its pillars, the mayor said.
"""


def main(way: str) -> int:
    """Answer in that way; the exit status."""
    with Path("runs.txt").open("a") as runs:
        runs.write(f"{way}\n")
    if way == "good":
        page = sys.stdin.read()
        sys.stdout.write(GOOD if page.startswith("Ship Strikes") else f"no such page: {page[:40]}")
    elif way == "invents":
        sys.stdout.write(
            GOOD.replace("14 days", "21 days").replace("Nobody was hurt", "Governor Helena Voss died")
        )
    elif way == "fails":
        sys.stdout.write(GOOD)
        sys.stderr.write("a warning\n\x1b[31mno model\x07 loaded\n\n")
        return 3
    elif way == "sleeps":
        sys.stdout.write(GOOD)
        sys.stdout.flush()
        time.sleep(60)
    elif way == "forks":
        Path("child.txt").write_text(str(os.spawnlp(os.P_NOWAIT, "sleep", "sleep", "60")))
        time.sleep(60)
    elif way == "leaves":
        sys.stdout.write(GOOD)
        Path("child.txt").write_text(str(os.spawnlp(os.P_NOWAIT, "sleep", "sleep", "60")))
    elif way == "complains":
        while True:
            sys.stderr.write("a warning\n" * 1_000)
    elif way == "closes":
        os.close(1)
        os.close(2)
        time.sleep(60)
    elif way == "endless":
        while True:
            sys.stdout.write("word " * 10_000)
    elif way == "dies":
        os.kill(os.getpid(), 9)
    elif way == "latin":
        sys.stdout.buffer.write("Zürich liegt am See.".encode("latin-1"))
    elif way == "tells":
        names = sorted(name for name in os.environ if name.startswith("BRIEFPRESS_") or name == "MY_KEY")
        sys.stdout.write("\n".join([str(Path.cwd()), *(f"{name}={os.environ[name]}" for name in names)]))
    elif way == "echoes":
        sys.stdout.write(sys.stdin.read())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
