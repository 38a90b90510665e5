"""What is stored of groups, a file for each noun."""

from portal.groups.models.deconfliction import (
    DeconflictionHit,
    DeconflictionKey,
    DeconflictionPepper,
    DeconflictionSearch,
    DeconflictionSetting,
)
from portal.groups.models.lending import (
    AccessRequest,
    Copy,
    Correction,
    Destruction,
    LentPerson,
    RequestMatch,
)
from portal.groups.models.links import (
    CourtOrder,
    NamedOperation,
    Premises,
)
from portal.groups.models.officers import (
    Handover,
    Limit,
    Officer,
    Team,
    TeamMember,
    Training,
)
from portal.groups.models.people import (
    Combination,
    Identity,
    Involvement,
    Nominal,
)
from portal.groups.models.records import (
    SHIPPED_VERSIONS,
    Grading,
    Group,
    LogEntry,
    MemberBand,
    PartnerSummary,
    ReviewDate,
    Share,
    WorkingRecord,
)
from portal.groups.models.status import (
    Closure,
    IntelligenceItem,
    RetentionReview,
    StatusChange,
)
from portal.groups.models.texts import (
    SummaryCheck,
    TextVersion,
)
from portal.groups.models.triggers import (
    DefinitionAnswer,
    SpottingReport,
    Trigger,
    TriggerMove,
)

__all__ = [
    "SHIPPED_VERSIONS",
    "AccessRequest",
    "Closure",
    "Combination",
    "Copy",
    "Correction",
    "CourtOrder",
    "DeconflictionHit",
    "DeconflictionKey",
    "DeconflictionPepper",
    "DeconflictionSearch",
    "DeconflictionSetting",
    "DefinitionAnswer",
    "Destruction",
    "Grading",
    "Group",
    "Handover",
    "Identity",
    "IntelligenceItem",
    "Involvement",
    "LentPerson",
    "Limit",
    "LogEntry",
    "MemberBand",
    "NamedOperation",
    "Nominal",
    "Officer",
    "PartnerSummary",
    "Premises",
    "RequestMatch",
    "RetentionReview",
    "ReviewDate",
    "Share",
    "SpottingReport",
    "StatusChange",
    "SummaryCheck",
    "Team",
    "TeamMember",
    "TextVersion",
    "Training",
    "Trigger",
    "TriggerMove",
    "WorkingRecord",
]
