"""The sites in small, each in its own shape."""
