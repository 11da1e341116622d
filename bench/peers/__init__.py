"""Side by side with what people would pick instead: `python -m bench.peers PYTHON` (see bench/README.md).

Every program gets the same links and the same loopback web; what it says of each is compared with the truth.
The peers live in an environment of their own, so that this project's lock file knows nothing of them.
"""
