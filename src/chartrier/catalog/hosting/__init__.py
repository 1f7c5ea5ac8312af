"""The register of offers of storage, version after version."""
