"""Signing in, second factors, invitations, sessions, one's own key."""
