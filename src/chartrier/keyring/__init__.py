"""The private keys of the logs: one Ed25519 key per tenant, in files that only the archive's user can read."""
