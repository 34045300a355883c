"""Inbox, outbox, jobs: nothing lost, nothing twice, in order. Knows no channel's format."""
