"""Shares as a service: one page each, nothing left where it fails, and the way back in."""

import re
from pathlib import Path

import pypdf
import pytest

from desktop.core import texts
from desktop.core.errors import AlreadyThere, FolderNotWritable
from desktop.services import sharing, vaults
from tests.vault.vaults import PASSPHRASE, new_vault


def test_each_share_is_on_a_page_of_its_own(tmp_path: Path, language: str):
    _secret, made = sharing.prepare()
    with new_vault(tmp_path / "vault") as vault:
        pages = sharing.save_pages(vault, made, tmp_path)

    for share, page in zip(made, pages, strict=True):
        (sheet,) = pypdf.PdfReader(page).pages
        words = re.findall(r"[a-z]+", sheet.extract_text())
        assert set(share.words) <= set(words)
        others = {word for other in made if other is not share for word in other.words} - set(share.words)
        assert len(others & set(words)) < 6  # ordinary English words may stand in the advice
        assert "vault" not in words
    assert texts.language() == language


def test_where_one_page_cannot_be_written_none_is_left(tmp_path: Path):
    _secret, made = sharing.prepare()
    (tmp_path / "share-3-of-3.pdf").write_bytes(b"mine")

    with new_vault(tmp_path / "vault") as vault, pytest.raises(AlreadyThere):
        sharing.save_pages(vault, made, tmp_path)

    assert [path.name for path in tmp_path.glob("*.pdf")] == ["share-3-of-3.pdf"]
    assert (tmp_path / "share-3-of-3.pdf").read_bytes() == b"mine"


def test_no_share_is_written_into_the_vault(tmp_path: Path):
    _secret, made = sharing.prepare()

    with new_vault(tmp_path / "vault") as vault, pytest.raises(FolderNotWritable):
        sharing.save_pages(vault, made, tmp_path / "vault")


def test_two_typed_shares_bring_a_person_back(tmp_path: Path):
    secret, made = sharing.prepare()
    with new_vault(tmp_path / "vault") as vault:
        vault.ways.use_shares(secret)

    sharing.recover(tmp_path / "vault", " ".join(made[1].words), " ".join(made[0].words).upper(), "new words").lock()

    vaults.unlock(tmp_path / "vault", "new words").lock()
    with pytest.raises(vaults.WrongPassphrase):
        vaults.unlock(tmp_path / "vault", PASSPHRASE)
