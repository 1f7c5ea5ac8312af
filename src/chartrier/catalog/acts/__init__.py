"""The acts: what people decided of what is archived, and who was entitled to."""
