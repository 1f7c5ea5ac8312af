"""Where copies are and with whom: the register of the host, and what a collectivité sees of it."""
