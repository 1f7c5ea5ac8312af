"""The copies: OCFL storage roots, written to and read, whatever holds them."""
