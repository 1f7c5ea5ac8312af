"""The messages of the exchange: transfer, its reply, its acknowledgement, and the others that SEDA defines."""

from chartrier.seda.grammar.management import MANAGEMENT_GROUP

TABLE = f"""
simple LegalStatusType token Public Archive | Private Archive | Public and Private Archive

type CodeListVersionsType
  @xml:id  xml:id
  ReplyCodeListVersion?                   CodeType
  MessageDigestAlgorithmCodeListVersion?  CodeType
  MimeTypeCodeListVersion?                CodeType
  EncodingCodeListVersion?                CodeType
  FileFormatCodeListVersion?              CodeType
  CompressionAlgorithmCodeListVersion?    CodeType
  DataObjectVersionCodeListVersion?       CodeType
  StorageRuleCodeListVersion?             CodeType
  AppraisalRuleCodeListVersion?           CodeType
  AccessRuleCodeListVersion?              CodeType
  DisseminationRuleCodeListVersion?       CodeType
  ReuseRuleCodeListVersion?               CodeType
  ClassificationRuleCodeListVersion?      CodeType
  HoldRuleCodeListVersion?                CodeType  +vitam2.2+
  AcquisitionInformationCodeListVersion?  CodeType
  AuthorizationReasonCodeListVersion?     CodeType
  RelationshipCodeListVersion?            CodeType
  free*

type DataObjectPackageType
  @xml:id  xml:id
  choice*
    DataObjectGroup     DataObjectGroupType
    BinaryDataObject    BinaryDataObjectType    2.1 +vitam
    PhysicalDataObject  PhysicalDataObjectType  2.1 +vitam
  DescriptiveMetadata  DescriptiveMetadataType
  ManagementMetadata   ManagementMetadataType

type ManagementMetadataType
  @xml:id  xml:id
  ArchivalProfile?              IdentifierType
  ServiceLevel?                 IdentifierType
  AcquisitionInformation?       NonEmptyTokenType
  LegalStatus?                  LegalStatusType
  OriginatingAgencyIdentifier?  IdentifierType
  SubmissionAgencyIdentifier?   IdentifierType
{MANAGEMENT_GROUP}

type OperationType
  Event*  EventType

type AuthorizationRequestContentType
  @xml:id  xml:id
  AuthorizationReason         token
  Comment*                    TextType
  RequestDate                 date
  UnitIdentifier+             IdentifierType
  Requester                   OrganizationType
  AuthorizationRequestReply*  BusinessAuthorizationRequestReplyMessageType

abstract type MessageType
  @xml:id  xml:id
  Comment*           TextType
  Date               dateTime
  MessageIdentifier  IdentifierType
  Signature?         SignatureMessageType

abstract type BusinessMessageType : MessageType
  ArchivalAgreement?  IdentifierType
  CodeListVersions    CodeListVersionsType
  DataObjectPackage?  DataObjectPackageType

abstract type BusinessRequestMessageType : BusinessMessageType

abstract type BusinessAuthorizationRequestMessageType : BusinessRequestMessageType
  AuthorizationRequestContent  AuthorizationRequestContentType

abstract type BusinessReplyMessageType : BusinessMessageType
  ReplyCode?                NonEmptyTokenType
  Operation?                OperationType
  MessageRequestIdentifier  IdentifierType

abstract type BusinessAuthorizationRequestReplyMessageType : BusinessReplyMessageType

abstract type BusinessNotificationMessageType : BusinessMessageType

message Acknowledgement AcknowledgementType
type AcknowledgementType : MessageType
  MessageReceivedIdentifier  IdentifierType
  Sender                     OrganizationWithIdType
  Receiver                   OrganizationWithIdType

message ArchiveTransfer ArchiveTransferType
type ArchiveTransferType : BusinessRequestMessageType
  RelatedTransferReference*        IdentifierType
  TransferRequestReplyIdentifier?  IdentifierType
  ArchivalAgency                   OrganizationWithIdType
  TransferringAgency               OrganizationWithIdType

message ArchiveTransferReply ArchiveTransferReplyType
type ArchiveTransferReplyType : BusinessReplyMessageType
  GrantDate?          dateTime
  ArchivalAgency      OrganizationWithIdType
  TransferringAgency  OrganizationWithIdType

message ArchiveTransferRequest ArchiveTransferRequestType
type ArchiveTransferRequestType : BusinessRequestMessageType
  RelatedTransferReference*  IdentifierType
  TransferDate?              dateTime
  ArchivalAgency             OrganizationWithIdType
  TransferringAgency         OrganizationWithIdType

message ArchiveTransferRequestReply ArchiveTransferRequestReplyType
type ArchiveTransferRequestReplyType : BusinessReplyMessageType
  TransferDate?       dateTime
  ArchivalAgency      OrganizationWithIdType
  TransferringAgency  OrganizationWithIdType

message ArchiveDeliveryRequest ArchiveDeliveryRequestType
type ArchiveDeliveryRequestType : BusinessRequestMessageType
  Derogation       boolean
  UnitIdentifier+  IdentifierType
  ArchivalAgency   OrganizationWithIdType
  Requester        OrganizationWithIdType

message ArchiveDeliveryRequestReply ArchiveDeliveryRequestReplyType
type ArchiveDeliveryRequestReplyType : BusinessReplyMessageType
  AuthorizationRequestReplyIdentifier?  IdentifierType
  UnitIdentifier+                       IdentifierType
  ArchivalAgency                        OrganizationWithIdType
  Requester                             OrganizationWithIdType

message ArchiveRestitutionRequest ArchiveRestitutionRequestType
type ArchiveRestitutionRequestType : BusinessRequestMessageType
  UnitIdentifier+    IdentifierType
  ArchivalAgency     OrganizationWithIdType
  OriginatingAgency  OrganizationWithIdType

message ArchiveRestitutionRequestReply ArchiveRestitutionRequestReplyType
type ArchiveRestitutionRequestReplyType : BusinessReplyMessageType
  UnitIdentifier+    IdentifierType
  ArchivalAgency     OrganizationWithIdType
  OriginatingAgency  OrganizationWithIdType

message AuthorizationControlAuthorityRequest AuthorizationControlAuthorityRequestType
type AuthorizationControlAuthorityRequestType : BusinessAuthorizationRequestMessageType
  ArchivalAgency    OrganizationWithIdType
  ControlAuthority  OrganizationWithIdType

message AuthorizationControlAuthorityRequestReply AuthorizationControlAuthorityRequestReplyType
type AuthorizationControlAuthorityRequestReplyType : BusinessAuthorizationRequestReplyMessageType
  ArchivalAgency    OrganizationWithIdType
  ControlAuthority  OrganizationWithIdType

message AuthorizationOriginatingAgencyRequest AuthorizationOriginatingAgencyRequestType
type AuthorizationOriginatingAgencyRequestType : BusinessAuthorizationRequestMessageType
  ArchivalAgency     OrganizationWithIdType
  OriginatingAgency  OrganizationWithIdType

message AuthorizationOriginatingAgencyRequestReply AuthorizationOriginatingAgencyRequestReplyType
type AuthorizationOriginatingAgencyRequestReplyType : BusinessAuthorizationRequestReplyMessageType
  ArchivalAgency     OrganizationWithIdType
  OriginatingAgency  OrganizationWithIdType

message ArchiveDestructionNotification ArchiveDestructionNotificationType
type ArchiveDestructionNotificationType : BusinessNotificationMessageType
  AuthorizationRequestReplyIdentifier  IdentifierType
  UnitIdentifier+                      IdentifierType
  ArchivalAgency                       OrganizationWithIdType
  OriginatingAgency                    OrganizationWithIdType

message ArchiveModificationNotification ArchiveModificationNotificationType
type ArchiveModificationNotificationType : BusinessNotificationMessageType
  UnitIdentifier+    IdentifierType
  ArchivalAgency     OrganizationWithIdType
  OriginatingAgency  OrganizationWithIdType
"""
