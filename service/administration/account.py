"""Who gives a command."""

import os
import pwd

from service.storage.trail import Author


def author() -> Author:
    """Return the account of this machine under which the command runs, its number if nameless."""
    number = os.getuid()
    try:
        return Author(account=pwd.getpwuid(number).pw_name)
    except KeyError:  # as in a container that runs under a number of its own
        return Author(account=str(number))
