"""What other archives took, and the notices of what they keep."""
