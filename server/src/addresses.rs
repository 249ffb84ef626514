//! Under which addresses this server is reached: which of them phones can use, and which host names
//! a request may carry.

use axum::http::Uri;
use if_addrs::IfOperStatus;
use protocol::limits::{CODE_LETTERS_LOCAL, CODE_LETTERS_PUBLIC};
use std::collections::HashSet;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::process::Command;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long the list of interfaces is kept: a laptop changes its network while it serves.
const INTERFACES_KEPT: Duration = Duration::from_secs(2);

/// The start of the names of interfaces that lead to no phone.
const VIRTUAL: [&str; 20] = [
    "docker",
    "br-",
    "veth",
    "virbr",
    "vmnet",
    "vboxnet",
    "vethernet",
    "tun",
    "tap",
    "utun",
    "wg",
    "tailscale",
    "zt",
    "lxc",
    "lxd",
    "cni",
    "flannel",
    "podman",
    "awdl",
    "llw",
];

/// An address on the command line that is none.
#[derive(Debug, thiserror::Error)]
#[error("{0} is not an address like http://192.168.1.20:7373 or https://forum.example")]
pub struct BadAddress(String);

/// The addresses of this server.
#[derive(Debug)]
pub struct Addresses {
    /// From the command line, like `https://forum.example`.
    given: Vec<GivenAddress>,
    listening: SocketAddr,
    /// The machine's name, lower case.
    machine: Option<String>,
    interfaces: Mutex<Option<(Instant, Vec<Interface>)>>,
}

#[derive(Clone, Debug)]
struct GivenAddress {
    url: String,
    is_tls: bool,
    host: String,
    port: u16,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Interface {
    name: String,
    ip: IpAddr,
}

impl Addresses {
    /// The addresses of a server that listens there and is also known under the `given` ones.
    ///
    /// # Errors
    /// A given address that is none.
    pub fn new(given: &[String], listening: SocketAddr) -> Result<Self, BadAddress> {
        let given = given.iter().map(|url| read_given(url)).collect::<Result<_, _>>()?;
        Ok(Self { given, listening, machine: machine_name(), interfaces: Mutex::new(None) })
    }

    /// Addresses that phones can use, best first; this machine's own when there is no other.
    pub fn for_phones(&self) -> Vec<String> {
        let ips = if self.listening.ip().is_unspecified() {
            for_phones(&self.interfaces())
        } else {
            vec![self.listening.ip()]
        };
        let mut all: Vec<String> = self.given.iter().map(|given| given.url.clone()).collect();
        // A given address may be that of a network card, or be given twice.
        all.extend(ips.into_iter().map(|ip| self.url(ip)));
        let mut seen = HashSet::new();
        all.retain(|url| seen.insert(url.clone()));
        all
    }

    /// The best of them.
    pub fn best(&self) -> String {
        self.for_phones().into_iter().next().unwrap_or_else(|| self.own())
    }

    /// The address for this machine's own browser: nothing goes over the air.
    pub fn own(&self) -> String {
        match self.listening.ip() {
            ip if ip.is_unspecified() => self.url(IpAddr::V4(Ipv4Addr::LOCALHOST)),
            ip => self.url(ip),
        }
    }

    /// Where the facilitator works: on this machine, unless it was given an address.
    pub fn for_facilitator(&self) -> String {
        self.given.first().map_or_else(|| self.own(), |given| given.url.clone())
    }

    /// The address that was given for people anywhere, over TLS.
    pub fn public(&self) -> Option<String> {
        self.given.iter().find(|given| given.is_tls).map(|given| given.url.clone())
    }

    /// Letters of a new forum's code: more where strangers can guess.
    pub fn code_letters(&self) -> usize {
        if self.given.iter().any(|given| is_public(&given.host)) {
            CODE_LETTERS_PUBLIC
        } else {
            CODE_LETTERS_LOCAL
        }
    }

    /// Whether a request for this host (with or without port) is meant for this server. A page of
    /// somebody else whose name was pointed here is not.
    pub fn serve(&self, host: &str) -> bool {
        let host = without_port(host).trim_end_matches('.').to_ascii_lowercase();
        self.given.iter().any(|given| given.host == host) || self.is_here(&host)
    }

    /// Whether a page of this origin is this server's: scheme, host and port are those of an address of
    /// its own, or those that were asked (`host`), since a port may be passed on from another. Another
    /// program of this machine has another port; a name that is served over TLS has no plain pages.
    pub fn is_own(&self, origin: &str, asked: &str) -> bool {
        let Ok(GivenAddress { is_tls, host, port, .. }) = read_given(origin) else {
            return false;
        };
        let has_tls = self.given.iter().any(|given| given.is_tls && given.host == host);
        if !has_tls && origin.strip_prefix("http://").is_some_and(|it| it.eq_ignore_ascii_case(asked)) {
            return true;
        }
        let is_given =
            |given: &GivenAddress| given.is_tls == is_tls && given.host == host && given.port == port;
        let is_here = || !is_tls && port == self.listening.port() && self.is_here(&host);
        self.given.iter().any(is_given) || is_here()
    }

