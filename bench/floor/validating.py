"""A bordereau streamed through a schema: the official one where it is at hand, else our own reader's."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

from lxml import etree

from chartrier.records.finding import Findings
from chartrier.seda.reader import read_bordereau

PATHS = ("bordereau", "schemas")
_VERSION = re.compile(rb"fr:gouv:culture:archivesdefrance:seda:v([0-9.]+)")
_DROPPED = ("ArchiveUnit", "DataObjectGroup", "BinaryDataObject")


class Beside(etree.Resolver):
    """The two schemas of w3.org that the official ones import lie beside them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def resolve(self, system_url: str, public_id: str, context: Any) -> Any:
        if "w3.org" in system_url:
            return self.resolve_filename(str(self._folder / system_url.rsplit("/", 1)[1]), context)
        return None


def measure(bordereau: Path, schemas: Path) -> dict[str, Any]:
    version = version_of(bordereau)
    main = schemas / f"seda-{version}" / f"seda-{version}-main.xsd"
    if not main.is_file():
        began = time.perf_counter()
        read = read_bordereau(bordereau, strict=False, findings=Findings())
        seconds = time.perf_counter() - began
        return {"seconds": seconds, "schema": "ours", "units": read.declared_units if read else 0}
    parser = etree.XMLParser()
    parser.resolvers.add(Beside(main.parent))
    schema = etree.XMLSchema(etree.parse(main, parser))
    began = time.perf_counter()
    dropped = validate(bordereau, schema, f"{{fr:gouv:culture:archivesdefrance:seda:v{version}}}")
    return {"seconds": time.perf_counter() - began, "schema": f"official {version}", "elements": dropped}


def version_of(bordereau: Path) -> str:
    with bordereau.open("rb") as stream:
        found = _VERSION.search(stream.read(64 << 10))
    return found[1].decode() if found else "2.1"


def validate(bordereau: Path, schema: etree.XMLSchema, namespace: str) -> int:
    """How many units, groups and objects went by. Raises XMLSyntaxError for a document that is not valid."""
    tags = [namespace + name for name in _DROPPED]
    dropped = 0
    for _, element in etree.iterparse(bordereau, events=("end",), tag=tags, schema=schema, collect_ids=False):
        element.clear()
        dropped += 1
        while (before := element.getprevious()) is not None:
            element.getparent().remove(before)
    return dropped
