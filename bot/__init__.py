"""Payung: the chat service through which a city protects its vulnerable workers."""
