"""The operator's command: deploy, inspect and run the shop."""
