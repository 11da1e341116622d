"""The whole job on a demonstration list, offline: real works, a scholarly web in small on loopback, a few faults.

The same web carries the tests of the whole program.
"""
