"""What leaves the archive as a package: SEDA (DIP, SIP) or plain, with its proofs."""
