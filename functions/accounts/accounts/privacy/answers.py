"""What people are told about their copies and their erasure."""

from datetime import datetime
from typing import Literal

from shopkit import retention
from shopkit.models import Answer

from accounts.privacy import exports_table
from accounts.privacy.erasures_table import Erasure
from accounts.privacy.exporting import Fetched
from accounts.privacy.exports_table import Export


class FileView(Answer):
    number: int
    name: str
    bytes: int

    @classmethod
    def of(cls, file: exports_table.File) -> "FileView":
        return cls(number=file.number, name=file.name, bytes=file.bytes)


class ExportView(Answer):
    """`expires_at`: until when the files can be fetched."""

    object: Literal["export"] = "export"
    id: str
    state: Literal["asked", "ready"]
    created_at: datetime
    ready_at: datetime | None
    expires_at: datetime | None
    files: list[FileView]

    @classmethod
    def of(cls, export: Export) -> "ExportView":
        return cls(
            id=export.id,
            state="ready" if export.state == exports_table.READY else "asked",
            created_at=export.asked_at,
            ready_at=export.ready_at,
            expires_at=export.until,
            files=[FileView.of(file) for file in export.files],
        )


class FileContent(Answer):
    """`content` is a zip archive in base64."""

    object: Literal["export_file"] = "export_file"
    name: str
    content: str

    @classmethod
    def of(cls, fetched: Fetched) -> "FileContent":
        return cls(name=fetched.name, content=fetched.content)


class ErasureView(Answer):
    """`cancelled` and `kept` count orders; null until that is known."""

    object: Literal["erasure"] = "erasure"
    id: str
    state: Literal["asked", "told", "destroyed", "done"]
    created_at: datetime
    done_at: datetime | None
    cancelled: int | None
    kept: int | None

    @classmethod
    def of(cls, erasure: Erasure) -> "ErasureView":
        return cls.model_validate(
            {
                "id": erasure.id,
                "state": erasure.state,
                "created_at": erasure.asked_at,
                "done_at": erasure.done_at,
                "cancelled": erasure.cancelled,
                "kept": erasure.kept,
            }
        )


class StaffErasureView(ErasureView):
    """`by`: self, guest, inactivity, or the member of staff or key that asked for it."""

    account_id: str | None
    by: str

    @classmethod
    def of(cls, erasure: Erasure) -> "StaffErasureView":
        told = ErasureView.of(erasure).model_dump()
        return cls(**told, account_id=erasure.account_id, by=erasure.by)


class KeptFor(Answer):
    """Days after which each goes, whether anybody asks for it or not."""

    unpaid_orders: int
    paid_orders: int
    mails: int
    inactive_accounts: int
    notice: int
    exports: int
    events: int


class PrivacyView(Answer):
    """The last copy, if it can still be fetched or is being written, and how long things stay."""

    object: Literal["privacy"] = "privacy"
    export: ExportView | None
    kept_for_days: KeptFor

    @classmethod
    def of(cls, export: Export | None) -> "PrivacyView":
        periods = retention.periods()
        days = {name: getattr(periods, name) for name in KeptFor.model_fields}
        return cls(export=ExportView.of(export) if export else None, kept_for_days=KeptFor(**days))
