"""Received packages (zip, tar, folder) opened safely."""
