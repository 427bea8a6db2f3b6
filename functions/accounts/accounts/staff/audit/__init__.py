"""The audit log: what the shop's people wrote, chained so that nothing can be changed unseen."""
