"""The register of treatments (RGPD, art. 30), version after version."""
