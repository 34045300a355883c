"""The law and the numbers: pure functions over dated tables. Standard library only; no clock, no database."""
