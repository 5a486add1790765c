#!/bin/sh
# Pin every dependency with its hashes, for all platforms, and without the address of any index.
# Arguments go to uv: `sh scripts/lock.sh --upgrade` takes the newest versions.
set -eu
cd "$(dirname "$0")/.."
lock() {
    uv pip compile --universal --python-version 3.11 --generate-hashes --quiet \
        --no-emit-index-url --no-emit-find-links --no-annotate --no-header "$@"
}
lock pyproject.toml -o requirements.lock "$@"
lock pyproject.toml --group dev -o requirements-dev.lock "$@"
lock --group score --constraint requirements-dev.lock -o requirements-score.lock "$@"
