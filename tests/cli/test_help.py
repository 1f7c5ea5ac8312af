"""Pages of help, each wholly in its language."""

from __future__ import annotations

import re

import pytest

from chartrier.cli.main import COMMANDS
from tests.cli.commands import Chartrier

PAGES = [
    [], *([command] for command in COMMANDS),
    ["tenant", "add"], ["tenant", "list"], ["tenant", "set"], ["person", "add"], ["person", "list"],
    *(["person", each] for each in ("passphrase", "reset", "same", "deactivate")),
    *(["person", "role", each] for each in ("add", "remove")),
    *(["copy", each] for each in ("list", "add", "replace", "retire", "heal")),
    *(["rules", each] for each in ("import", "history", "export", "show")),
    *(["series", each] for each in ("adopt", "import", "export", "list", "show", "decide", "validate", "history")),
    *(["withdraw", each] for each in ("ask", "confirm")), *(["disposition", each] for each in ("list", "show")),
    *(["derogation", each] for each in ("request", "accord", "opinion", "decision", "open", "list", "show")),
]  # fmt: skip
GROUPS = ("tenant", "person", "copy", "rules", "series", "derogation", "withdraw", "disposition")
ENGLISH_WORDS = re.compile(r"\b(?:Show|this|message|exit|Commands|default|required|COMMAND|ARGS|the|and|of)\b")
FRENCH_WORDS = re.compile(
    r"\b(?:Montrer|et|le|la|les|des|une|Commandes|défaut|obligatoire|sinon|DOSSIER|FICHIER|IDENTIFIANT)\b"
)
COMMON = re.compile(r"collectivités territoriales|message_|MessageIdentifier")


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
