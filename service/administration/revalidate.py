"""`nianbao revalidate`: what is stored is judged anew, with a line of progress."""

from service.administration.stored import connections
from service.api.representation import render_to_store
from service.config import Settings
from service.progress import INTERRUPTED, Bar, say
from service.revalidation import revalidate
from service.rules.catalogue import RULE_SET


def main(settings: Settings) -> int:
    """
    Judge what is stored under this version's rule set; say on standard error how far it is.

    Returns 0 where all is judged, 1 where some reports could not be read again,
    INTERRUPTED after Ctrl-C: a further run goes on from there. Raises ServiceError.
    """
    with connections(settings) as pool:
        bar = Bar()
        try:
            progress = revalidate(
                pool, render_to_store, lambda progress: bar.draw(progress.done, progress.total)
            )
        except KeyboardInterrupt:
            bar.end()
            say("interrupted; run it again to go on")
            return INTERRUPTED
    bar.end()
    for agency_id, year in progress.unreadable:
        say(f"{agency_id} {year}: the reader of this version finds no report, left as it was")
    say(f"{progress.done - len(progress.unreadable)} reports judged by rule set {RULE_SET}")
    return 1 if progress.unreadable else 0
