"""A record: its description, its documents, its rules, its history, its proof."""
