"""A shop's order log, read as it is: what each line means, and the plan to live it again."""
