"""What was read of documents, and their small pictures: a cache that goes with them."""
