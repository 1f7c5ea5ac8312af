from tests.reception.conftest import desk, town  # noqa: F401
