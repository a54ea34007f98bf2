"""Sealing what servers entrust to the bot."""

from bot.vault.aes import AesVault

__all__ = ["AesVault"]
