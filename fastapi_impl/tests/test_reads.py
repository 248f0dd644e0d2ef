"""Reads that wait for a connection: in order, and none for long."""

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


def test_a_read_that_waits_too_long_gives_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(db, "WAIT_SECONDS", 0.01)

    async def wait() -> None:
        semaphore = db.ReadSemaphore(1)
        async with semaphore:
            with pytest.raises(TimeoutError, match="connections"):
                await semaphore.acquire()
        async with semaphore:  # who gave up has taken none
            assert semaphore.locked()

    asyncio.run(wait())
