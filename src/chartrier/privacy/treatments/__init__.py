"""The register of treatments (RGPD, art. 30), its durations derived from the archival rules of their series."""
