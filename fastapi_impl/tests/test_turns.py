"""Reads that wait for a connection: each in its turn, and none for long."""

import asyncio

import pytest
from sqlalchemy import Engine, literal, select

from app import db
from app.connections import POOL_SIZES, create_engine

READS = 500


def test_reads_are_served_in_the_order_in_which_they_come(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(POOL_SIZES["sqlite"], "read", 1)
    served: list[int] = []

    async def read(reads: db.Reads, number: int) -> None:
        await db.fetch_all(reads, select(literal(1)), {})
        served.append(number)

    async def come_one_by_one() -> None:
        pool = create_engine(str(engine.url), "read")
        reads = db.Reads(pool)
        await read(reads, 0)  # so that the connection is there
        async with asyncio.TaskGroup() as group:
            for number in range(1, READS):
                group.create_task(read(reads, number))
                await asyncio.sleep(0)
        await pool.dispose()

    asyncio.run(come_one_by_one())
    assert served == list(range(READS))


def test_a_read_whose_turn_does_not_come_gives_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(db, "TURN_SECONDS", 0.01)

    async def wait() -> None:
        turns = db.Turns(1)
        async with turns:
            with pytest.raises(TimeoutError, match="connections"):
                await turns.acquire()
        async with turns:  # who gave up has taken none
            assert turns.locked()

    asyncio.run(wait())
