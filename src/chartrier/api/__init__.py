"""The door of other software: `/api/v1/`, a token of a connector, JSON."""
