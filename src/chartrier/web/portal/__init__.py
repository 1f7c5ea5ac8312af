"""The public portals: datasets and records that everybody may read, without signing in."""
