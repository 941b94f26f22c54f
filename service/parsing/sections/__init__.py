"""How a text is divided: headings, the sections under them, where its report begins and ends."""
