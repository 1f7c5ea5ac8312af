#!/bin/sh
# A real browser for the tests of the pages, where the system lets us install it; the tests skip it, and say so, elsewhere.
set -eu
if command -v chromium >/dev/null 2>&1; then exit 0; fi
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "chromium is absent and cannot be installed here: its tests are skipped" >&2
    exit 0
fi
export DEBIAN_FRONTEND=noninteractive
{ apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; } ||
    echo "chromium could not be installed: its tests are skipped" >&2
