"""Registers, yearly figures, récolement: what was done and what is there, read and never written."""
