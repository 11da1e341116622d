"""Looks the set-up over, and on request the sites.

findings   what is printed, and what to attach to a report
soundness  the checks of the set-up; they ask nothing of the network
fitness    one request per source about a known work (known_works.toml): does its reader still fit?
"""
