"""The English of what the detection saw."""

from __future__ import annotations

ENGLISH = {
    "Données relevées": "Data seen",
    "Données personnelles relevées": "Personal data seen",
    "{count} document parcouru": "{count} document looked through",
    "{count} documents parcourus": "{count} documents looked through",
    "{count} à parcourir": "{count} to be looked through",
    "Lire et parcourir maintenant": "Read and look through now",
    "Les documents qui ne l’ont pas été vont être lus et parcourus.": "The documents that were not are going to be read and looked through.",
    "Une aide à qui regarde, jamais un verdict : ce qui est relevé peut ne pas être personnel, et ce qui ne l’est pas peut l’être. La donnée elle-même n’est gardée ni montrée nulle part ici : seulement où elle est, et sa forme masquée.": "A help to whoever looks, never a verdict: what is seen may not be personal, and what is not seen may be. The data themselves are neither kept nor shown anywhere here: only where they are, and their masked form.",
    "Les noms sont cherchés après une civilité, et par le modèle de langue.": "Names are looked for after a title, and by the language model.",
    "Les noms ne sont cherchés qu’après une civilité (« Madame », « M. ») : le modèle de langue n’est pas installé.": "Names are looked for only after a title (“Madame”, “M.”): the language model is not installed.",
    "Ce que vaut la détection": "What the detection is worth",
    "Sorte de donnée": "Kind of data",
    "toutes les sortes": "all kinds",
    "Montrer": "Show",
    "Tous les documents": "All documents",
    "score {score} sur 100": "score {score} of 100",
    "Où, sous quelle forme": "Where, in which form",
    "caractères {start} à {end}": "characters {start} to {end}",
    "et {count} autre": "and {count} other",
    "et {count} autres": "and {count} others",
    "Faire une copie occultée": "Make a redacted copy",
    "Au plus {most} documents, ceux où le plus est relevé d’abord.": "At most {most} documents, those where most is seen first.",
    "Rien n’est relevé dans ce qui a été parcouru.": "Nothing is seen in what was looked through.",
    "Mesurée sur 900 documents fabriqués pour l’essai, dont un tiers de pièges, que personne n’avait regardés : tout ce qui a une forme (NIR, comptes, téléphones, courriels, adresses, naissances, noms après une civilité) y est relevé, et rien d’autre.": "Measured on 900 documents made for the trial, a third of them near-misses, that nobody had looked at: all that has a form (NIR, accounts, telephones, e-mail, addresses, births, names after a title) is seen there, and nothing else.",
    "Ces documents sont écrits par nous : de vrais documents, mal numérisés ou mal orthographiés, en disent moins. Rien n’a été mesuré sur eux.": "These documents are written by us: real ones, badly scanned or badly spelt, show less. Nothing was measured on them.",
    "Un nom sans civilité n’est jamais relevé par la forme ; le modèle de langue en relève une bonne part, et se trompe parfois.": "A name without a title is never seen by its form; the language model sees a good part of them, and is sometimes wrong.",
    "Ce qui n’est qu’en image n’est pas lu.": "What is only in a picture is not read.",
}
