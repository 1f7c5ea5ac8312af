"""The register of treatments (RGPD, art. 30), its fiches, and what contradicts it in the archive."""
