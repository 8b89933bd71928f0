"""Both PDF readers, for tests of what they must agree on."""

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

sys.path.append(str(Path(__file__).parent))  # tests import pdf_drawing by name; behind the other folders


@pytest.fixture(params=["from_pdf", "from_pdf_plumber"], ids=["pdfium", "pdfplumber"])
def reader(request: pytest.FixtureRequest) -> ModuleType:
    return import_module(f"gouji.extract.readers.{request.param}")
