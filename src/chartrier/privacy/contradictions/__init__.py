"""Contradictions between the register of treatments and what the archive is: each kind a function of facts."""
