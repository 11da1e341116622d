#!/bin/sh
# Make a virtual environment from the lock file: setup.sh PYTHON VENV LOCK
# uv is several times faster than pip, but knows nothing of pip's configuration (a mirror, say), so pip is the fallback.
set -eu
python=$1 venv=$2 lock=$3
say() { printf '%s\n' "$*" >&2; }

if command -v uv >/dev/null 2>&1; then
    say "Setting up $venv with uv (once)"
    if uv venv --quiet --clear --python "$python" "$venv" && uv pip install --quiet --python "$venv/bin/python" --no-deps --require-hashes -r "$lock"; then
        exit 0
    fi
    say "uv could not; going on with pip"
fi
say "Setting up $venv with pip (once, about half a minute)"
rm -rf "$venv"
if "$python" -m venv "$venv" 2>/dev/null; then
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r "$lock"
else  # a python3 without ensurepip, as Debian ships it without python3-venv
    rm -rf "$venv"
    "$python" -m venv --without-pip "$venv"
    "$python" -m pip --python "$venv/bin/python" install --quiet --disable-pip-version-check --no-deps --require-hashes -r "$lock"
fi
