"""The steps of a verification, in order; each stands on those before it. The code marks where it takes them.

For one document (`document.py`), in one copy:

 (1) Key. The public key in the copy is one of those given as trusted. None given: it is taken as it is, and
     the report says *self-asserted*: whoever could rewrite the copy could have put another key.
 (2) Checkpoint. It is of this key's log, and signed by this key.
 (3) History. The log extends the older checkpoint that was given, itself signed by this key: not shorter, not
     rewritten (a consistency proof from the tiles). Skipped when none was given.
 (4) Entry. The entry of the document's package is found, and is a leaf under the checkpoint's root (an
     inclusion proof from the tiles).
 (5) Package. The OCFL inventory has the digest that the entry has; the files that frame it agree.
 (6) Contents. The lines of contents.jsonl have the root and the number that the entry has.
 (7) Description. The line of the unit, and of each of its objects, has the digest that its line of contents
     has.
 (8) Bytes. Each object has the size and the digests that its line of contents has.

For everything (`everything.py`), in each copy, the same for all packages, and stronger:

 (4) Every entry is read, hashed again, and gives every tile and the root.
 (9) Files. Each file is in an inventory and each file of an inventory is there, with its digest; each package
     is in the journal and each package of the journal is there.
(10) Copies. Their checkpoints agree: the same size has the same root, a smaller one is the beginning of a
     larger one.
(11) Acts. Each act is signed by the person whom it names, with the key that the latest habilitation before it gave
     them, in a role that permits it, and so are the files that it goes with; the system only attests and habilitates.

What is left to whoever reads the report: that the key is the archive's (compare the fingerprint with one
obtained elsewhere), and, without an older checkpoint or a time-stamp, that the log was not written anew as a
whole. Nor is it proven here that a key was given to the right person: whoever runs the archive may enter somebody,
and the journal shows it.
"""

from __future__ import annotations

from chartrier.verify.report import StepKind, Words

KEY = StepKind(1, Words("La clé publique du journal", "The public key of the journal"))
CHECKPOINT = StepKind(2, Words("La signature du point de contrôle", "The signature of the checkpoint"))
HISTORY = StepKind(3, Words("Le journal prolonge celui d'autrefois", "The journal extends what it was before"))
ENTRY = StepKind(4, Words("Les inscriptions du journal", "The entries of the journal"))
PACKAGE = StepKind(5, Words("L'inventaire du paquet", "The inventory of the package"))
CONTENTS = StepKind(6, Words("La liste scellée du contenu", "The sealed list of contents"))
DESCRIPTION = StepKind(7, Words("Les descriptions", "The descriptions"))
BYTES = StepKind(8, Words("Les octets des documents", "The bytes of the documents"))
FILES = StepKind(9, Words("Les fichiers et les paquets, dans les deux sens", "Files and packages, both ways"))
COPIES = StepKind(10, Words("L'accord des copies entre elles", "The copies agree with each other"))
ACTS = StepKind(11, Words("Les actes, et qui les a décidés", "The acts, and who decided them"))

OF_A_DOCUMENT = (KEY, CHECKPOINT, HISTORY, ENTRY, PACKAGE, CONTENTS, DESCRIPTION, BYTES)
OF_A_COPY = (*OF_A_DOCUMENT, FILES, ACTS)

NOT_REACHED = Words("une étape précédente a échoué", "an earlier step failed")
NOT_ASKED = Words("aucun point de contrôle antérieur n'a été donné", "no older checkpoint was given")
