"""The shop's people, from the operator's side: the first owner, and the audit log on trial."""
