"""Exit statuses beside those that the errors bring."""

INTERRUPTED = 130
"""As a shell says of what Ctrl-C ended."""
PENDING = 3
"""With --strict: published, and an entry is pending."""
