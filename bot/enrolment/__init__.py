"""How a list of people becomes cover: it is filled and reckoned, written for the branch, its answers are
taken in, cover begins when it is paid, the chats hear of it, and who lapses is seen in time.

It knows records and files; no page and no conversation.
"""
