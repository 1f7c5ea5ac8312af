"""Another implementation of OCFL: ocfl-py's validators, loaded without what they do not use.

Importing the whole of ocfl-py imports bagit, whose last wheel asks for `pkg_resources` (no longer there),
and pairtree, for a layout that nobody asks for here. So its `__init__` is passed over, pairtree is a name.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

_spec = importlib.util.find_spec("ocfl")
assert _spec is not None
_package = ModuleType("ocfl")
_package.__path__ = list(_spec.submodule_search_locations or [])
sys.modules.setdefault("ocfl", _package)
_pairtree = ModuleType("pairtree")
_pairtree.id_encode = _pairtree.id_decode = None  # type: ignore[attr-defined]
sys.modules.setdefault("pairtree", _pairtree)

from ocfl import layout_registry  # noqa: E402
from ocfl.layout import Layout  # noqa: E402
from ocfl.storage_root import StorageRoot  # noqa: E402
from ocfl.validator import Validator  # noqa: E402

EXTENSION = "0007-n-tuple-omit-prefix-storage-layout"


class NTupleOmitPrefix(Layout):
    """Registered extension 0007, which ocfl-py does not bring, written from its specification."""

    def __init__(self) -> None:
        super().__init__()
        self.NAME = EXTENSION
        self.DESCRIPTION = "Extension 0007"
        self.PARAMS = {}


def object_path(root: Path, identifier: str) -> str:
    """The path of an object by extension 0007, from the configuration in the storage root."""
    config = json.loads((root / "extensions" / EXTENSION / "config.json").read_bytes())
    assert config["extensionName"] == EXTENSION
    assert not config["reverseObjectRoot"]
    delimiter, size = config["delimiter"], config["tupleSize"]
    rest = identifier[identifier.rindex(delimiter) + len(delimiter) :]
    return "/".join([*(rest[n * size : (n + 1) * size] for n in range(config["numberOfTuples"])), rest])


def complaints_about_object(folder: Path) -> str:
    """Errors and warnings about an OCFL object, empty when there are none."""
    validator = Validator(log_warnings=True)
    validator.validate_object(str(folder))
    return validator.status_str()


def validated_root(folder: Path) -> StorageRoot:
    """A storage root, and every object in it, after validation."""
    layout_registry.add_layout(EXTENSION, NTupleOmitPrefix)
    root = StorageRoot(root=str(folder))
    root.registered_extensions.append(EXTENSION)
    assert root.validate(log_warnings=True), root.errors
    return root
