"""Publishing a shop's whole storefront, over its HTTP API."""
