"""What the tests share. Nothing here knows what our own programs look like inside."""
