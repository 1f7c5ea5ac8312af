"""Data objects: binary and physical, their groups, and their technical metadata."""

TABLE = """
simple MimeTypeType NonEmptyTokenType
simple EncodingType NonEmptyTokenType
simple FileFormatType NonEmptyTokenType
simple CompressionAlgorithmType NonEmptyTokenType
simple VersionIdType NonEmptyTokenType
simple MeasurementUnitsType string micrometre | 4H | millimetre | MMT | centimetre | CMT
  | metre | inch | INH | foot | FOT
simple MeasurementWeightUnitsType string microgram | MC | milligram | MGM | gram | GRM | kilogram | KGM

type DataObjectGroupType
  @id!  GroupIdType
  choice*  2.2+=+  vitam=*
    BinaryDataObject    BinaryDataObjectType
    PhysicalDataObject  PhysicalDataObjectType
  LogBook?  LogBookOgType

type LogBookOgType
  Event*  EventLogBookOgType

type EventLogBookOgType : EventType
  DataObjectReferenceId?  DataObjectRefIdType

abstract type MinimalDataObjectType
  @id!  DataObjectIdType
  DataObjectProfile?        IdentifierType     2.2+
  DataObjectSystemId?       NonEmptyTokenType
  DataObjectGroupSystemId?  NonEmptyTokenType
  Relationship*             RelationshipType
  choice?  2.1 +vitam
    DataObjectGroupReferenceId  GroupRefIdType
    DataObjectGroupId           GroupIdType
  DataObjectVersion?        VersionIdType
  PersistentIdentifier*     PersistentIdType   2.3
  DataObjectUse?            NonEmptyTokenType  2.3
  DataObjectNumber?         int                2.3

type BinaryDataObjectType : MinimalDataObjectType
  sequence?
    choice?
      Attachment   BinaryObjectType
      Uri          anyURI
    MessageDigest  MessageDigestBinaryObjectType
  Size?                  SizeInBytesType
  Compressed?            CompressedType
  FormatIdentification?  FormatIdentificationType
  FileInfo?              FileInfoType
  Metadata?              CoreMetadataType
  OtherMetadata?         DescriptiveTechnicalMetadataType

type CompressedType : string
  @algorithm!         CompressionAlgorithmType
  @uncompressedSize!  SizeInBytesType

type FormatIdentificationType
  FormatLitteral?  string
  MimeType?        MimeTypeType
  FormatId?        FileFormatType
  Encoding?        EncodingType

type FileInfoType
  Filename                     string
  CreatingApplicationName?     string
  CreatingApplicationVersion?  string
  DateCreatedByApplication?    dateTime
  CreatingOs?                  string
  CreatingOsVersion?           string
  LastModified?                dateTime

type PhysicalDataObjectType : MinimalDataObjectType
  PhysicalId?          IdentifierType
  PhysicalDimensions?  DimensionsType
  free*

type CoreMetadataType
  choice?  # libxml2 takes an empty one: docs/decisions/0023
    Text      TextTechnicalMetadataType
    Document  DocumentTechnicalMetadataType
    Image     ImageTechnicalMetadataType
    Audio     AudioTechnicalMetadataType
    Video     VideoTechnicalMetadataType
    free?

abstract type BaseDimensionsType

type DimensionsType : BaseDimensionsType
  Width?         MeasurementType
  Height?        MeasurementType
  Depth?         MeasurementType
  Shape?         string
  Diameter?      MeasurementType
  Length?        MeasurementType
  Thickness?     MeasurementType
  Weight?        MeasurementWeightType
  NumberOfPage?  int

type MeasurementType : decimal
  @unit!  MeasurementUnitsType

type MeasurementWeightType : decimal
  @unit!  MeasurementWeightUnitsType
"""
