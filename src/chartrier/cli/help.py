"""The pages of `--help`, wholly in one language: the parser's own words are English."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from typer._click.core import Context
from typer._click.formatting import HelpFormatter

from chartrier.cli.english import translate
from chartrier.records.finding import Language

TYPE_NAME = re.compile(r" <[^<>]*>$")
"""What the parser adds to the name of an argument: a Python type, which tells nobody anything."""


class _Page(HelpFormatter):
    words: Mapping[str, str] = {}
    colon = ":"

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, self._said(args), f"Usage{self.colon} ")

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{self._said(heading)}{self.colon}\n")

    def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        said = [(TYPE_NAME.sub("", name), self._said(text)) for name, text in rows]
        super().write_dl(said, col_max, col_spacing)

    def _said(self, text: str) -> str:
        for english, here in self.words.items():
            text = text.replace(english, here)
        return text


class _FrenchPage(_Page):
    words = {
        "COMMAND [ARGS]...": "COMMANDE [ARGUMENTS]...",
        "Commands": "Commandes",
        "Show this message and exit.": "Montrer cette aide et s'arrêter.",
        "[default: ": "[par défaut : ",
        "required]": "obligatoire]",
    }
    colon = " :"


class _EnglishContext(Context):
    formatter_class = _Page


class _FrenchContext(Context):
    formatter_class = _FrenchPage


def speak(command: Any, language: Language) -> None:
    """Give the help of a command, of its parameters and of its subcommands in this language."""
    command.context_class = _FrenchContext if language == "fr" else _EnglishContext
    command.help = command.help and translate(command.help, language)
    for parameter in command.params:
        for attribute in ("help", "metavar"):
            french = getattr(parameter, attribute, None)
            if french:
                setattr(parameter, attribute, translate(french, language))
    for inner in getattr(command, "commands", {}).values():
        speak(inner, language)
