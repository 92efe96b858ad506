"""The tests' own certificate authority, and a certificate for localhost."""

import ssl
from dataclasses import dataclass
from pathlib import Path

import trustme


@dataclass(frozen=True, slots=True)
class Trust:
    """Where the files are, as PEM."""

    authority: Path
    certificate: Path
    key: Path

    def server(self) -> ssl.SSLContext:
        """For whoever serves on localhost."""
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self.certificate, self.key)
        return context

    def client(self) -> ssl.SSLContext:
        """For whoever asks there."""
        return ssl.create_default_context(cafile=str(self.authority))


def make_trust(folder: Path) -> Trust:
    """A new authority and what it signed, written into *folder*."""
    trust = Trust(folder / "authority.pem", folder / "certificate.pem", folder / "key.pem")
    authority = trustme.CA()
    issued = authority.issue_cert("localhost", "127.0.0.1", "::1")
    authority.cert_pem.write_to_path(str(trust.authority))
    issued.private_key_pem.write_to_path(str(trust.key))
    for number, blob in enumerate(issued.cert_chain_pems):
        blob.write_to_path(str(trust.certificate), append=number > 0)
    return trust
