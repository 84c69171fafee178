"""Reported problems, their supporters, keys of Open311 applications."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003_problems"
down_revision = "0002_certificates"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "api_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_key")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_api_key_key_hash")),
    )
    op.create_table(
        "problem",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("street", sa.String(length=80), nullable=True),
        sa.Column("street_number", sa.String(length=12), nullable=True),
        sa.Column("area", sa.String(length=80), nullable=True),
        sa.Column("landmark", sa.String(length=120), nullable=True),
        sa.Column("place_text", sa.String(length=300), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("attributes", sa.JSON(), nullable=False),
        sa.Column("support_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_problem_case_id_case"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_problem")),
    )
    op.create_index("ix_problem_place", "problem", ["category", "street"], unique=False)
    op.create_table(
        "problem_support",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("supporter", sa.String(length=80), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["problem.case_id"], name=op.f("fk_problem_support_case_id_problem"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_problem_support")),
        sa.UniqueConstraint("case_id", "supporter", name=op.f("uq_problem_support_case_id_supporter")),
    )


def downgrade() -> None:
    op.drop_table("problem_support")
    op.drop_index("ix_problem_place", table_name="problem")
    op.drop_table("problem")
    op.drop_table("api_key")
