"""How fast it is, and whether it stays so as lists grow: `make bench`, or `python -m bench NAME ...`.

Everything measured is made up here or served on loopback; nothing outside this folder and `tests/` is needed.
Each benchmark runs in a process of its own, so that its peak memory is its own.
"""
