"""Reads lists of people that were never meant for a computer, and gives them back with reasons.

It knows no chat and no database. `reading` reads in this process, `apart` in a child that a hostile file
can't get out of, `returning` gives the file back, `writing` makes a safe sheet.
"""
