"""What a phone's page costs, from the browser's own record of the network."""

from __future__ import annotations

from typing import Any

from tests.browser.phone import Phone


class Traffic:
    """`received` is what came over the network, heads included; `unpacked` what it was unpacked to."""

    def __init__(self, phone: Phone) -> None:
        self.received = 0
        self.unpacked = 0
        self.sent = 0
        self.asked: list[str] = []
        session = phone.context.new_cdp_session(phone.page)
        session.on("Network.requestWillBeSent", self._asks)
        session.on("Network.dataReceived", self._data)
        session.on("Network.loadingFinished", self._finished)
        session.on("Network.requestWillBeSentExtraInfo", self._head)
        session.send("Network.enable")
        self._streamed: dict[str, int] = {}

    def _asks(self, event: Any) -> None:
        self.asked.append(event["request"]["url"])
        self.sent += len(event["request"].get("postData", ""))

    def _head(self, event: Any) -> None:
        self.sent += sum(len(name) + len(value) + 4 for name, value in event["headers"].items())

    def _data(self, event: Any) -> None:
        """A stream never finishes: its parts count as they come."""
        self.unpacked += event["dataLength"]
        self.received += event["encodedDataLength"]
        self._streamed[event["requestId"]] = (
            self._streamed.get(event["requestId"], 0) + event["encodedDataLength"]
        )

    def _finished(self, event: Any) -> None:
        self.received += int(event["encodedDataLength"]) - self._streamed.pop(event["requestId"], 0)
