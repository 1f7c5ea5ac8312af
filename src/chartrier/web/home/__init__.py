"""The home pages: of the site, of a collectivité, for each role."""
