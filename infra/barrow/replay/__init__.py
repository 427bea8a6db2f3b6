"""Living an order log through again: every invoice bought, every cancellation refunded, over HTTP."""
