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
    "toutes": "all",
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
}
