"""Tests of the safe opening of packages."""
