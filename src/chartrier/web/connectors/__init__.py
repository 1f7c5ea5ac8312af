"""The connectors of a collectivité: granted, listed, revoked."""
