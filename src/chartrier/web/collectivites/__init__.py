"""Opening collectivités, one or a list, and what each is."""
