"""Management rules: `Management` of a unit, the rules of `ManagementMetadata`, and Vitam's `UpdateOperation`."""

_RULES = """
  sequence*
    Rule        RuleIdType
    StartDate?  date  nil
"""

_INHERITANCE = """
  choice?
    PreventInheritance?  boolean  =false
    RefNonRuleId+        RuleIdType
"""

MANAGEMENT_GROUP = """
  StorageRule?         StorageRuleType
  AppraisalRule?       AppraisalRuleType
  AccessRule?          AccessRuleType
  DisseminationRule?   DisseminationRuleType
  ReuseRule?           ReuseRuleType
  ClassificationRule?  ClassificationRuleType
  LogBook?             LogBookType
  NeedAuthorization?   boolean
  HoldRule?            HoldRuleType         2.2+ +vitam
  UpdateOperation?     UpdateOperationType  +vitam
  free*
"""

TABLE = f"""
simple FinalActionStorageCodeType NonEmptyTokenType RestrictAccess | Transfer | Copy
simple FinalActionAppraisalCodeType NonEmptyTokenType Keep | Destroy

type RuleIdType : NonEmptyTokenType
  @id  ID

type ManagementType
{MANAGEMENT_GROUP}
  History*  ManagementHistoryType  +vitam

type ManagementHistoryType  +vitam
  UpdateDate  dateTime
  Data        ManagementHistoryDataType

type ManagementHistoryDataType  +vitam
  Version      string
  Management?  ManagementType

type LogBookType
  Event+  EventType

type AccessRuleType
{_RULES}
{_INHERITANCE}

type DisseminationRuleType
{_RULES}
{_INHERITANCE}

type ReuseRuleType
{_RULES}
{_INHERITANCE}

type ClassificationRuleType
{_RULES}
  ClassificationAudience?         NonEmptyTokenType
{_INHERITANCE}
  ClassificationLevel             NonEmptyTokenType
  ClassificationOwner             NonEmptyTokenType
  ClassificationReassessingDate?  date
  NeedReassessingAuthorization?   boolean

type StorageRuleType
{_RULES}
{_INHERITANCE}
  FinalAction  FinalActionStorageCodeType

type AppraisalRuleType
{_RULES}
{_INHERITANCE}
  FinalAction  FinalActionAppraisalCodeType

type HoldRuleType  2.2+ +vitam
  sequence*
    Rule                   RuleIdType
    StartDate?             date  nil
    HoldEndDate?           date  nil
    HoldOwner?             NonEmptyTokenType
    HoldReassessingDate?   date  nil
    HoldReason?            NonEmptyTokenType
    PreventRearrangement?  boolean
{_INHERITANCE}

type UpdateOperationType  +vitam
  choice
    SystemId                  NonEmptyTokenType
    ArchiveUnitIdentifierKey  ArchiveUnitIdentifierKeyType
  ToDelete?    ToDeleteType
  FullUpdate?  boolean  =false

type ArchiveUnitIdentifierKeyType  +vitam
  MetadataName   NonEmptyTokenType
  MetadataValue  string

type ToDeleteType  +vitam
  sequence+
    ArchiveUnitRefId  ArchiveUnitRefIdType
"""
