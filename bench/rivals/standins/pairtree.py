"""A name that ocfl-py imports for a layout that is not used here; the package behind it has no wheel."""


def id_encode(identifier: str) -> str:
    raise NotImplementedError


def id_decode(identifier: str) -> str:
    raise NotImplementedError
