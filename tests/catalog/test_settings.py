"""Settings: where each comes from, what is refused, what is never shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from chartrier.errors import InvalidInput
from chartrier.settings import describe, load_settings

URL = "postgresql://app:s3cret@db.exemple.fr:5432/archives"


def refusal(home: Path | None, environ: dict[str, str]) -> str:
    with pytest.raises(InvalidInput) as caught:
        load_settings(home, environ)
    assert "s3cret" not in str(caught.value) + caught.value.finding.remedy("fr")
    return caught.value.finding.code


def test_defaults(tmp_path):
    settings = load_settings(tmp_path, {})
    assert settings.home == tmp_path
    assert list(settings.copies.items()) == [("a", tmp_path / "copies/a"), ("b", tmp_path / "copies/b")]
    assert (settings.language, settings.embedded) == ("fr", True)
    assert settings.origins["home"] == "option"
    assert set(settings.origins.values()) == {"option", "default"}


def test_the_default_home_is_here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert load_settings(None, {}).home == tmp_path / "chartrier-home"


def test_the_environment_goes_before_the_file(tmp_path):
    (tmp_path / "settings.toml").write_text(
        'language = "en"\nstaging = "work"\npackage_max_bytes = "3GiB"\n'
        '[copies]\nnear = "n"\nfar = "/mnt/far"\nthird = "t"\n'
    )
    settings = load_settings(None, {"CHARTRIER_HOME": str(tmp_path), "CHARTRIER_LANGUAGE": "fr"})
    assert settings.language == "fr"
    assert list(settings.copies) == ["near", "far", "third"]
    assert settings.copies["far"] == Path("/mnt/far")
    assert settings.staging == tmp_path / "work"
    assert settings.package_max_bytes == 3 << 30
    origins = settings.origins
    assert [origins[name] for name in ("home", "language", "copies", "staging", "keys")] == [
        "environment", "environment", "file", "file", "default",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LANGUAGE", "de"), ("COPIES", "a"), ("COPIES", "a=x,b=x/y"), ("COPIES", "a=x,b=x"),
        ("COPIES", "A=x"),
        ("COPIES", "../a=x"), ("SYNC_POLICY", "never"),
        ("DATABASE_URL", "mysql://a@b/c"), ("DATABASE_URL", "postgresql://host/"), ("DATABASE_LINGER", "-1"),
        ("DATABASE_LINGER", "nan"), ("CLAMD_ADDRESS", "localhost"), ("CLAMD_ADDRESS", "h:99999"),
        ("CLAMD_MAX_BYTES", "lots"), ("CLAMD_MAX_BYTES", "-5"), ("PACKAGE_MAX_ENTRIES", "1.5"),
        ("JOURNAL_ORIGIN", "Mairie de X"), ("JOURNAL_ORIGIN", "a+b"), ("DATABASE_SYSTEM_USER", "root"),
        ("KEYS", "\0"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_is_refused_by_name(tmp_path, name, value):
    with pytest.raises(InvalidInput) as caught:
        load_settings(tmp_path, {f"CHARTRIER_{name}": value})
    assert caught.value.finding.code == "SET-001"
    assert f"CHARTRIER_{name}" in caught.value.finding.message("fr")


def test_unknown_names_are_refused_with_the_nearest(tmp_path):
    with pytest.raises(InvalidInput) as caught:
        load_settings(tmp_path, {"CHARTRIER_DATABSE_URL": URL})
    assert caught.value.finding.code == "SET-002"
    assert "CHARTRIER_DATABASE_URL" in caught.value.finding.remedy("fr")
    (tmp_path / "settings.toml").write_text("langue = 'fr'\n")
    assert refusal(tmp_path, {}) == "SET-002"
    (tmp_path / "settings.toml").write_text("home = '/'\n")
    assert refusal(tmp_path, {}) == "SET-002"


@pytest.mark.parametrize("text", ["language = ", "a = 1\na = 2", "\udcff"])
def test_a_file_that_cannot_be_read_is_refused(tmp_path, text):
    (tmp_path / "settings.toml").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert refusal(tmp_path, {}) == "SET-003"


@pytest.mark.parametrize(
    "environ",
    [
        {"CHARTRIER_DATABASE_OWNER_URL": URL},
        {"CHARTRIER_DATABASE_OWNER_URL": URL, "CHARTRIER_DATABASE_URL": URL},
        {"CHARTRIER_KEYS": "copies/a/keys", "CHARTRIER_COPIES": "a=copies/a"},
        {"CHARTRIER_STAGING": "copies", "CHARTRIER_COPIES": "a=copies/a"},
        {"CHARTRIER_WEB_CONFORMITY": "partielle"},
    ],
)
def test_contradictions_are_refused(tmp_path, environ):
    assert refusal(tmp_path, environ) == "SET-004"


def test_secrets_are_not_shown(tmp_path):
    settings = load_settings(tmp_path, {"CHARTRIER_DATABASE_URL": URL})
    rows = {row.name: row for row in describe(settings)}
    assert rows["database_url"].shown == "postgresql://app@db.exemple.fr/archives"
    assert "s3cret" not in str(rows)
    assert refusal(tmp_path, {"CHARTRIER_DATABASE_URL": "postgresql:/app:s3cret@x/y"}) == "SET-001"
    assert "s3cret" not in repr(settings)


def test_every_setting_is_described_in_both_languages(tmp_path):
    for row in describe(load_settings(tmp_path, {})):
        assert (row.fr[-1], row.en[-1]) == (".", "."), row.name
        assert row.fr != row.en
        assert row.variable == f"CHARTRIER_{row.name.upper()}"
