"""The tables where the rooms meet; one file a model, re-exported here."""

from burden.models.account_change import AccountChange
from burden.models.account_link import AccountLink
from burden.models.answer_pack import AnswerPack
from burden.models.catalogue_change import CatalogueChange
from burden.models.catalogue_decision import CatalogueDecision
from burden.models.catalogue_item import CatalogueItem
from burden.models.cleanup_event import CleanupEvent
from burden.models.download_record import DownloadRecord
from burden.models.edition import Edition
from burden.models.export_job import ExportJob
from burden.models.figure_pack import FigurePack
from burden.models.file_import import FileImport
from burden.models.finding import Finding, FindingRound, FindingStep
from burden.models.headcount import Headcount
from burden.models.inbox_item import BatchItem, InboxItem
from burden.models.invitation_code import InvitationCode
from burden.models.moderation_decision import ModerationDecision
from burden.models.region import Region, TreeVersion
from burden.models.release import Release
from burden.models.release_check import ReleaseCheck
from burden.models.release_shard import ReleaseShard
from burden.models.rule_revision import RuleRevision
from burden.models.scope import Scope
from burden.models.sign_in_record import SignInRecord
from burden.models.sign_in_session import SignInSession
from burden.models.site_fact_change import SiteFactChange
from burden.models.submission_key import SubmissionKey
from burden.models.suggestion import Suggestion
from burden.models.task_run import TaskRun
from burden.models.user import User
from burden.models.wave import Wave
from burden.models.wave_event import WaveEvent

__all__ = [
    "AccountChange",
    "AccountLink",
    "AnswerPack",
    "BatchItem",
    "CatalogueChange",
    "CatalogueDecision",
    "CatalogueItem",
    "CleanupEvent",
    "DownloadRecord",
    "Edition",
    "ExportJob",
    "FigurePack",
    "FileImport",
    "Finding",
    "FindingRound",
    "FindingStep",
    "Headcount",
    "InboxItem",
    "InvitationCode",
    "ModerationDecision",
    "Region",
    "Release",
    "ReleaseCheck",
    "ReleaseShard",
    "RuleRevision",
    "Scope",
    "SignInRecord",
    "SignInSession",
    "SiteFactChange",
    "SubmissionKey",
    "Suggestion",
    "TaskRun",
    "TreeVersion",
    "User",
    "Wave",
    "WaveEvent",
]
