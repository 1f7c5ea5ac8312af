"""A command line that cannot be understood, told in the language of whoever typed it."""

from __future__ import annotations

from typer._click import exceptions as click

from chartrier.cli.terminal import visible
from chartrier.records.finding import Language


def explain_usage(error: Exception, language: Language) -> str | None:
    """The sentence to print, or None when the error is not about usage."""
    if not isinstance(error, click.ClickException):
        return None
    command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "chartrier"
    if language == "en":
        return f"{visible(error.format_message())}\nSee: {visible(command)} --help"
    return f"{visible(_french(error))}\nVoir : {visible(command)} --help"


def _french(error: click.ClickException) -> str:
    if isinstance(error, click.MissingParameter):
        return f"Il manque : {_name(error)}"
    if isinstance(error, click.NoSuchOption):
        near = f" (vouliez-vous dire {', '.join(error.possibilities)} ?)" if error.possibilities else ""
        return f"Option inconnue : {error.option_name}{near}"
    if isinstance(error, click.BadParameter):
        return f"Valeur inutilisable pour {_name(error)} : {error.message}"
    return f"Commande mal formée : {error.format_message()}"


def _name(error: click.BadParameter) -> str:
    """The option or argument that the error is about."""
    hint = error.param_hint or (error.param and (error.param.metavar or error.param.name)) or ""
    return hint if isinstance(hint, str) else " / ".join(hint)
