"""Create login_attempts."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Another program on the same database may have made it already.
    op.create_table(
        "login_attempts",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name="login_attempts_pkey"),
        if_not_exists=True,
    )
    op.create_index(
        "login_attempts_expires_at_idx", "login_attempts", ["expires_at"], if_not_exists=True
    )


def downgrade() -> None:
    op.drop_table("login_attempts")
