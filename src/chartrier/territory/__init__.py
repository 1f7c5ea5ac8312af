"""Who is covered by archiving, by whom, and where nobody is: from région to commune, for any day."""
