"""Executes asks, politely and safely, and knows no source.

    lanes     one queue per site, side by side                gate      a site's turns: spacing, width, budget
    fetch     one ask: robots, redirects, retries             limits    what answers say about them
    exchange  one request: who we are, keys, failures         breaker   ways into a site that stay shut
    door      the connection, checked                         network   is there one at all
    guard     addresses that we go to                         judge     what an answer is worth
    body      complete or not at all                          pages     walls, error pages, wrong types (signs in marks)

`sites` is the contract with the sites.
"""
