"""The documents that a convention needs before and after it is signed, filled from what the archive knows."""
