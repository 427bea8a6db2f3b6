"""What the shop costs: counted calls and units, times AWS's price list.

prices.py         the list, one file a day
usage.py          how much of each item of the list
units.py          what DynamoDB charges for a request
reckoning.py      the same for a call as it is made
metering.py       what each call of a function takes
metered_shop.py   a whole shop in this process, metered
flows.py          a page view, a cart, an order; a minute in which nobody comes
idle.py           what a month costs in which nobody comes
stage_usage.py    what a deployed stage used, by its own metrics
view.py           tables
"""
