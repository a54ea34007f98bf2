"""A Discord of one's own: REST v10, gateway and CDN on one loopback port, built on simcord's backend."""
