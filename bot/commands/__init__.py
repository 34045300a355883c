"""The commands of `payung`, one file each."""
