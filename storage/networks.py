"""From where somebody asks, as far as wrong tries are counted by it."""

from __future__ import annotations

from ipaddress import ip_address, ip_network


def network_of(host: str) -> str:
    """What one household or office has: an IPv4 address, or the /64 of an IPv6 one."""
    try:
        version = ip_address(host).version
    except ValueError:
        return host[:64]
    return host if version == 4 else str(ip_network((host, 64), strict=False))
