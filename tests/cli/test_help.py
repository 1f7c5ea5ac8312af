"""Pages of help, each wholly in its language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from typer.main import get_command

from chartrier.cli.main import COMMANDS, build
from tests.cli.commands import Chartrier


def commands(command: Any, *path: str) -> Iterator[list[str]]:
    """The path of each command that does something, those that only hold others left out."""
    inner = getattr(command, "commands", None)
    if inner is None:
        yield list(path)
    for name, each in (inner or {}).items():
        yield from commands(each, *path, name)


APPLICATION: Any = get_command(build())
GROUPS = tuple(name for name in COMMANDS if hasattr(APPLICATION.commands[name], "commands"))
PAGES = [[], *([name] for name in GROUPS), *commands(APPLICATION)]
ENGLISH_WORDS = re.compile(r"\b(?:Show|this|message|exit|Commands|default|required|COMMAND|ARGS|the|and|of)\b")
FRENCH_WORDS = re.compile(
    r"\b(?:Montrer|et|le|la|les|des|une|Commandes|défaut|obligatoire|sinon|DOSSIER|FICHIER|IDENTIFIANT)\b"
)
COMMON = re.compile(
    r"--of\b|--as-of\b|original-chez-le-producteur|hors-de-la-\s*collectivite|collectivités territoriales|message_"
    r"|MessageIdentifier"
)


@pytest.mark.parametrize("page", PAGES, ids=" ".join)
def test_help(chartrier: Chartrier, page: list[str]) -> None:
    french = chartrier(*page, *(["--lang", "fr"] if not page else []), "--help")
    english = chartrier(*([*page, "--lang", "en"] if len(page) != 1 or page[0] not in GROUPS else page), "--help")
    assert french.status == 0
    assert ENGLISH_WORDS.findall(COMMON.sub("", french.out)) == []
    assert "<" not in re.sub(r"\d<=x<=\d", "", french.out)
    if english.out != french.out:
        assert english.status == 0
        assert FRENCH_WORDS.findall(COMMON.sub("", english.out)) == []
    else:
        assert page in [[group] for group in GROUPS]


def test_help_in_english_by_the_environment(chartrier: Chartrier) -> None:
    english = Chartrier({**chartrier.environ, "CHARTRIER_LANGUAGE": "en"}, chartrier.folder)
    for page in PAGES:
        answer = english(*page, "--help")
        assert answer.status == 0
        assert FRENCH_WORDS.findall(COMMON.sub("", answer.out)) == []
