"""Which bodies are read."""

from fastapi import HTTPException, Request


async def require_json(request: Request) -> None:
    """415 for a write that is not declared as JSON; FastAPI itself says 422."""
    media_type = request.headers.get("Content-Type", "").partition(";")[0].strip()
    if request.method in {"POST", "PATCH"} and media_type.lower() != "application/json":
        raise HTTPException(415)
