//! A proxy in front of the server says in a header for whom it asks. Only the peers that were named
//! when the server started are believed.

use axum::http::{HeaderMap, HeaderName};
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

/// Which header says who asks, and who may set it: `X-Forwarded-For=127.0.0.1`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proxy {
    header: HeaderName,
    peers: Vec<IpAddr>,
}

/// What was written is no header with its peers.
#[derive(Debug, thiserror::Error)]
#[error("a proxy is written HEADER=ADDRESS[,ADDRESS], like X-Forwarded-For=127.0.0.1")]
pub struct BadProxy;

impl FromStr for Proxy {
    type Err = BadProxy;

    fn from_str(text: &str) -> Result<Self, BadProxy> {
        let (header, peers) = text.split_once('=').ok_or(BadProxy)?;
        let header = header.trim().parse().map_err(|_| BadProxy)?;
        let peers = peers.split(',').map(|peer| peer.trim().parse().map_err(|_| BadProxy));
        Ok(Self { header, peers: peers.collect::<Result<_, _>>()? })
    }
}

impl Proxy {
    /// Whether this peer is a proxy that was named.
    pub(super) fn is(&self, peer: IpAddr) -> bool {
        self.peers.contains(&peer)
    }

    /// For whom such a peer asks: the last in its header who is not a named proxy again, since a proxy
    /// appends to what it was sent. Nothing when it asks for itself.
    pub(super) fn client(&self, headers: &HeaderMap) -> Option<IpAddr> {
        let lists = headers.get_all(&self.header).iter().rev().filter_map(|list| list.to_str().ok());
        lists.flat_map(|list| list.rsplit(',')).map_while(read).find(|ip| !self.is(*ip))
    }
}

fn read(item: &str) -> Option<IpAddr> {
    let item = item.trim();
    let bare = item.trim_start_matches('[').trim_end_matches(']');
    let ip = bare.parse().or_else(|_| item.parse().map(|address: SocketAddr| address.ip())).ok()?;
    Some(IpAddr::to_canonical(&ip))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_client_is_the_last_who_is_no_proxy() {
        let proxy: Proxy = "X-Forwarded-For=127.0.0.1, 10.0.0.2".parse().unwrap();
        let client = |values: &[&str]| {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append("x-forwarded-for", value.parse().unwrap());
            }
            proxy.client(&headers).map(|ip| ip.to_string())
        };
        assert_eq!(client(&["203.0.113.7"]).as_deref(), Some("203.0.113.7"));
        assert_eq!(client(&["1.1.1.1, 203.0.113.7"]).as_deref(), Some("203.0.113.7"), "the rest is invented");
        assert_eq!(client(&["1.1.1.1", "203.0.113.7, 10.0.0.2"]).as_deref(), Some("203.0.113.7"));
        assert_eq!(client(&["[2001:db8::1]:443"]).as_deref(), Some("2001:db8::1"));
        assert_eq!(client(&["2001:db8::1"]).as_deref(), Some("2001:db8::1"));
        assert_eq!(client(&["203.0.113.7:8080"]).as_deref(), Some("203.0.113.7"));
        assert_eq!(client(&[]), None);
        assert_eq!(client(&["203.0.113.7, unknown"]), None, "what comes before is not believed");
    }

    #[test]
    fn a_proxy_is_a_header_and_who_may_set_it() {
        for wrong in ["X-Forwarded-For", "X-Forwarded-For=", "=127.0.0.1", "X-Real-IP=proxy", "a b=127.0.0.1"]
        {
            assert!(wrong.parse::<Proxy>().is_err(), "{wrong}");
        }
    }
}
