"""The log of each tenant in the database: entries, head, reservations, what each copy has of it."""
