"""A process of its own for parsers that read hostile bytes: no network, no secrets, killed when late."""
