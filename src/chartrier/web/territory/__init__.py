"""The map of the territory: coverage, communes, initiatives, ramp-up, observatory."""
