"""What signing in on the site takes: invitations, issuers of identities."""
