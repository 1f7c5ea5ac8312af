from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "chartrier.catalog.accounts"
    label = "accounts"
