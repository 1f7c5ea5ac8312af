"""The generated schema says of real and full documents what the official one does; the variant is free where named."""

from __future__ import annotations

import pytest
from lxml import etree

from chartrier.seda.grammar.notation import ComplexType, read_table
from chartrier.seda.grammar.table import table
from chartrier.seda.grammar.xsd import Extensions, schema, schema_text
from chartrier.seda.versions import Version

from .document_maker import full_transfer
from .official import CORPUS, bordereau_of, needs_corpus, official_schema, packages


def documents(version: Version) -> list[etree._ElementTree]:
    found = []
    for row in packages():
        if row["seda_version"] == version and (data := bordereau_of(row["file"])):
            found.append(etree.ElementTree(etree.fromstring(data)))
    return found


def test_every_type_that_the_table_names_is_described():
    grammar = table()
    for kind in grammar.complex.values():
        for particle in grammar.particles(kind.name):
            known = particle.type in grammar.complex or particle.type in grammar.simple
            assert known or not particle.type.endswith("Type"), (kind.name, particle.name)


def test_a_line_that_is_not_of_the_notation_is_refused():
    with pytest.raises(ValueError):
        list(read_table("  Title* TextType"))
    with pytest.raises(ValueError):
        list(read_table("kind X"))
    (kind,) = read_table("type X\n  Title*  TextType  2.2+ vitam=?")
    assert isinstance(kind, ComplexType)
    assert not kind.members[0].scope.holds(Version.V2_1, True)
    assert kind.members[0].occurrence(Version.V2_3, False) == (0, None)
    assert kind.members[0].occurrence(Version.V2_3, True) == (0, 1)


@pytest.mark.parametrize("version", list(Version))
@pytest.mark.parametrize("extensions", [None, Extensions(), Extensions(frozenset({("OpenType", "Free")}))])
def test_every_schema_compiles(version, extensions):
    assert schema(version, extensions=extensions)
    assert schema(version, extensions=extensions) is schema(version, extensions=extensions)
    assert version.namespace.encode() in schema_text(version, extensions=extensions)


@needs_corpus
@pytest.mark.parametrize("version", list(Version))
def test_same_verdict_as_the_official_schema_on_the_corpus(version):
    seen = 0
    for tree in documents(version):
        assert schema(version, extensions=None).validate(tree) == official_schema(version).validate(tree)
        seen += 1
    assert seen


@needs_corpus
@pytest.mark.parametrize("version", list(Version))
def test_a_document_with_every_element_is_valid_for_both(version):
    tree = etree.fromstring(full_transfer(version))
    assert official_schema(version).validate(tree), official_schema(version).error_log
    assert schema(version, extensions=None).validate(tree)


def test_the_variant_takes_free_elements_only_where_they_were_named():
    namespace = Version.V2_1.namespace
    document = full_transfer(Version.V2_1).replace(b"</Content>", b"<Colour><Deep a='1'>x</Deep></Colour></Content>", 1)
    tree = etree.fromstring(document)
    allowed = Extensions(frozenset({("DescriptiveMetadataContentType", "Colour")}))
    assert not schema(Version.V2_1, extensions=None).validate(tree)
    assert not schema(Version.V2_1, extensions=Extensions()).validate(tree)
    assert schema(Version.V2_1, extensions=allowed).validate(tree)
    elsewhere = etree.SubElement(tree, f"{{{namespace}}}Colour")
    tree.insert(0, elsewhere)
    assert not schema(Version.V2_1, extensions=allowed).validate(tree)


@needs_corpus
@pytest.mark.parametrize("version", list(Version))
def test_the_table_has_every_element_name_of_the_official_schema_and_no_other(version):
    """What the generated documents cannot show: they are made from the table itself."""
    xsd = "{http://www.w3.org/2001/XMLSchema}"
    official = {
        element.get("name")
        for path in (CORPUS / "schemas" / f"seda-{version}").glob("seda-*.xsd")
        for element in etree.parse(path).iter(f"{xsd}element")
        if element.get("name") and element.get("abstract") != "true"
    }
    grammar = table()
    kinds = [kind.name for kind in grammar.complex.values() if kind.scope.holds(version, False)]
    ours = {name for kind in kinds for name in grammar.children(kind, version, vitam=False)} | set(grammar.messages)
    assert ours == official
