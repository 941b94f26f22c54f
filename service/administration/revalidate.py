"""`nianbao revalidate`: what is stored is judged anew, with a line of progress."""

from typing import Final

from service.api.representation import render_to_store
from service.config import Settings
from service.progress import Bar, say
from service.revalidation import revalidate
from service.rules.catalogue import RULE_SET
from service.serving.beside import database
from service.storage.migrate import migrate
from service.storage.pool import Pool

INTERRUPTED: Final = 130  # what a shell reports of a command that SIGINT ended


def main(settings: Settings) -> int:
    """
    Judge what is stored under this version's rule set; say on standard error how far it is.

    Returns 0 where all is judged, 1 where some reports could not be read again,
    INTERRUPTED after Ctrl-C: a further run goes on from there. Raises ServiceError.
    """
    with database(settings) as database_url:
        migrate(database_url, settings.limits)
        pool = Pool(database_url, 1, settings.limits)
        bar = Bar()
        try:
            progress = revalidate(
                pool, render_to_store, lambda progress: bar.draw(progress.done, progress.total)
            )
        except KeyboardInterrupt:
            bar.end()
            say("interrupted; run it again to go on")
            return INTERRUPTED
        finally:
            pool.close()
    bar.end()
    for agency_id, year in progress.unreadable:
        say(f"{agency_id} {year}: the reader of this version finds no report, left as it was")
    say(f"{progress.done - len(progress.unreadable)} reports judged by rule set {RULE_SET}")
    return 1 if progress.unreadable else 0
