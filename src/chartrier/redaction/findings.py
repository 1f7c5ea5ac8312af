"""What the making of redacted copies has to say. OCC-001 to OCC-029."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

NOTHING_WANTED = FindingKind(
    "OCC-001",
    Severity.ERROR,
    fr="Rien n'est à occulter : ni mot, ni sorte de donnée, ni zone, ni colonne.",
    en="There is nothing to hide: no word, kind of data, area or column.",
    remedy_fr="Dites ce qui doit disparaître de la copie.",
    remedy_en="Say what must be gone from the copy.",
)
TOO_MANY_TARGETS = FindingKind(
    "OCC-002",
    Severity.ERROR,
    fr="Plus de {most} choses sont à occulter à la fois.",
    en="There are more than {most} things to hide at once.",
    remedy_fr="Occultez en plusieurs fois, la copie de l'une servant à la suivante.",
    remedy_en="Hide them in several runs, the copy of one being the document of the next.",
)
NO_GROUND = FindingKind(
    "OCC-003",
    Severity.ERROR,
    fr="Une occultation n'a pas de fondement : on n'ôte d'un document que ce que la loi protège.",
    en="What is to be hidden has no ground: only what the law protects is taken from a document.",
    remedy_fr="Choisissez un fondement parmi : {codes}.",
    remedy_en="Choose a ground among: {codes}.",
    reference="CRPA, L311-7",
)
UNKNOWN_GROUND = FindingKind(
    "OCC-004",
    Severity.ERROR,
    fr="« {code} » n'est pas un fondement.",
    en="“{code}” is no ground.",
    remedy_fr="Choisissez parmi : {codes}.",
    remedy_en="Choose among: {codes}.",
    reference="CRPA, L311-7",
)
UNKNOWN_KIND = FindingKind(
    "OCC-005",
    Severity.ERROR,
    fr="« {value} » n'est pas une sorte de donnée personnelle.",
    en="“{value}” is no kind of personal data.",
    remedy_fr="Choisissez parmi : {known}.",
    remedy_en="Choose among: {known}.",
)
BAD_AREA = FindingKind(
    "OCC-006",
    Severity.ERROR,
    fr="La zone « {value} » n'est pas écrite comme il faut.",
    en="The area “{value}” is not written as it should be.",
    remedy_fr="Écrivez « page: gauche, haut, droite, bas » en pour cent de la page, depuis le coin en haut à gauche : « 1: 10, 20.5, 60, 24 ».",
    remedy_en="Write “page: left, top, right, bottom” in percent of the page, from its top left corner: “1: 10, 20.5, 60, 24”.",
)
WORD_TOO_SHORT = FindingKind(
    "OCC-007",
    Severity.ERROR,
    fr="Un mot à occulter a moins de deux lettres ou chiffres.",
    en="A word to hide has fewer than two letters or figures.",
    remedy_fr="Écrivez le mot entier, ou tracez une zone.",
    remedy_en="Write the whole word, or draw an area.",
)
MOTIVE_TOO_LONG = FindingKind(
    "OCC-008",
    Severity.ERROR,
    fr="Le motif a plus de {most} caractères.",
    en="The motive has more than {most} characters.",
    remedy_fr="Abrégez-le, sans y écrire ce que vous occultez.",
    remedy_en="Shorten it, without writing into it what you hide.",
)
NOT_REDACTED = FindingKind(
    "OCC-009",
    Severity.ERROR,
    fr="Les documents de ce format ne s'occultent pas ici.",
    en="Documents of this format cannot be redacted here.",
    remedy_fr="Faites-en un PDF, un texte ou un CSV, puis occultez celui-ci.",
    remedy_en="Make a PDF, a text or a CSV of it, then redact that one.",
)
PAGE_UNREADABLE = FindingKind(
    "OCC-010",
    Severity.ERROR,
    fr="Les lettres de la page {page} ne se lisent pas avec leurs places.",
    en="The letters of page {page} cannot be read with their places.",
    remedy_fr="Refaites le PDF, par exemple en l'imprimant vers un PDF, puis recommencez.",
    remedy_en="Make the PDF again, by printing it to a PDF for instance, then start again.",
)
TOO_MANY_PAGES = FindingKind(
    "OCC-011",
    Severity.ERROR,
    fr="Ce document a {pages} pages : plus de {most} ne s'occultent pas en une fois.",
    en="This document has {pages} pages: no more than {most} are redacted at once.",
    remedy_fr="Découpez-le.",
    remedy_en="Split it.",
)
KIND_NOT_FOUND = FindingKind(
    "OCC-012",
    Severity.WARNING,
    fr="Cette sorte de donnée a été cherchée, et trouvée nulle part : {nature}.",
    en="This kind of data was looked for, and found nowhere: {nature}.",
    remedy_fr="Regardez le document : la détection aide, elle ne garantit rien ; nommez les mots, ou tracez des zones.",
    remedy_en="Look at the document: the detection helps and warrants nothing; name the words, or draw areas.",
)
PAGES_WITHOUT_TEXT = FindingKind(
    "OCC-013",
    Severity.WARNING,
    fr="Aucun texte ne se lit sur ces pages : ni mot ni donnée n'y ont été cherchés ({pages}).",
    en="No text can be read on these pages: neither words nor data were looked for there ({pages}).",
    remedy_fr="Regardez chacune de ces pages dans la copie, et tracez les zones qu'il faut.",
    remedy_en="Look at each of these pages in the copy, and draw the areas that are needed.",
)
PAGES_WITH_PICTURES = FindingKind(
    "OCC-014",
    Severity.WARNING,
    fr="Des images sont sur ces pages : les mots qu'elles montrent n'ont pas été cherchés ({pages}).",
    en="There are pictures on these pages: the words that they show were not looked for ({pages}).",
    remedy_fr="Regardez chacune de ces pages dans la copie, et tracez les zones qu'il faut.",
    remedy_en="Look at each of these pages in the copy, and draw the areas that are needed.",
)
INSIDE_OTHER_WORDS = FindingKind(
    "OCC-015",
    Severity.WARNING,
    fr="Un mot occulté fait aussi partie de mots plus longs, qui restent : {count} fois.",
    en="A hidden word is also a part of longer words, which stay: {count} times.",
    remedy_fr="Regardez si ces mots désignent la même personne ; demandez alors aussi leur occultation.",
    remedy_en="See whether these words name the same person; if so, have them hidden too.",
)
AREA_OFF = FindingKind(
    "OCC-016",
    Severity.ERROR,
    fr="Une zone est demandée page {page} : le document a {pages} pages.",
    en="An area is asked for on page {page}: the document has {pages} pages.",
    remedy_fr="Corrigez le numéro de la page.",
    remedy_en="Mend the number of the page.",
)
UNKNOWN_COLUMN = FindingKind(
    "OCC-017",
    Severity.ERROR,
    fr="La colonne {value} n'est pas dans le tableau.",
    en="The column {value} is not in the table.",
    remedy_fr="Écrivez son intitulé tel qu'il est sur la première ligne, ou son rang.",
    remedy_en="Write its heading as the first line has it, or its number.",
)
WRITTEN_WITH_ESCAPES = FindingKind(
    "OCC-018",
    Severity.ERROR,
    fr="Ce texte est du code (HTML, XML, JSON…) : un mot peut y être écrit de plusieurs façons, et échapper à l'occultation.",
    en="This text is code (HTML, XML, JSON…): a word may be written there in several ways, and escape being hidden.",
    remedy_fr="Imprimez-le vers un PDF, puis occultez celui-ci.",
    remedy_en="Print it to a PDF, then redact that one.",
)
NO_AREAS_THERE = FindingKind(
    "OCC-019",
    Severity.ERROR,
    fr="Ce document n'a pas de pages : aucune zone ne peut y être tracée.",
    en="This document has no pages: no area can be drawn there.",
    remedy_fr="Demandez des mots ou des sortes de données ; pour un tableau, des colonnes.",
    remedy_en="Ask for words or kinds of data; of a table, for columns.",
)
NO_COLUMNS_THERE = FindingKind(
    "OCC-024",
    Severity.ERROR,
    fr="Ce document n'est pas un tableau : il n'a pas de colonnes.",
    en="This document is no table: it has no columns.",
    remedy_fr="Demandez des mots ou des sortes de données ; sur des pages, des zones.",
    remedy_en="Ask for words or kinds of data; on pages, for areas.",
)
WORDS_NOT_FOUND = FindingKind(
    "OCC-025",
    Severity.WARNING,
    fr="Des mots demandés n'ont été trouvés nulle part (dans l'ordre où vous les avez donnés : {numbers}).",
    en="Some words that were asked for were found nowhere (in the order in which you gave them: {numbers}).",
    remedy_fr="Vérifiez leur orthographe dans le document ; s'ils n'y sont qu'en image, tracez une zone.",
    remedy_en="Check their spelling in the document; where they are only in a picture, draw an area.",
)
NOT_GONE = FindingKind(
    "OCC-020",
    Severity.ERROR,
    fr="La copie a été relue, et tout n'en a pas disparu ({where}) : elle n'est pas remise.",
    en="The copy was read again, and not all is gone from it ({where}): it is not handed over.",
    remedy_fr="Signalez-le : c'est un défaut du programme. Le document d'origine est intact.",
    remedy_en="Report it: it is a fault of the program. The original document is untouched.",
)
TABLE_UNREADABLE = FindingKind(
    "OCC-021",
    Severity.ERROR,
    fr="Ce tableau ne se lit pas, à partir de la ligne {line}.",
    en="This table cannot be read, from line {line} on.",
    remedy_fr="Ouvrez-le dans un tableur et enregistrez-le de nouveau en CSV.",
    remedy_en="Open it in a spreadsheet and save it as CSV again.",
)
NOTHING_HIDDEN = FindingKind(
    "OCC-022",
    Severity.ERROR,
    fr="Rien de ce qui est demandé n'est dans le document : la copie serait le document entier.",
    en="Nothing of what is asked for is in the document: the copy would be the whole document.",
    remedy_fr="Vérifiez ce qui est à occulter ; sur un document numérisé, tracez des zones.",
    remedy_en="Check what is to be hidden; on a scanned document, draw areas.",
)
MOTIVE_NAMES = FindingKind(
    "OCC-023",
    Severity.ERROR,
    fr="Le motif dit ce qui est à occulter : il est gardé avec la copie.",
    en="The motive says what is to be hidden: it is kept with the copy.",
    remedy_fr="Écrivez pourquoi, sans nommer personne.",
    remedy_en="Write why, without naming anybody.",
)
ALL_IN_THE_OPEN = FindingKind(
    "OCC-026",
    Severity.WARNING,
    fr="La copie de ce classeur montre tout ({sheets} feuilles) : feuilles, lignes et colonnes masquées comprises, sans formule ni commentaire.",
    en="The copy of this workbook shows everything ({sheets} sheets): hidden sheets, rows and columns included, without formulas or comments.",
    remedy_fr="Regardez chaque feuille de la copie.",
    remedy_en="Look at each sheet of the copy.",
)
