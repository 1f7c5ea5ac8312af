"""What a collectivité's archive is made of: journal, copies, volumes, who read what."""
