"""The civil register and requests for certificates."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002_certificates"
down_revision = "0001_core"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "civil_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("citizen_id", sa.Integer(), nullable=False),
        sa.Column("certificate_type", sa.String(length=60), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=True),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["citizen_id"], ["citizen.id"], name=op.f("fk_civil_record_citizen_id_citizen"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_civil_record")),
    )
    op.create_index(op.f("ix_civil_record_citizen_id"), "civil_record", ["citizen_id"], unique=False)
    op.create_table(
        "certificate_request",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("citizen_id", sa.Integer(), nullable=False),
        sa.Column("certificate_type", sa.String(length=60), nullable=False),
        sa.Column("purpose", sa.String(length=200), nullable=True),
        sa.Column("delivery", sa.String(length=12), nullable=False),
        sa.Column("delivery_address", sa.Text(), nullable=True),
        sa.Column("verification_code", sa.String(length=16), nullable=True),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("issued_by", sa.String(length=80), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pdf_path", sa.String(length=300), nullable=True),
        sa.Column("pdf_sha256", sa.String(length=64), nullable=True),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_certificate_request_case_id_case"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["citizen_id"], ["citizen.id"], name=op.f("fk_certificate_request_citizen_id_citizen")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_certificate_request")),
        sa.UniqueConstraint("verification_code", name=op.f("uq_certificate_request_verification_code")),
    )


def downgrade() -> None:
    op.drop_table("certificate_request")
    op.drop_index(op.f("ix_civil_record_citizen_id"), table_name="civil_record")
    op.drop_table("civil_record")
