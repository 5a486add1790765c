"""briefpress: raw news articles in, a short daily edition out."""

__version__ = "0.1.0"
