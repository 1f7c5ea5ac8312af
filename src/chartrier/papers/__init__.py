"""The documents that people sign and keep: data in, PDF/A out. Nothing here reads the archive."""
