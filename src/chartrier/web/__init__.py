"""The archive in a browser: parse, call one function, render."""

from django.urls import register_converter

from chartrier.web.frame.codes import TenantCode

# here, because the addresses of any subject may be loaded first
register_converter(TenantCode, "tenant")
