"""The English of the view."""

from __future__ import annotations

ENGLISH = {
    "Aucune collectivité que vous puissiez voir n'est ici.": "No collectivité that you may see is here.",
    "Communicable : d'après les règles d'accès de l'index, sans les dérogations ; la réponse de droit est celle de chaque document. Données personnelles : ce qui en est relevé dans les documents lus, une aide et non un verdict.": "Open to the public: by the access rules of the index, without dérogations; the answer in law is that of each document. Personal data: what was seen of them in the documents that were read, a help and no verdict.",
    "Dossier de conformité": "Conformity folder",
    "Durée et sort final": "Retention and final action",
    "La vue": "The view",
    "Rien n'est encore archivé.": "Nothing is archived yet.",
    "Séries dont quelque chose est archivé, par état": "Séries with something archived, by state",
    "Séries dont rien n'est archivé": "Séries with nothing archived",
    "Territoire ou collectivité": "Area or collectivité",
    "Vue": "View",
    "Vue du territoire": "View of the territory",
    "Vue du territoire : {name}": "View of the territory: {name}",
    "une ligne par série ; ce qui est à traiter d'abord": "a row a série; what is to be dealt with first",
    "{count} autre n'est pas comptée : choisissez un territoire plus petit.": "{count} more is not counted: choose a smaller area.",
    "{count} autres ne sont pas comptées : choisissez un territoire plus petit.": "{count} more are not counted: choose a smaller area.",
    "{count} collectivité de cette instance dont vous voyez les indicateurs": "{count} collectivité of this instance whose indicators you see",
    "{count} collectivités de cette instance dont vous voyez les indicateurs": "{count} collectivités of this instance whose indicators you see",
    "{count} série": "{count} série",
    "{count} série dont quelque chose est archivé": "{count} série with something archived",
    "{count} série du tableau dont rien n'est archivé": "{count} série of the table with nothing archived",
    "{count} séries": "{count} séries",
    "{count} séries dont quelque chose est archivé": "{count} séries with something archived",
    "{count} séries du tableau dont rien n'est archivé": "{count} séries of the table with nothing archived",
}
