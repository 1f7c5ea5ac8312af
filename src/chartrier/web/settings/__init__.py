"""The settings of a collectivité: services, accords, logo."""
