"""Command line: run every benchmark, print what it found and write docs/performance.md."""

from benchmarks import importing, key_check, linear_growth, parse_and_check, post
from benchmarks.measuring import ROOT, machine

_PAGE = """\
# How fast a report is read

Written by `make bench`, never by hand, on {machine}.
Times differ from machine to machine and run to run; the ratios are what is claimed.

## Reading and judging against merely looking

{about_ratio}

{ratio}

## Growth with the length of the input

{about_growth}

{growth}

## Asking for a key

{about_key}

{key}

## Storing a report against merely inserting rows

{about_post}

{post}

## Importing many reports

{about_importing}

{importing}
"""


def _about(module: object) -> str:
    return (module.__doc__ or "").strip()


def main() -> None:
    """Run the benchmarks one behind the other."""
    page = _PAGE.format(
        machine=machine(),
        about_ratio=_about(parse_and_check),
        ratio=parse_and_check.report(),
        about_growth=_about(linear_growth),
        growth=linear_growth.report(),
        about_key=_about(key_check),
        key=key_check.report(),
        about_post=_about(post),
        post=post.report(),
        about_importing=_about(importing),
        importing=importing.report(),
    )
    (ROOT / "docs" / "performance.md").write_text(page, encoding="utf-8")
    print(page)


if __name__ == "__main__":
    main()
