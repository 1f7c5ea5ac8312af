"""The treatments of personal data (RGPD, art. 30): what a register says of one, and the models it may start from."""
