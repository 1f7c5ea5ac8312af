"""Open data for the référent: what must be published, what may be, what is online, and the acts that decide it."""
