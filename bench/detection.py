"""How many pages a second the detection looks through, and how many are redacted, on one process.

python -m bench.detection [--pages 2000] [--redacted 20] [--rounds 3]

A page is 3,000 characters of what collectivités write, some with personal data; all are different. Names by the
language model are measured where `chartrier[names]` is installed, and else said not to be.
"""

from __future__ import annotations

import argparse
import io
import random
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import typst

from bench.scratch import scratch
from chartrier.detection.names import has_model
from chartrier.detection.scanning import BY_FORM, scan
from chartrier.previews.kinds import Kind
from chartrier.records.finding import Findings
from chartrier.redaction.redacting import redact
from chartrier.redaction.wanted import Request, understand

PAGE = 3_000
"""Characters."""
PLAIN = (
    "Le conseil municipal, après en avoir délibéré, approuve la convention relative à l'entretien de la voirie.",
    "Vu le code général des collectivités territoriales, notamment ses articles L2121-29 et suivants,",
    "Considérant que les crédits sont inscrits au budget de l'exercice 2026, chapitre 21, article 2151,",
    "La facture n° 2026-004512 de l'entreprise, d'un montant de 12 450,00 euros, est mandatée.",
    "Monsieur le Maire rappelle que la parcelle AB 127 est située rue de la République.",
)
PERSONAL = (
    "Madame Camille Durand, née le 3 mars 1960, demeure 12 rue des Lilas, 62000 Arras.",
    "Téléphone : 03 21 00 00 00, courriel camille.durand@exemple.fr.",
    "Numéro de sécurité sociale : 2 95 10 99 126 111 93.",
    "Virement sur le compte FR76 3000 6000 0112 3456 7890 189.",
    "L'agent a été placé en congé de maladie par décision du médecin.",
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.detection", description=__doc__)
    parser.add_argument("--pages", type=int, default=2_000, help="pages that are looked through")
    parser.add_argument("--redacted", type=int, default=20, help="pages of the PDF that is redacted")
    parser.add_argument("--rounds", type=int, default=3, help="how many times each thing is measured")
    asked = parser.parse_args()
    chance = random.Random(1)
    texts = [page(chance) for _ in range(asked.pages)]
    seen = [scan(text) for text in texts]
    held = sum(each.score > 0 for each in seen)
    print(f"{asked.pages} pages de {PAGE} signes ; quelque chose est relevé dans {held}")
    tell("toutes les sortes, par leur forme", asked, asked.pages, lambda: [scan(text) for text in texts])
    for detect in BY_FORM:
        tell(f"  {detect.__name__}", asked, asked.pages, lambda detect=detect: [list(detect(text)) for text in texts])
    if has_model():
        few = texts[: max(asked.pages // 20, 1)]
        tell("avec les noms par le modèle", asked, len(few), lambda: [scan(text, model=True) for text in few])
    else:
        print("noms par le modèle : NON MESURÉ (pip install chartrier[names])")
    with scratch(None) as folder:
        source, wanted = (
            document(texts[: asked.redacted], folder),
            Request(["Camille Durand"], ["nir", "iban", "phone"], ground="vie-privee"),
        )
        hiding = understand(wanted, Findings())
        tell(
            "occultation d'un PDF, relecture comprise",
            asked,
            asked.redacted,
            lambda: redact(io.BytesIO(source), Kind.PDF, hiding, io.BytesIO(), folder, lambda done, of: None),
        )


def page(chance: random.Random) -> str:
    """One page: one in four has something personal."""
    sentences = PLAIN + PERSONAL if chance.random() < 0.25 else PLAIN
    written: list[str] = []
    while sum(map(len, written)) < PAGE:
        written.append(f"{chance.choice(sentences)} ({chance.randrange(10**6)})")
    return "\n".join(written)[:PAGE]


def document(texts: list[str], folder: Path) -> bytes:
    """A PDF of these pages."""
    source = folder / "pages.typ"
    marked = [text.replace("\\", "").replace("@", "\\@").replace("#", "\\#").replace("\n", "\n\n") for text in texts]
    source.write_text("#set text(size: 10pt)\n" + "\n#pagebreak()\n".join(marked), "utf-8")
    made = typst.compile(str(source))
    assert isinstance(made, bytes)
    return made


def tell(name: str, asked: argparse.Namespace, pages: int, what: Callable[[], object]) -> None:
    """The pages a second of several rounds, by the clock and by the processor, which a busy machine changes less."""
    wall, processor = [], []
    for _ in range(asked.rounds):
        begun, spent = time.perf_counter(), time.process_time()
        what()
        wall.append(time.perf_counter() - begun)
        processor.append(max(time.process_time() - spent, 1e-9))
    speed = f"{pages / median(wall):,.1f}".replace(",", " ").replace(".", ",")
    print(f"{name} : {speed} pages par seconde ({median(wall):.2f} s, processeur {median(processor):.2f} s)")


if __name__ == "__main__":
    main()
