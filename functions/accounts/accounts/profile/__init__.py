"""What customers tell of themselves: name, addresses, what they agreed to."""
