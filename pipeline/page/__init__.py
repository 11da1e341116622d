"""Fetches one page of a site and keeps it as a test: where a new source begins, or a broken one is mended.

command   asks once, politely, and says what comes next
saved     page and record, in the form of tests/pages
likeness  the source whose saved pages it resembles
"""
