"""The collectivités of the archive: code, name, settings, services, logo."""
