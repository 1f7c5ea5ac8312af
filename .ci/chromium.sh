#!/bin/sh
# A real browser for the tests of the pages, where the system lets us install it; the tests skip it, and say so, elsewhere.
# The one without windows takes a sixth less time.
set -eu
for found in chromium-headless-shell chromium; do
    if command -v "$found" >/dev/null 2>&1; then exit 0; fi
done
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "chromium is absent and cannot be installed here: its tests are skipped" >&2
    exit 0
fi
export DEBIAN_FRONTEND=noninteractive
installed() { apt-get install -y -qq --no-install-recommends "$1" >/dev/null; }
{ apt-get update -qq && { installed chromium-headless-shell || installed chromium; }; } ||
    echo "chromium could not be installed: its tests are skipped" >&2
