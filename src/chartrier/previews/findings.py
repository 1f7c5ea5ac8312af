"""What previews have to say. PRV-001 to PRV-019."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

PREVIEWER_DOWN = FindingKind(
    "PRV-001",
    Severity.ERROR,
    fr="Le programme qui lit le texte et les images des documents ne démarre pas ({reason}).",
    en="The program that reads the text and the pictures of documents does not start ({reason}).",
    remedy_fr="Lancez « chartrier doctor », qui dit ce qui manque, puis recommencez.",
    remedy_en="Run “chartrier doctor”, which says what is missing, then try again.",
)

NOTHING_TO_EXTRACT = FindingKind(
    "PRV-002",
    Severity.WARNING,
    fr="Ce document n’a pas de texte qui puisse être lu : il est d’un format sans texte, ou fait d’images.",
    en="This document has no text that could be read: its format has none, or it is made of pictures.",
    remedy_fr="Téléchargez-le pour le consulter ; pour le retrouver, complétez sa description.",
    remedy_en="Download it to read it; to find it again, complete its description.",
)

EMPTY = FindingKind(
    "PRV-010",
    Severity.WARNING,
    fr="Ce fichier est vide : il fait 0 octet, et il n’y a rien à montrer.",
    en="This file is empty: it has 0 bytes, and there is nothing to show.",
    remedy_fr="Vérifiez auprès de qui l’a déposé que c’est bien le fichier voulu.",
    remedy_en="Ask whoever deposited it whether it is the file they meant.",
)

UNREADABLE = FindingKind(
    "PRV-003",
    Severity.WARNING,
    fr="Ce document n’a pas pu être lu : il est abîmé, chiffré, ou protégé par un mot de passe.",
    en="This document could not be read: it is damaged, encrypted, or protected by a password.",
    remedy_fr="Téléchargez-le et vérifiez qu’il s’ouvre ; il reste archivé à l’octet près.",
    remedy_en="Download it and check that it opens; it is archived byte for byte all the same.",
)

STOPPED = FindingKind(
    "PRV-004",
    Severity.WARNING,
    fr="La lecture de ce document durait trop, demandait trop de mémoire, ou s’est arrêtée net.",
    en="Reading this document took too long, wanted too much memory, or stopped short.",
    remedy_fr="Téléchargez-le et vérifiez qu’il vient d’une source sûre avant de l’ouvrir.",
    remedy_en="Download it, and check that it comes from a safe source before opening it.",
)

TOO_BIG = FindingKind(
    "PRV-005",
    Severity.WARNING,
    fr="Ce document est trop grand, replié ou déplié, pour être montré ici.",
    en="This document is too big, packed or unpacked, to be shown here.",
    remedy_fr="Téléchargez-le pour le consulter.",
    remedy_en="Download it to read it.",
)

GIVEN_UP = FindingKind(
    "PRV-006",
    Severity.WARNING,
    fr="Ce document n’a pas été lu : trop de documents lus avec lui ont fait échouer la lecture.",
    en="This document was not read: too many of those read with it made the reading fail.",
    remedy_fr="Relancez « chartrier texts » : il reprend ce qui n’a pas été lu.",
    remedy_en="Run “chartrier texts” again: it goes on with what was not read.",
)

BUSY = FindingKind(
    "PRV-008",
    Severity.ERROR,
    fr="Trop d’aperçus sont demandés en même temps.",
    en="Too many previews are asked for at the same time.",
    remedy_fr="Rechargez la page dans un instant.",
    remedy_en="Reload the page in a moment.",
)

NOT_PLAYED = FindingKind(
    "PRV-009",
    Severity.WARNING,
    fr="Ce son ou ce film est d’un format que les navigateurs ne jouent pas.",
    en="This sound or film is of a format that browsers do not play.",
    remedy_fr="Téléchargez-le et ouvrez-le avec un lecteur comme VLC ; il reste archivé à l’octet près.",
    remedy_en="Download it and open it with a player such as VLC; it is archived byte for byte all the same.",
)

NO_PREVIEW = FindingKind(
    "PRV-007",
    Severity.WARNING,
    fr="Les documents de ce format ne se montrent pas en images.",
    en="Documents of this format are not shown as pictures.",
    remedy_fr="Téléchargez-le pour le consulter.",
    remedy_en="Download it to read it.",
)
