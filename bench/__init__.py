"""The bench: what taking a package in costs, beside what each of its parts costs by itself (`make bench`)."""
