"""What is archived: versements, units, objects; asked for, searched, entered, corrected."""
