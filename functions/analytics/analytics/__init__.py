"""Analytics' room: what visitors who agreed to it were seen to do, without knowing who they are."""
