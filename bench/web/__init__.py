"""The site under fifty people at once, over a million units, while a large package comes in (`make bench-web`)."""
