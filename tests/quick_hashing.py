"""Passwords at the least that argon2 takes: what the tests of the site ask is not how long a guess would last."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickHasher(Argon2PasswordHasher):
    """Django's own, which reads what this one wrote, and the other way round."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
