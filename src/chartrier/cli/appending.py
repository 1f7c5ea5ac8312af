"""Options that several commands take after their own, said once: a function that gathers them."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any, get_type_hints

from chartrier.cli import exit_codes

Command = Callable[..., int]


def appending(gather: Callable[..., Any]) -> Callable[[Command], Command]:
    """What makes a command take the options of `gather` after its own, as typer takes them: its first parameter is what
    `gather`, whose parameters are these options, makes of them.
    """
    options = tuple(inspect.signature(gather, eval_str=True).parameters.values())

    def wear(command: Command) -> Command:
        hints = get_type_hints(command, include_extras=True)
        _, *own = inspect.signature(command).parameters.values()
        parameters = [*(each.replace(annotation=hints[each.name]) for each in own), *options]

        @functools.wraps(command)
        def run(*outer: Any, **given: Any) -> int:
            if any(getattr(each, "invoked_subcommand", None) for each in given.values()):
                # of a group: the command that follows says itself in which archive it is asked
                return exit_codes.DONE
            # what decorators above this one gathered comes after it, as their parameters do
            gathered = gather(**{each.name: given.pop(each.name) for each in options})
            return command(gathered, *outer, **given)

        run.__annotations__ = {each.name: each.annotation for each in parameters}
        run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        return run

    return wear
