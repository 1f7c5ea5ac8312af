"""Archive units and their description: `ArchiveUnit`, `Content` and what they hold."""

_PLACE = """
  all
    Geogname?    string
    Address?     string
    PostalCode?  string
    City?        string
    Region?      string
    Country?     string
"""

_PERSON_OR_ENTITY = """
  choice
    sequence
      FirstName?    string
      BirthName?    string
      FullName?     string
      GivenName?    string
      Gender?       NonEmptyTokenType
      BirthDate?    date
      BirthPlace?   BirthOrDeathPlaceType
      DeathDate?    date
      DeathPlace?   BirthOrDeathPlaceType
      Nationality*  NonEmptyTokenType
    sequence
      Corpname      string
  Identifier*  NonEmptyTokenType
"""

_BUSINESS = """
  Function*  TextType
  Activity*  TextType
  Position*  TextType
  Role*      TextType
  Mandate*   TextType
"""

TABLE = f"""
simple LevelType token Fonds | Subfonds | Class | Collection | Series | Subseries | RecordGrp
  | SubGrp | File | Item | OtherLevel
simple CodeKeywordType token corpname | famname | geogname | name | occupation | persname
  | subject | genreform | function
simple SigningRoleType token SignedDocument | Timestamp | Signature | AdditionalProof
simple DetachedSigningRoleType token Timestamp | Signature | AdditionalProof

type DescriptiveMetadataType
  ArchiveUnit*  ArchiveUnitType

type ArchiveUnitType
  @id!  ArchiveUnitIdType
  choice
    ArchiveUnitRefId  ArchiveUnitRefIdType
    sequence
      ArchiveUnitProfile?  IdentifierType
      Management?          ManagementType
      Content              DescriptiveMetadataContentType
      choice*
        ArchiveUnit          ArchiveUnitType
        DataObjectReference  DataObjectRefType
        DataObjectGroup      ObjectGroupRefType  +vitam
        free?

type ObjectGroupRefType  +vitam
  DataObjectReference?                DataObjectRefType
  DataObjectGroupExistingReferenceId  NonEmptyTokenType

type DescriptiveMetadataContentType
  DescriptionLevel?                        LevelType
  Title*                                   TextType
  FilePlanPosition*                        NonEmptyTokenType
  SystemId*                                NonEmptyTokenType
  OriginatingSystemId*                     NonEmptyTokenType
  ArchivalAgencyArchiveUnitIdentifier*     NonEmptyTokenType
  OriginatingAgencyArchiveUnitIdentifier*  NonEmptyTokenType
  TransferringAgencyArchiveUnitIdentifier* NonEmptyTokenType
  Description*                             TextType
  CustodialHistory?                        CustodialHistoryType
  Type?                                    TextType
  DocumentType?                            TextType
  Language*                                language
  DescriptionLanguage?                     language
  Status?                                  NonEmptyTokenType
  Version?                                 string
  Tag*                                     NonEmptyTokenType
  Keyword*                                 KeywordsType
  Coverage?                                CoverageType
  OriginatingAgency?                       OrganizationType
  SubmissionAgency?                        OrganizationType
  Agent*                                   AgentType  2.2+ +vitam
  AuthorizedAgent*                         AgentType
  Writer*                                  AgentType
  Addressee*                               AgentType
  Recipient*                               AgentType
  Transmitter*                             AgentType
  Sender*                                  AgentType
  Source?                                  string
  RelatedObjectReference?                  RelatedObjectReferenceType
  CreatedDate?                             DateType
  TransactedDate?                          DateType
  AcquiredDate?                            DateType
  SentDate?                                DateType
  ReceivedDate?                            DateType
  RegisteredDate?                          DateType
  StartDate?                               DateType
  EndDate?                                 DateType
  DateLitteral?                            NonEmptyTokenType  2.2+
  Event*                                   EventType
  choice
    sequence
      Signature*                           SignatureType           ..2.2
      SigningInformation?                  SigningInformationType  2.3
      Gps?                                 GpsType
      OriginatingSystemIdReplyTo?          NonEmptyTokenType       2.2+
      TextContent?                         NonEmptyTokenType       2.2+ vitam=*
    SigningInformation?                    SigningInformationType  +vitam..2.2
  PersistentIdentifier*                    PersistentIdType        2.3 +vitam
  free*

type CustodialHistoryType
  CustodialHistoryItem+  CustodialHistoryItemType
  CustodialHistoryFile?  DataObjectRefType

type CustodialHistoryItemType : TextType
  @when  DateType

type KeywordsType
  @id  ID
  KeywordContent     TextType
  KeywordReference?  IdentifierType
  KeywordType?       KeyType

type KeyType : CodeKeywordType
  @listVersionID  token

type CoverageType
  Spatial*        TextType
  Temporal*       TextType
  Juridictional*  TextType

type RelatedObjectReferenceType
  IsVersionOf*  DataObjectOrArchiveUnitReferenceType
  Replaces*     DataObjectOrArchiveUnitReferenceType
  Requires*     DataObjectOrArchiveUnitReferenceType
  IsPartOf*     DataObjectOrArchiveUnitReferenceType
  References*   DataObjectOrArchiveUnitReferenceType

type DataObjectOrArchiveUnitReferenceType
  choice
    ArchiveUnitRefId          ArchiveUnitRefIdType
    DataObjectReference       DataObjectRefType
    RepositoryArchiveUnitPID  NonEmptyTokenType
    RepositoryObjectPID       NonEmptyTokenType
    ExternalReference         NonEmptyTokenType

type EventType
  EventIdentifier?         NonEmptyTokenType
  EventTypeCode?           NonEmptyTokenType
  EventType?               NonEmptyTokenType
  EventDateTime            DateType
  EventDetail?             TextType
  Outcome?                 NonEmptyTokenType
  OutcomeDetail?           NonEmptyTokenType
  OutcomeDetailMessage?    NonEmptyTokenType
  EventDetailData?         NonEmptyTokenType
  LinkingAgentIdentifier?  LinkingAgentIdentifierType  2.2+ vitam=*
  free*

type LinkingAgentIdentifierType  2.2+
  LinkingAgentIdentifierType?   NonEmptyTokenType
  LinkingAgentIdentifierValue?  NonEmptyTokenType
  LinkingAgentRole?             NonEmptyTokenType

type SignatureType  ..2.2
  Signer+           SignerType
  Validator         ValidatorType
  Masterdata?       CodeType
  ReferencedObject  ReferencedObjectType

type ReferencedObjectType  ..2.2
  SignedObjectId      DataObjectRefIdType
  SignedObjectDigest  MessageDigestBinaryObjectType

type SignerType
{_PERSON_OR_ENTITY}
  SigningTime  dateTime
{_BUSINESS}

type ValidatorType
{_PERSON_OR_ENTITY}
  ValidationTime  dateTime
{_BUSINESS}

type SigningInformationType  2.3 +vitam
  SigningRole+                SigningRoleType
  DetachedSigningRole*        DetachedSigningRoleType
  SignedDocumentReferenceId*  IDREF
  SignatureDescription*       SignatureDescriptionType
  TimestampingInformation*    TimestampingInformationType
  AdditionalProof*            AdditionalProofType
  Extended?                   OpenType      2.3 -vitam  # abstract: officially, no document can use it
  Extended?                   ExtendedType  +vitam

type ExtendedType : OpenType  +vitam

type SignatureDescriptionType  2.3 +vitam
  Signer?       SignerType
  Validator?    ValidatorType
  SigningType?  NonEmptyTokenType

type TimestampingInformationType  2.3 +vitam
  TimeStamp?                         dateTime
  AdditionalTimestampingInformation? NonEmptyTokenType

type AdditionalProofType  2.3 +vitam
  AdditionalProofInformation*  NonEmptyTokenType

type AgentType
{_PERSON_OR_ENTITY}
{_BUSINESS}

type BirthOrDeathPlaceType
{_PLACE}

type GpsType
  GpsVersionID?     string
  GpsAltitude?      integer
  GpsAltitudeRef?   string
  GpsLatitude?      string
  GpsLatitudeRef?   string
  GpsLongitude?     string
  GpsLongitudeRef?  string
  GpsDateStamp?     string
"""
