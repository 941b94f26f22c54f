"""The media types of what is sent and answered; those of reports themselves are in judging.py."""

from typing import Final

JSON: Final = "application/json"
PROBLEM: Final = "application/problem+json"
NDJSON: Final = "application/x-ndjson"
ZIP: Final = "application/zip"
CSV: Final = "text/csv"
SARIF: Final = "application/sarif+json"
YAML: Final = "application/yaml"
MARKDOWN: Final = "text/markdown"
