"""The referential in force, what units declare by it, and when that ends."""
