"""Mutants: the served OpenAPI schema (Y3)."""

import copy
from typing import Any

from tests.mutation.mutants.registry import Right, mutant
from tests.mutation.reference_server import openapi, problems
from tests.mutation.reference_server.messages import Request


def altered(service: Any) -> Any:
    return copy.deepcopy(service.document)


@mutant(openapi.get_document, "Y3")
def operation_undocumented(right: Right, service: Any, request: Request) -> Any:
    """The OpenAPI schema leaves out deleteMe."""
    document = altered(service)
    del document["paths"]["/api/v1/users/me"]["delete"]
    return problems.json_response(200, document)


@mutant(openapi.get_document, "Y3")
def status_undocumented(right: Right, service: Any, request: Request) -> Any:
    """The OpenAPI schema leaves out a status."""
    document = altered(service)
    del document["paths"]["/api/v1/posts/{post_id}"]["patch"]["responses"]["412"]
    return problems.json_response(200, document)


@mutant(openapi.get_document, "Y3")
def member_documented_optional(right: Right, service: Any, request: Request) -> Any:
    """The OpenAPI schema does not require the body of a post."""
    document = altered(service)
    document["components"]["schemas"]["PostCreation"]["required"] = ["title"]
    return problems.json_response(200, document)


@mutant(openapi.get_document, "Y3")
def operation_renamed(right: Right, service: Any, request: Request) -> Any:
    """The OpenAPI schema gives an operation another id."""
    document = altered(service)
    document["paths"]["/api/v1/posts"]["get"]["operationId"] = "list_posts"
    return problems.json_response(200, document)


@mutant(openapi.get_document, "Y3")
def parameter_undocumented(right: Right, service: Any, request: Request) -> Any:
    """The OpenAPI schema leaves out a parameter."""
    document = altered(service)
    document["paths"]["/api/v1/posts"]["get"]["parameters"].pop()
    return problems.json_response(200, document)


@mutant(openapi.get_document, "Y3")
def security_undocumented(right: Right, service: Any, request: Request) -> Any:
    """The OpenAPI schema does not say that createPost needs a token."""
    document = altered(service)
    document["paths"]["/api/v1/posts"]["post"]["security"] = []
    return problems.json_response(200, document)


@mutant(openapi.get_document, "Y3")
def shapes_documented_open(right: Right, service: Any, request: Request) -> Any:
    """The OpenAPI schema allows unknown members in a post."""
    document = altered(service)
    del document["components"]["schemas"]["PostCreation"]["additionalProperties"]
    return problems.json_response(200, document)


@mutant(openapi.get_docs, "Y3")
def docs_missing(right: Right, service: Any, request: Request) -> Any:
    """There is no page to look at."""
    raise problems.not_found()
