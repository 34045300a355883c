"""`make bench`: Payung beside a bare python-telegram-bot echo bot in the same run."""
