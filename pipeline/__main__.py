"""`python -m pipeline`."""

import sys

if __name__ == "__main__":
    try:
        from pipeline.cli import main

        sys.exit(main())
    except ModuleNotFoundError as e:  # called with a Python that is not the project's
        if not e.name or e.name.startswith("pipeline"):
            raise
        sys.exit(f"pipeline: {e.name} is not installed for {sys.executable}: `make setup`, then .venv/bin/python -m pipeline")
