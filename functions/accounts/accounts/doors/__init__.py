"""The routes of accounts, a module for each kind of visitor's errand; app.py registers them all."""
