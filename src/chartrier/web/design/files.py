"""The addresses of style sheets and scripts: they change with what is in them."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage


class Versioned(StaticFilesStorage):
    """`/static/design/site.css?v=…`: a browser that kept an older one asks again."""

    def url(self, name: str | None) -> str:
        return f"{super().url(name)}?v={_version(name or '')}"


@cache
def _version(name: str) -> str:
    found = finders.find(name)
    if not isinstance(found, str):
        raise ValueError(f"no such file of the site: {name}")
    return hashlib.sha256(Path(found).read_bytes()).hexdigest()[:10]
