"""Simple types, and the types that several parts of SEDA share (identifiers, codes, texts, organisations)."""

TABLE = """
simple NonEmptyTokenType token length>=1
simple DataObjectIdType ID
simple DataObjectRefIdType IDREF
simple GroupIdType union ID
simple GroupRefIdType IDREF
simple ArchiveUnitIdType ID
simple ArchiveUnitRefIdType IDREF
simple SizeInBytesType positiveInteger
simple BinaryType union base64Binary hexBinary
simple DigestAlgorithmCodeType NonEmptyTokenType
simple DateType union date dateTime gYear gYearMonth gMonth gMonthDay gDay

type CodeType : NonEmptyTokenType
  @listID          token
  @listAgencyID    token
  @listAgencyName  string
  @listName        string
  @listVersionID   token
  @name            string
  @languageID      language
  @listURI         anyURI
  @listSchemeURI   anyURI

type TextType : string
  @xml:lang  xml:lang

type IdentifierType : token
  @schemeID          token
  @schemeName        string
  @schemeAgencyID    token
  @schemeAgencyName  string
  @schemeVersionID   token
  @schemeDataURI     anyURI
  @schemeURI         anyURI

abstract type OpenType
  @xml:id      xml:id
  @xlink:href  xlink:href
  choice*
    any
    free

type OrganizationDescriptiveMetadataType : OpenType
type SignatureMessageType : OpenType
type TextTechnicalMetadataType : OpenType
type DocumentTechnicalMetadataType : OpenType
type ImageTechnicalMetadataType : OpenType
type AudioTechnicalMetadataType : OpenType
type VideoTechnicalMetadataType : OpenType
type DescriptiveTechnicalMetadataType : OpenType

type DataObjectRefType
  @id  ID
  choice
    DataObjectReferenceId       DataObjectRefIdType  2.1 +vitam
    DataObjectGroupReferenceId  GroupRefIdType

type MessageDigestBinaryObjectType : BinaryType
  @algorithm!  DigestAlgorithmCodeType

type BinaryObjectType : base64Binary
  @filename  string
  @uri       anyURI

type RelationshipType
  @target!  IDREF
  @type!    NonEmptyTokenType

type OrganizationType
  Identifier                        IdentifierType
  OrganizationDescriptiveMetadata?  OrganizationDescriptiveMetadataType

type OrganizationWithIdType : OrganizationType
  @xml:id  xml:id

type PersistentIdType  2.3 +vitam
  PersistentIdentifierType        NonEmptyTokenType
  PersistentIdentifierOrigin?     NonEmptyTokenType
  PersistentIdentifierReference?  NonEmptyTokenType
  PersistentIdentifierContent     NonEmptyTokenType
"""
