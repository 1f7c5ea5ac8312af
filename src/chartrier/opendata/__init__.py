"""Open data: what must, may or must not be published of what is archived, and the datasets made of it."""
