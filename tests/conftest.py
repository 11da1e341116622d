"""What all tests share."""

from hypothesis import settings

# A busy machine is no fault of the code: examples are limited by number, never by time.
settings.register_profile("unhurried", deadline=None, max_examples=50)
settings.load_profile("unhurried")
