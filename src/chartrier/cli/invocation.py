"""What a command starts from: its settings, its language, its way to answer."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from chartrier.cli.log import set_up_log
from chartrier.cli.output import Output
from chartrier.geography import national_list
from chartrier.records.finding import Language
from chartrier.settings import Settings, load_settings


def language_of(arguments: Sequence[str], environ: Mapping[str, str]) -> Language:
    """The language before anything is parsed: `--lang`, then CHARTRIER_LANGUAGE, then French."""
    asked = environ.get("CHARTRIER_LANGUAGE", "fr")
    for position, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument.startswith("--lang="):
            asked = argument.partition("=")[2]
        elif argument == "--lang" and position + 1 < len(arguments):
            asked = arguments[position + 1]
    return "en" if asked == "en" else "fr"


def invoked(home: Path | None, json: bool, lang: str | None) -> tuple[Settings, Output]:
    """The settings and the output of a command, from the options that all take; codes of places may be read then.

    Raises InvalidInput (SET-001 …, GEO-001 …).
    """
    environ = dict(os.environ)
    if lang is not None:
        environ["CHARTRIER_LANGUAGE"] = lang
    settings = load_settings(home, environ)
    set_up_log(settings.log_level)
    national_list.add(settings.places)
    return settings, Output(json, settings.language)
