"""The controls of a bordereau, beyond what the schema says."""
