"""Are the repositories behind a list's code links still there? Asked by a command of its own, within the budgets of their hosts.

A run never asks this: a list of 200 papers names more repositories than GitHub answers a guest in two hours.
The answers are evidence like all others, so that a repository which is missed on two days is known to be gone.

account  what a check did
check    the check itself
due      which repositories are asked for today
hosts    how GitHub and GitLab are asked, and where a repository has gone
"""
