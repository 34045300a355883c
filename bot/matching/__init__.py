"""Matching with other offices: by files that officers carry, or over the network."""
