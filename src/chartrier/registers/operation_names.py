"""The operations in words, for pages and lists."""

from __future__ import annotations

from types import MappingProxyType

from chartrier.rules.communicabilite.words import Words

OPERATIONS = MappingProxyType(
    {
        "assentiment": Words("assentiment du service producteur", "assent of the producing service"),
        "attestation": Words("attestation", "attestation"),
        "audit": Words("audit des copies", "audit of the copies"),
        "autorisation": Words("autorisation permanente", "standing authorisation"),
        "communication": Words("communication", "delivery"),
        "conservation": Words("mise aux archives définitives", "made definitive"),
        "correction": Words("correction", "correction"),
        "derogation": Words("dérogation", "dérogation"),
        "droits": Words("réponse à une demande de droits", "answer to a request of rights"),
        "elimination": Words("élimination", "élimination"),
        "evenement": Words("événement de départ", "event of a start"),
        "gel": Words("mise sous gel", "hold set"),
        "habilitation": Words("habilitation", "habilitation"),
        "imputation": Words("imputation sur une autorisation", "imputation on an authorisation"),
        "levee": Words("levée du gel", "hold lifted"),
        "passage": Words("décision sur un projet", "decision on a project"),
        "proposition": Words("proposition", "proposal"),
        "publication": Words("mise en ligne ou retrait", "put online or withdrawn"),
        "referentiel": Words("référentiel de règles", "referential of rules"),
        "rejet": Words("versement rejeté", "rejected deposit"),
        "reprise": Words("reprise du journal", "new journal"),
        "restitution": Words("restitution", "restitution"),
        "retrait": Words("retrait", "withdrawal"),
        "saisine": Words("saisine du producteur", "producer informed"),
        "signature": Words("signature de l'autorité territoriale", "signature of the autorité territoriale"),
        "tableau": Words("tableau de gestion", "records schedule"),
        "transfert": Words("transfert", "transfer"),
        "versement": Words("versement", "deposit"),
        "visa": Words("visa des Archives départementales", "visa of the Archives départementales"),
    }
)
"""Those that the journal has."""

CONTROLE = "controle"
VERIFICATION = "verification"

LOOKS = MappingProxyType(
    {
        CONTROLE: Words("contrôle sans versement", "check without deposit"),
        VERIFICATION: Words("vérification des copies", "verification of the copies"),
    }
)
"""What is done of which the journal has nothing: it changes nothing."""


def called(operation: str) -> Words:
    """The name of an operation for people; a later version's is shown as it is written."""
    return OPERATIONS.get(operation) or LOOKS.get(operation) or Words(operation, operation)
