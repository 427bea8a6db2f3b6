"""The kit that every function carries: what two capabilities share is a contract, and is here."""
