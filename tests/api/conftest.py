"""Connectors of the archive that the tests of the site share, and a client that is no browser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from chartrier import clock
from chartrier.administration.connectors import Granted, grant, latest_day
from chartrier.administration.tenants import tenant_of
from chartrier.records.connectors import ConnectorOperation
from chartrier.web.frame.archive import served as archive_served
from chartrier.worker.working import do
from tests.cli.commands import COMMUNE
from tests.web.conftest import client_of, read, served, site

__all__ = ["client_of", "read", "served", "site"]

ALL = tuple(str(each) for each in ConnectorOperation)


@dataclass
class Software:
    """Other software with a token. Answers are told in French."""

    token: str | None
    client: Client

    def __call__(self, method: str, path: str, data: Any = b"", **headers: str) -> Any:
        sent = {"Accept-Language": "fr", **headers}
        if self.token is not None:
            sent["Authorization"] = f"Bearer {self.token}"
        return self.client.generic(
            method, f"/api/v1{path}", data, sent.pop("Content-Type", "application/octet-stream"), headers=sent
        )


@pytest.fixture
def software(site: Any) -> Any:
    """Makes a connector of a collectivité and the software that has its token."""

    def make(*operations: str, tenant: str = COMMUNE, service: str = "") -> Software:
        return Software(granted(*operations, tenant=tenant, service=service).token, Client(SERVER_NAME="127.0.0.1"))

    return make


def granted(*operations: str, tenant: str = COMMUNE, service: str = "", name: str = "Logiciel") -> Granted:
    found = tenant_of(tenant)
    return grant(found, name, operations or ALL, latest_day(clock.now), None, clock.now, service=service)


def worked(identifier: str, tenant: str = COMMUNE) -> None:
    """What a worker does of it."""
    do(archive_served(), int(tenant), UUID(identifier), last=True)
