"""The words as somebody reads them aloud: a script to record from. Knows neither chats nor channels."""
