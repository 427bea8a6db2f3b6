"""The cart's room: what a shopper means to buy, kept open until it is ordered or forgotten."""
