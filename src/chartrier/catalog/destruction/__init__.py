"""What orders of destruction change, destroy, and make forgotten."""
