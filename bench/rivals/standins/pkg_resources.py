"""What bagit's last wheel asks of a module that setuptools no longer ships: its own version."""

from importlib.metadata import PackageNotFoundError as DistributionNotFound
from importlib.metadata import distribution as get_distribution

__all__ = ["DistributionNotFound", "get_distribution"]
