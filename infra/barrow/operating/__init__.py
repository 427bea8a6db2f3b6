"""Looking after a shop that stands in AWS: how it is, what it says, what it costs."""
