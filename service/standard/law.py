"""The law and the documents that reports cite, and the years they belong to."""

from dataclasses import dataclass
from datetime import date

ISSUING_OFFICE = "国务院办公厅政府信息与政务公开办公室"


@dataclass(frozen=True, slots=True)
class RegulationsOrder:
    """An order of the State Council that issued the Regulations; `articles` is how many it has."""

    number: int
    since: date
    articles: int

    @property
    def citation(self) -> str:
        """The order as a report should cite it."""
        return f"国务院令第{self.number}号"


ORDER_492 = RegulationsOrder(492, date(2008, 5, 1), 38)
ORDER_711 = RegulationsOrder(711, date(2019, 5, 15), 56)


@dataclass(frozen=True, slots=True)
class FormatDocument:
    """A document that issued a national format, with the report years it is for."""

    number: str
    title: str
    first_year: int
    last_year: int | None


FORMAT_DOCUMENT_2019 = FormatDocument(
    "国办公开办函〔2019〕60号", "关于政府信息公开工作年度报告有关事项的通知", 2019, 2020
)
FORMAT_DOCUMENT_2021 = FormatDocument(
    "国办公开办函〔2021〕30号",
    "关于印发《中华人民共和国政府信息公开工作年度报告格式》的通知",
    2021,
    None,
)
FORMAT_DOCUMENTS = (FORMAT_DOCUMENT_2019, FORMAT_DOCUMENT_2021)

ARTICLE_49 = "《中华人民共和国政府信息公开条例》第四十九条"
ARTICLE_50 = "《中华人民共和国政府信息公开条例》第五十条"


def order_in_force(year: int) -> RegulationsOrder:
    """Return the order that a report for `year` cites: 711 from 2019 on."""
    return ORDER_711 if year >= ORDER_711.since.year else ORDER_492


def format_document(year: int) -> FormatDocument | None:
    """Return the format document for reports on `year`, None before 2019."""
    for document in FORMAT_DOCUMENTS:
        if document.first_year <= year and (
            document.last_year is None or year <= document.last_year
        ):
            return document
    return None
