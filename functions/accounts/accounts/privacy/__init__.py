"""What a person can ask of what is held about them: to have it, and to have it gone."""
