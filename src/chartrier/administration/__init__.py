"""Who is here: collectivités and people."""
