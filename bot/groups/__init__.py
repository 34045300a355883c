"""How groups are written: who coordinates them, how a line becomes a registration, what is vouched for.

Fulfils handlers/group_services.py over one transaction; how a file is read is known to bot/lists alone.
"""