    /// Whether this is a name or an address of this machine.
    fn is_here(&self, host: &str) -> bool {
        match host.parse::<IpAddr>() {
            Ok(ip) => {
                ip.is_loopback()
                    || ip == self.listening.ip()
                    || self.interfaces().iter().any(|interface| interface.ip == ip)
            }
            Err(_) => {
                host == "localhost"
                    || self
                        .machine
                        .as_deref()
                        .is_some_and(|machine| host.strip_suffix(".local").unwrap_or(host) == machine)
            }
        }
    }

    fn url(&self, ip: IpAddr) -> String {
        let host = match ip {
            IpAddr::V4(ip) => ip.to_string(),
            IpAddr::V6(ip) => format!("[{ip}]"),
        };
        match self.listening.port() {
            80 => format!("http://{host}"),
            port => format!("http://{host}:{port}"),
        }
    }

    fn interfaces(&self) -> Vec<Interface> {
        let mut kept = self.interfaces.lock().unwrap_or_else(PoisonError::into_inner);
        match &*kept {
            Some((since, interfaces)) if since.elapsed() < INTERFACES_KEPT => interfaces.clone(),
            Some(_) | None => {
                let interfaces = read_interfaces();
                *kept = Some((Instant::now(), interfaces.clone()));
                interfaces
            }
        }
    }
}

/// The host of an authority such as `192.168.1.20:7373` or `[fd00::2]:7373`.
fn without_port(authority: &str) -> &str {
    match authority.strip_prefix('[') {
        Some(rest) => rest.split_once(']').map_or(rest, |(host, _)| host),
        None => authority.split_once(':').map_or(authority, |(host, _)| host),
    }
}

fn read_given(url: &str) -> Result<GivenAddress, BadAddress> {
    let wrong = || BadAddress(url.to_owned());
    let uri: Uri = url.parse().map_err(|_| wrong())?;
    match (uri.scheme_str(), uri.authority(), uri.path(), uri.query()) {
        (Some(scheme @ ("http" | "https")), Some(authority), "/", None) => {
            let url = format!("{scheme}://{}", authority.as_str().to_ascii_lowercase());
            let is_tls = scheme == "https";
            let host = without_port(authority.host()).trim_end_matches('.').to_ascii_lowercase();
            let port = match authority.as_str().strip_prefix(authority.host()) {
                Some("") => {
                    if is_tls {
                        443
                    } else {
                        80
                    }
                }
                Some(_) => authority.port_u16().ok_or_else(wrong)?,
                None => return Err(wrong()),
            };
            Ok(GivenAddress { url, is_tls, host, port })
        }
        _ => Err(wrong()),
    }
}

fn read_interfaces() -> Vec<Interface> {
    match if_addrs::get_if_addrs() {
        Ok(interfaces) => interfaces
            .into_iter()
            .filter(|interface| match interface.oper_status {
                IfOperStatus::Down | IfOperStatus::NotPresent | IfOperStatus::LowerLayerDown => false,
                IfOperStatus::Up | IfOperStatus::Testing | IfOperStatus::Unknown | IfOperStatus::Dormant => {
                    true
                }
            })
            .map(|interface| Interface { ip: interface.ip(), name: interface.name })
            .collect(),
        Err(error) => {
            tracing::warn!(%error, "the network's interfaces cannot be read");
            Vec::new()
        }
    }
}

/// The addresses among these that a phone in the same room can reach, best first: IPv4 before IPv6,
/// private before public. Those of virtual interfaces only when there is no other.
fn for_phones(interfaces: &[Interface]) -> Vec<IpAddr> {
    let mut ranked: Vec<(u8, IpAddr)> =
        interfaces.iter().filter_map(|interface| Some((rank(interface)?, interface.ip))).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    let real = |rank: u8| rank < 2;
    let any_real = ranked.iter().any(|(rank, _)| real(*rank));
    ranked.into_iter().filter(|(rank, _)| !any_real || real(*rank)).map(|(_, ip)| ip).collect()
}

fn rank(interface: &Interface) -> Option<u8> {
    let name = interface.name.to_ascii_lowercase();
    let is_virtual = VIRTUAL.iter().any(|start| name.starts_with(start));
    match interface.ip {
        ip if ip.is_loopback() || ip.is_unspecified() => None,
        IpAddr::V4(ip) if is_virtual || ip.is_link_local() => Some(2),
        IpAddr::V4(ip) if ip.is_private() => Some(0),
        IpAddr::V4(_) => Some(1),
        // A scope would have to stand in the address.
        IpAddr::V6(ip) if ip.is_unicast_link_local() => None,
        IpAddr::V6(_) if is_virtual => Some(4),
        IpAddr::V6(_) => Some(3),
    }
}

/// Whether strangers can reach a server under this host.
fn is_public(host: &str) -> bool {
    match host.parse() {
        Ok(IpAddr::V4(ip)) => !(ip.is_private() || ip.is_loopback() || ip.is_link_local()),
        Ok(IpAddr::V6(ip)) => !(ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local()),
        Err(_) => {
            let local = [".local", ".localhost", ".lan", ".home.arpa", ".internal"];
            host.contains('.') && !local.iter().any(|end| host.ends_with(end))
        }
    }
}

fn machine_name() -> Option<String> {
    let asked = || Command::new("hostname").output().ok().and_then(|out| String::from_utf8(out.stdout).ok());
    let name = std::fs::read_to_string("/proc/sys/kernel/hostname").ok().or_else(asked)?;
    let name = name.trim().to_ascii_lowercase();
    let name = name.strip_suffix(".local").unwrap_or(&name);
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn interface(name: &str, ip: &str) -> Interface {
        Interface { name: name.to_owned(), ip: ip.parse().unwrap() }
    }

    fn phones_use(interfaces: &[(&str, &str)]) -> Vec<String> {
        let interfaces: Vec<_> = interfaces.iter().map(|(name, ip)| interface(name, ip)).collect();
        for_phones(&interfaces).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn phones_get_the_address_of_the_room() {
        let docker = ("docker0", "172.17.0.1");
        assert_eq!(
            phones_use(&[
                ("lo", "127.0.0.1"),
                docker,
                ("tun0", "10.8.0.2"),
                ("eth0", "203.0.113.4"),
                ("wlan0", "192.168.1.20"),
                ("wlan0", "fd00::2"),
            ]),
            ["192.168.1.20", "203.0.113.4"]
        );
        assert_eq!(phones_use(&[("lo", "127.0.0.1"), docker]), ["172.17.0.1"], "better than nothing");
        assert_eq!(phones_use(&[("lo", "::1"), ("en0", "fe80::1")]), [""; 0]);
    }

    #[test]
    fn only_names_of_this_server_are_served() {
        let given = ["https://Forum.example:8443/".to_owned()];
        let addresses = Addresses {
            machine: Some("laptop".to_owned()),
            interfaces: Mutex::new(Some((
                Instant::now() + Duration::from_secs(3_600),
                vec![interface("wlan0", "192.168.1.20")],
            ))),
            ..Addresses::new(&given, "0.0.0.0:7373".parse().unwrap()).unwrap()
        };
        for host in [
            "localhost:7373",
            "127.0.0.1",
            "[::1]:7373",
            "192.168.1.20:7373",
            "LAPTOP.local:7373",
            "laptop",
            "forum.example.:8443",
        ] {
            assert!(addresses.serve(host), "{host}");
        }
        for host in ["192.168.1.21", "evil.example", "forum.example.evil", "laptop.evil", "", "[::2]"] {
            assert!(!addresses.serve(host), "{host}");
        }
        assert_eq!(addresses.for_phones(), ["https://forum.example:8443", "http://192.168.1.20:7373"]);
        assert_eq!(addresses.for_facilitator(), "https://forum.example:8443");
    }

    #[test]
    fn an_address_that_is_given_stands_once() {
        let given = ["http://192.168.1.20:7373", "http://10.0.0.2", "http://10.0.0.2"].map(str::to_owned);
        let addresses = Addresses::new(&given, "192.168.1.20:7373".parse().unwrap()).unwrap();
        assert_eq!(addresses.for_phones(), ["http://192.168.1.20:7373", "http://10.0.0.2"]);
    }

    #[test]
    fn only_pages_of_this_server_are_its_own() {
        let given = ["https://forum.example".to_owned()];
        let addresses = Addresses::new(&given, "127.0.0.1:7373".parse().unwrap()).unwrap();
        for own in [
            "https://forum.example",
            "https://FORUM.example:443",
            "http://127.0.0.1:7373",
            "http://localhost:7373",
            "http://[::1]:7373",
        ] {
            assert!(addresses.is_own(own, "127.0.0.1:7373"), "{own}");
        }
        for other in [
            "http://forum.example",
            "https://forum.example:8443",
            "https://forum.example.evil",
            "https://me@forum.example",
            "http://localhost:8080",
            "http://localhost",
            "https://localhost:7373",
            "null",
            "",
        ] {
            assert!(!addresses.is_own(other, "forum.example"), "{other}");
        }
        assert!(addresses.is_own("http://localhost:8080", "localhost:8080"), "a port that is passed on");
    }

    #[test]
    fn codes_are_longer_where_strangers_can_guess() {
        for (given, letters) in [
            (None, CODE_LETTERS_LOCAL),
            (Some("http://192.168.1.20:7373"), CODE_LETTERS_LOCAL),
            (Some("http://bourdon.local"), CODE_LETTERS_LOCAL),
            (Some("https://forum.example"), CODE_LETTERS_PUBLIC),
            (Some("http://203.0.113.4"), CODE_LETTERS_PUBLIC),
        ] {
            let given: Vec<_> = given.into_iter().map(str::to_owned).collect();
            let addresses = Addresses::new(&given, "0.0.0.0:7373".parse().unwrap()).unwrap();
            assert_eq!(addresses.code_letters(), letters, "{given:?}");
        }
        for wrong in ["forum.example", "ftp://forum.example", "https://forum.example/path", ""] {
            assert!(Addresses::new(&[wrong.to_owned()], "0.0.0.0:1".parse().unwrap()).is_err(), "{wrong}");
        }
    }
}
