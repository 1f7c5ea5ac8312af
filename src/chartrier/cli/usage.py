"""A command line that cannot be understood, told in the language of whoever typed it."""

from __future__ import annotations

import re
from datetime import datetime
from enum import Enum

from typer._click import exceptions as click

from chartrier.cli.findings import NOT_UNDERSTOOD
from chartrier.records.finding import Finding, Language

SENTENCES = (
    (r"No such command '(.*?)'\.?(?: Did you mean (.*)\?)?", "Il n'y a pas de commande « {} »."),
    (r"Missing command\.", "Il manque la commande."),
    (r"Got unexpected extra argument\(s\) \((.*)\)", "Il y a quelque chose de trop : {}."),
    (r"Option '?(.*?)'? requires an argument\.?", "Il manque la valeur de l'option {}."),
)
"""What the parser says in English, and what we say in French."""


def help_asked(error: Exception) -> str | None:
    """The page of help that a bare command stands for; None for any other error."""
    return error.format_message() if isinstance(error, click.NoArgsIsHelpError) else None


def explain_usage(error: Exception, language: Language) -> Finding | None:
    """The finding to tell, its problem in this language; None when the error is not about usage."""
    if not isinstance(error, click.ClickException):
        return None
    context = error.ctx if isinstance(error, click.UsageError) else None
    problem = _french(error) if language == "fr" else _english(error)
    command = context.command_path if context else "chartrier"
    return Finding(NOT_UNDERSTOOD, values={"problem": problem, "command": command})


def _french(error: click.ClickException) -> str:
    if isinstance(error, click.MissingParameter):
        return f"Il manque : {_name(error)}."
    if isinstance(error, click.NoSuchOption):
        near = f" La plus proche : {', '.join(error.possibilities)}." if error.possibilities else ""
        return f"Il n'y a pas d'option {error.option_name}.{near}"
    if isinstance(error, click.BadParameter):
        return f"La valeur donnée pour {_name(error)} ne convient pas{_expected(error, 'fr')}."
    said = error.format_message()
    for pattern, french in SENTENCES:
        if match := re.fullmatch(pattern, said, re.DOTALL):
            return french.format(*match.groups())
    return said


def _english(error: click.ClickException) -> str:
    if isinstance(error, click.BadParameter) and not isinstance(error, click.MissingParameter):
        return f"The value given for {_name(error)} will not do{_expected(error, 'en')}."
    return error.format_message()


def _expected(error: click.BadParameter, language: Language) -> str:
    """What kind of value is expected, where it is not text."""
    low, high = getattr(error.param, "min", None), getattr(error.param, "max", None)
    if low is not None and high is not None:
        return f" : un nombre de {low} à {high}" if language == "fr" else f": a number from {low} to {high}"
    if "UUID" in error.message:
        example = "0199a3f2-5d1c-7b3e-9a4f-2c6d8e000001"
        return f" : un identifiant, comme {example}" if language == "fr" else f": an identifier such as {example}"
    kind = getattr(getattr(error.param, "type_descriptor", None), "annotation", None)
    if kind is datetime:
        return " : un jour, comme 2026-03-31" if language == "fr" else ": a day such as 2026-03-31"
    if kind is int:
        return " : un nombre entier" if language == "fr" else ": a whole number"
    if isinstance(kind, type) and issubclass(kind, Enum):
        choices = ", ".join(str(each.value) for each in kind)
        return f" : au choix {choices}" if language == "fr" else f": one of {choices}"
    return ""


def _name(error: click.BadParameter) -> str:
    """The option (`--limit`) or the argument (`IDENTIFIANT`) that the error is about."""
    if error.param is None:
        return str(error.param_hint or "")
    if error.param.param_type_name == "option":
        return " / ".join(error.param.opts)
    return error.param.metavar or error.param.name or ""
