"""What each operation of a connector is, for whoever opens one."""

from __future__ import annotations

from chartrier.records.connectors import ConnectorOperation
from chartrier.rules.communicabilite.words import Words

OPERATIONS = {
    ConnectorOperation.DEPOSIT: Words(
        "verser des paquets SEDA, ou les faire contrôler", "deposit SEDA packages, or have them checked"
    ),
    ConnectorOperation.FOLLOW: Words("suivre ses propres opérations", "follow its own operations"),
    ConnectorOperation.REPLY: Words("prendre les réponses à ses versements", "fetch the replies to its deposits"),
    ConnectorOperation.SEARCH: Words("chercher dans les descriptions", "search the descriptions"),
    ConnectorOperation.READ: Words("lire les descriptions et les documents", "read descriptions and documents"),
}
