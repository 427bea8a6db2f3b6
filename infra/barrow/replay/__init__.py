"""Living an order log again over HTTP: every invoice bought, every cancellation refunded."""
