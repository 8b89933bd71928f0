"""Hostile packages cost bounded memory and end as Unreadable."""

import io
import zipfile

import pytest
from gouji.extract.document import Unreadable
from gouji.extract.guard import Package, check_cells, check_package, check_size, parse_xml
from gouji.settings import Limits


def packed(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def code(error: pytest.ExceptionInfo[Unreadable]) -> str:
    return error.value.code


def test_size_is_checked_before_reading() -> None:
    with pytest.raises(Unreadable) as error:
        check_size(11, Limits(file_bytes=10))
    assert code(error) == "GJ008"
    check_size(10, Limits(file_bytes=10))


def test_expansion_is_counted_over_all_parts() -> None:
    package = Package(packed(a=b"0" * 600, b=b"0" * 600), Limits(expanded_bytes=1000))
    package.read("a")
    with pytest.raises(Unreadable) as error:
        package.read("b")
    assert code(error) == "GJ008"


def test_a_lying_size_in_the_header_does_not_help() -> None:
    data = bytearray(packed(a=b"0" * 5_000_000))
    honest = (5_000_000).to_bytes(4, "little")
    while (at := bytes(data).find(honest)) >= 0:
        data[at : at + 4] = (10).to_bytes(4, "little")
    with pytest.raises((Unreadable, zipfile.BadZipFile)):
        Package(bytes(data), Limits(expanded_bytes=1000)).read("a")


def test_too_many_entries() -> None:
    with pytest.raises(Unreadable) as error:
        Package(packed(a=b"", b=b"", c=b""), Limits(zip_entries=2))
    assert code(error) == "GJ008"


def test_a_password_is_named() -> None:
    data = packed(a=b"x").replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")
    with pytest.raises(Unreadable) as error:
        Package(data, Limits())
    assert code(error) == "GJ002"


def test_parts_are_found_without_regard_to_case_and_slashes() -> None:
    package = Package(packed(**{"Word\\Document.xml": b"<a/>"}), Limits())
    assert "/word/document.xml" in package
    assert package.xml("word/document.xml").tag == "a"


BOMB = b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a x="&c;">&c;</a>'
FETCH = b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd"><a/>'


FEIGNED = b"<?xml version='1.0'?><!-- <a> -->" + BOMB


@pytest.mark.parametrize("xml", [BOMB, FETCH, FEIGNED, BOMB.decode().encode("utf-16"), b"<a><b></a>"])
def test_entities_and_broken_xml_are_damage(xml: bytes) -> None:
    with pytest.raises(Unreadable) as error:
        parse_xml(xml)
    assert code(error) == "GJ001"


def test_a_whole_package_is_checked_for_libraries_that_unpack_by_themselves() -> None:
    with pytest.raises(Unreadable) as error:
        check_package(packed(**{"word/document.xml": BOMB}), Limits())
    assert code(error) == "GJ001"
    check_package(packed(**{"word/media/a.png": b"<!DOCTYPE"}), Limits())


def test_a_grid_larger_than_the_limit() -> None:
    with pytest.raises(Unreadable) as error:
        check_cells(2, 2_000_000_000, Limits())
    assert code(error) == "GJ008"
