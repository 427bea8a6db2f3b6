"""The local cloud: an AWS engine, the real apps behind one origin, and a stand-in for Stripe."""
