"""The settings of the staff's desk (docs/settings.md lists them)."""

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from web.errors import BadSetting

Network = IPv4Network | IPv6Network


@dataclass(frozen=True)
class OpenIdSettings:
    """The organisation's identity provider (OpenID Connect); `claim` names the account."""

    issuer: str
    client_id: str
    client_secret: str
    claim: str = "preferred_username"


@dataclass(frozen=True)
class StaffSettings:
    """How long a session lasts (idle and in all), from where the desk may be reached, the identity provider if any, how long messages are kept."""

    idle_minutes: int = 30
    session_hours: int = 10
    networks: tuple[Network, ...] = ()
    openid: OpenIdSettings | None = None
    secure_cookie: bool = False
    retention_days: int = 365

    def admits(self, address: str | None) -> bool:
        """Whether a browser at this address may open the desk; every address when no network is set."""
        if not self.networks:
            return True
        try:
            found = ip_address(address or "")
        except ValueError:
            return False
        return any(found.version == network.version and found in network for network in self.networks)


def read_staff_settings(environment: Mapping[str, str]) -> StaffSettings:
    """Read MADOGUCHI_STAFF_…; BadSetting names what is wrong and the cure."""
    return StaffSettings(
        idle_minutes=_whole(environment, "MADOGUCHI_STAFF_IDLE_MINUTES", 30),
        session_hours=_whole(environment, "MADOGUCHI_STAFF_SESSION_HOURS", 10),
        networks=_networks(environment.get("MADOGUCHI_STAFF_NETWORKS", "")),
        openid=_openid(environment),
        retention_days=_whole(environment, "MADOGUCHI_RETENTION_DAYS", 365),
        secure_cookie=environment.get("MADOGUCHI_SECURE_COOKIE", "") == "1",
    )


def _whole(environment: Mapping[str, str], name: str, default: int) -> int:
    value = environment.get(name) or str(default)
    if not value.isdigit() or int(value) < 1:
        raise BadSetting(f"{name} は1以上の整数で設定してください（今の値:「{value}」）。")
    return int(value)


def _networks(text: str) -> tuple[Network, ...]:
    try:
        return tuple(ip_network(part, strict=False) for part in text.replace(",", " ").split())
    except ValueError:
        raise BadSetting(f"MADOGUCHI_STAFF_NETWORKS は 192.0.2.0/24 のような範囲を空白で区切って設定してください（今の値:「{text}」）。") from None


def _openid(environment: Mapping[str, str]) -> OpenIdSettings | None:
    issuer = environment.get("MADOGUCHI_STAFF_OIDC_ISSUER", "")
    if not issuer:
        return None
    client_id, secret = (environment.get(f"MADOGUCHI_STAFF_OIDC_CLIENT_{part}", "") for part in ("ID", "SECRET"))
    if not client_id or not secret:
        raise BadSetting("MADOGUCHI_STAFF_OIDC_CLIENT_ID と MADOGUCHI_STAFF_OIDC_CLIENT_SECRET も設定してください。")
    return OpenIdSettings(issuer.rstrip("/"), client_id, secret, environment.get("MADOGUCHI_STAFF_OIDC_CLAIM") or "preferred_username")
