"""Rehearsing without the chat platforms: stand-ins of them, and conversations played through them."""
