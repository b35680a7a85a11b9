"""Documents made on the spot: Japanese PDFs, and a database with two shipped cities."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from shutil import copy

import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from knowledge.catalogue import Catalogue
from knowledge.ingest.passage_store import DocumentRow
from knowledge.store import Base, import_catalogue, open_engine

PLANS = Path(__file__).parents[4] / "shared" / "plans"


@pytest.fixture
def plan_file():
    """A plan's text by the municipality's id; skipped where the plans are not at hand."""

    def find(municipality: str) -> Path:
        path = PLANS / f"{municipality}.txt"
        if not path.is_file():
            pytest.skip(f"計画の文章（{path.name}）がないため、取り込みを確かめられません")
        return path

    return find


@pytest.fixture(scope="session")
def make_pdf():
    """Pages (lists of lines) as a PDF with a Japanese font that is not embedded, as older office software wrote them."""
    return pdf_of


@pytest.fixture(scope="session")
def scanned_pdf() -> bytes:
    """A PDF with two pictures and no text."""
    pages = [Image.new("L", (200, 280), shade) for shade in (255, 200)]
    out = BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:])
    return out.getvalue()


def pdf_of(pages: Sequence[Sequence[str]], password: str | None = None) -> bytes:
    writer = PdfWriter()
    font = writer._add_object(_font())
    for lines in pages:
        page = writer.add_blank_page(595, 842)
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})})
        page[NameObject("/Contents")] = writer._add_object(_content(lines))
    if password:
        writer.encrypt(password, algorithm="AES-256")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _font() -> DictionaryObject:
    system = DictionaryObject(
        {NameObject("/Registry"): TextStringObject("Adobe"), NameObject("/Ordering"): TextStringObject("Japan1"), NameObject("/Supplement"): NumberObject(2)}
    )
    below = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/CIDFontType0"),
            NameObject("/BaseFont"): NameObject("/HeiseiMin-W3"),
            NameObject("/CIDSystemInfo"): system,
        }
    )
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type0"),
            NameObject("/BaseFont"): NameObject("/HeiseiMin-W3"),
            NameObject("/Encoding"): NameObject("/UniJIS-UTF16-H"),
            NameObject("/DescendantFonts"): ArrayObject([below]),
        }
    )


def _content(lines: Sequence[str]) -> DecodedStreamObject:
    shown = "".join(f"<{line.encode('utf-16-be').hex()}> Tj 0 -20 Td " for line in lines)
    content = DecodedStreamObject()
    content.set_data(f"BT /F1 12 Tf 50 800 Td {shown}ET".encode())
    return content


@pytest.fixture(scope="session")
def published(tmp_path_factory, catalogue) -> Path:
    """A database with Ogaki and Sado published, made once."""
    assert DocumentRow.__table__ in Base.metadata.sorted_tables
    path = tmp_path_factory.mktemp("published") / "madoguchi.db"
    engine = open_engine(f"sqlite:///{path}")
    Base.metadata.create_all(engine)
    import_catalogue(engine, Catalogue({name: catalogue.municipalities[name] for name in ("ogaki", "sado")}))
    engine.dispose()
    return path


@pytest.fixture
def engine(tmp_path, published):
    """A copy of that database."""
    engine = open_engine(f"sqlite:///{copy(published, tmp_path / 'madoguchi.db')}")
    yield engine
    engine.dispose()
