"""How a command that reads is told who reads and under which regime, and tells which one applied."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from chartrier.access.reading import Admission, Asking, Reader
from chartrier.administration.tenants import keys_of, tenant_of
from chartrier.cli.acting import acting
from chartrier.cli.output import Output
from chartrier.wiring import Wiring

Motive = Annotated[
    str | None, typer.Option(metavar="TEXTE", help="Pourquoi ; le registre des consultations le garde tel quel.")
]
Public = Annotated[
    bool, typer.Option("--public", help="Sous le régime du public : communicabilité, dérogation ; non par ses droits.")
]
ReaderOfThePublic = Annotated[
    str | None,
    typer.Option("--reader", metavar="IDENTIFIANT", help="Avec --public : le lecteur, qui peut avoir une dérogation."),
]


def asking(
    archive: Wiring,
    tenant: str | None,
    who: str | None,
    passphrase_file: Path | None,
    motive: str | None,
    *,
    public: bool,
    reader: str | None,
) -> tuple[list[int], Asking]:
    """The tenants in which to look, and who asks: without `--as`, the operator of the machine, in all of them.

    Raises as `acting` and `tenant_of` do.
    """
    if who is None:
        return keys_of(tenant), Asking(None, motive, public, reader)
    of = tenant_of(tenant)
    actor = acting(archive, of, who, passphrase_file, None)
    return [of.key], Asking(Reader(actor.person, actor.roles), motive, public, reader)


def told(output: Output, admission: Admission) -> None:
    """Which regime applied, and why."""
    regime, sentence = (words.within(output.language) for words in (admission.regime.words, admission.sentence))
    # the sentence of the administrative regime begins with its name
    output.line(" ", sentence if sentence.startswith(regime) else output.text("{a} : {b}", a=regime, b=sentence))
    if not admission.reproduction:
        output.say("  la dérogation est pour lire, non pour reproduire")


def as_json(admission: Admission, output: Output) -> dict[str, Any]:
    """The same for programs."""
    return {
        "regime": admission.regime,
        "sentence": admission.sentence.within(output.language),
        "derogation": admission.derogation and str(admission.derogation),
        "reproduction": admission.reproduction,
    }
