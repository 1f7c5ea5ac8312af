"""The gels, and the units that each holds."""
