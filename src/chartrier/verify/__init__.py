"""An independent verifier: bytes and public keys alone."""
