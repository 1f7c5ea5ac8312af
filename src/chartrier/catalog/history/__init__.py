"""Which acts are about which unit."""
