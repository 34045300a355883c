"""One file a channel: its limits and formats. No conversation is known here."""
