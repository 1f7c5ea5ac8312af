"""The collectivités: opened by their name in the national list, one or a thousand; their services and logo."""
