"""Stand-ins of the chat platforms, for rehearsing without them: real HTTP on this machine, strict, and as nasty as asked."""
