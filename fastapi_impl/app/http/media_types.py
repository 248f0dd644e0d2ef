"""Which bodies are read."""

from fastapi import Depends, HTTPException, Request


async def require_json(request: Request) -> None:
    """415 for a body that is not declared as JSON; FastAPI itself says 422."""
    media_type = request.headers.get("Content-Type", "").partition(";")[0].strip()
    if media_type.lower() != "application/json":
        raise HTTPException(415)


REQUIRE_JSON = Depends(require_json)
