"""The exchange standard: bordereaux and replies, read, controlled and written."""
