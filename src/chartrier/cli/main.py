"""`chartrier`: the commands, their errors and their exit statuses, in one place."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import Any

import structlog
import typer
from typer.main import get_command

from chartrier import __version__
from chartrier.cli import exit_codes
from chartrier.cli.findings import BUG
from chartrier.cli.help import speak
from chartrier.cli.invocation import language_of
from chartrier.cli.log import set_up_log
from chartrier.cli.options import Lang
from chartrier.cli.output import Output
from chartrier.cli.usage import explain_usage, help_asked
from chartrier.errors import ChartrierError
from chartrier.records.finding import Finding, Language

HELP = """Système d'archivage électronique des collectivités territoriales.

États de sortie : 0 fait ; 1 paquet ou entrée refusé, preuve manquante ; 2 commande mal formée ; 3 ressource absente
(recommencez plus tard) ; 4 introuvable ; 5 interdit ; 6 contradiction ; 7 intégrité rompue ; 70 défaut du programme ;
130 interrompu."""

COMMANDS = (
    "init",
    "tenant",
    "person",
    "convention",
    "issuer",
    "token",
    "check",
    "ingest",
    "deposit",
    "reply",
    "texts",
    "privacy",
    "redact",
    "opendata",
    "search",
    "show",
    "rules",
    "event",
    "due",
    "fetch",
    "series",
    "communicabilite",
    "dates",
    "derogation",
    "history",
    "hold",
    "correct",
    "conserve",
    "propose",
    "agree",
    "sign",
    "visa",
    "autorisation",
    "versees",
    "execute",
    "withdraw",
    "disposition",
    "transfer",
    "paper",
    "deliver",
    "restitution",
    "leave",
    "verify",
    "audit",
    "rebuild",
    "upgrade",
    "status",
    "copy",
    "register",
    "recolement",
    "territory",
    "scenario",
    "project",
    "cockpit",
    "hosting",
    "view",
    "settings",
    "web",
    "worker",
    "serve",
    "doctor",
)
"""Each in the module of its name, as a function or a group of that name."""

COLLECTION = (50_000, 20, 50)
"""How seldom to look for cycles: a command makes very many small objects that live as long as it does, and next to no
cycle, and looking as often as Python does by default is a tenth of the time of a versement."""

WITHOUT_DATABASE = frozenset({"check", "verify", "settings"})
"""Commands that never load the database's code."""

WITH_SITE = frozenset({"init", "upgrade", "web", "serve", "worker"})
"""Commands that load the site's applications too: they have tables, or pages."""


def build(only: str | None = None) -> typer.Typer:
    """The application in French, with all its commands or only one, and no more code than they need."""
    app = typer.Typer(name="chartrier", help=HELP, no_args_is_help=True, add_completion=False, rich_markup_mode=None)
    for name in COMMANDS if only is None else (only,):
        if name not in WITHOUT_DATABASE:
            # models cannot even be imported before
            site = import_module("chartrier.web.site").SETTINGS if name in WITH_SITE else None
            import_module("chartrier.wiring").set_up_django(site)
        module = import_module(f"chartrier.cli.{name}")
        command = getattr(module, name)
        if isinstance(command, typer.Typer):
            app.add_typer(command)
        else:
            app.command(context_settings=getattr(module, "PARSING", None))(command)
    app.callback()(_before)
    return app


def _tell_version(asked: bool) -> None:
    if asked:
        print(f"chartrier {__version__}")  # noqa: T201
        raise typer.Exit


def _before(
    version: bool = typer.Option(
        False, "--version", help="Donner la version et s'arrêter.", is_eager=True, callback=_tell_version
    ),
    lang: Lang = None,
) -> None:
    """What may be asked before the name of a command."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command line and leave with its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # a terminal that has no accents gets the text all the same
            stream.reconfigure(errors="backslashreplace")
    status = run(list(sys.argv[1:] if arguments is None else arguments))
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = exit_codes.INTERRUPTED
    sys.exit(status)


def run(arguments: list[str]) -> int:
    """Run a command line; its exit status. Errors are told as findings, a bug as a traceback in the log."""
    set_up_log()
    gc.set_threshold(*COLLECTION)
    language = language_of(arguments, os.environ)
    output = Output("--json" in arguments, language)
    asked = arguments[0] if arguments and arguments[0] in COMMANDS else None
    command = _command(asked, language)
    try:
        status = command.main(arguments, prog_name="chartrier", standalone_mode=False)
    except ChartrierError as error:
        _tell(output, error.finding)
        return exit_codes.of_error(error)
    except (KeyboardInterrupt, typer.Abort):
        return exit_codes.INTERRUPTED
    except (BrokenPipeError, SystemExit):
        # whoever read us has gone (the parser leaves at once then); nothing is left to say it to
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return exit_codes.INTERRUPTED
    except typer.Exit as leaving:
        return leaving.exit_code
    except Exception as error:  # noqa: BLE001 - the last place where a bug can be told
        return _last_resort(error, output, asked)
    return status if isinstance(status, int) else exit_codes.DONE


@cache
def _command(asked: str | None, language: Language) -> Any:
    """The parser of a command, or of all, made once for whoever runs many in one process."""
    command = get_command(build(asked))
    speak(command, language)
    return command


def _last_resort(error: Exception, output: Output, asked: str | None) -> int:
    """What is left is a command line that cannot be parsed, or a bug."""
    if page := help_asked(error):
        print(page, file=sys.stderr)  # noqa: T201
        return exit_codes.USAGE
    if usage := explain_usage(error, output.language):
        _tell(output, usage)
        return exit_codes.USAGE
    structlog.get_logger().error("bug", command=asked, exc_info=error)
    _tell(output, Finding(BUG, values={"name": type(error).__name__}))
    return exit_codes.BUG


def _tell(output: Output, finding: Finding) -> None:
    output.emit({"error": finding.as_json(output.language)})
    output.finding(finding, error=True)


if __name__ == "__main__":
    main()
