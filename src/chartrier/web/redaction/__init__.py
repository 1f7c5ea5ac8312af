"""Redacted copies: saying what is to be hidden, looking at what was made, having it deposited or taking it."""
