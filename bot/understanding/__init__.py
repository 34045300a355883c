"""What a message wants, from how workers write. Standard library only; knows no chat and no conversation."""
