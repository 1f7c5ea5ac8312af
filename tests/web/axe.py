"""What axe says of a page as it is shown."""

from __future__ import annotations

import json
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT

ONLY = {"resultTypes": ["violations"], "selectors": False}
"""Nothing is written down of what is as it should be: that is most of a page, and nobody reads it."""


def violations(page: Any, options: dict[str, Any] | None = None) -> list[str]:
    """Every element at fault, by the rule that it breaks."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    asked = json.dumps({**ONLY, **(options or {})})
    found = page.evaluate(
        f"axe.run({asked}).then(found => found.violations.map(each => [each.id, each.nodes.map(node => node.html)]))"
    )
    return [f"{rule}: {html[:200]}" for rule, elements in found for html in elements]
