"""Loading a catalogue into a shop through its staff API."""
