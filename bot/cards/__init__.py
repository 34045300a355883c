"""Cards of memberships: what stands on one, drawn as a picture or on sheets, and sent when it is issued.

A card is a proof of this service. It takes the place of no card of BPJS Ketenagakerjaan, and says so.
"""
