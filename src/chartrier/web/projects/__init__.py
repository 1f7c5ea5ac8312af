"""Projects of dematerialisation: the register, each point, and the decision to go into service."""
