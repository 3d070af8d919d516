"""Programme-in-a-box: from a curriculum template and a city to a programme that runs."""

__all__ = ["__version__"]

__version__ = "0.1.0"
