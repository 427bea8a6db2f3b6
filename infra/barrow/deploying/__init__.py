"""Takes the shop to AWS, stage by stage, and away again.

`deploy` is foundation, secrets, Stripe's webhook, apps, edge, alarms, pages. Each step looks at
what stands and makes the difference, so that a run that died anywhere is simply run again; nothing
that could not be found out anew is kept on the operator's disk.
"""
