"""The conversation engine: pure, standard library only; knows no channel, no database, no BPJS."""
