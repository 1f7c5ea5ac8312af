"""How often something was tried, counted for all processes together."""
