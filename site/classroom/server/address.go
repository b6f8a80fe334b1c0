package server

import (
	"net"
	"net/netip"
	"slices"
)

// interfaces returns the addresses of this machine's interfaces that are up.
func interfaces() (all []netip.Addr) {
	list, _ := net.Interfaces()
	for _, i := range list {
		if i.Flags&net.FlagUp == 0 {
			continue
		}
		addrs, _ := i.Addrs()
		for _, a := range addrs {
			if p, err := netip.ParsePrefix(a.String()); err == nil {
				all = append(all, p.Addr())
			}
		}
	}
	return all
}

// reachable returns the addresses at which others of the local network find a server that
// listens on ip, the likeliest first: those of homes and schools, 192.168, 10 and 172.16,
// then others. Version 4 only: nobody types one of version 6.
func reachable(ip net.IP, all []netip.Addr) (hosts []string) {
	if !ip.IsUnspecified() {
		if ip.IsLoopback() {
			return nil
		}
		return []string{ip.String()}
	}
	kept := slices.DeleteFunc(slices.Clone(all), func(a netip.Addr) bool {
		return !a.Is4() || a.IsLoopback()
	})
	slices.SortStableFunc(kept, func(a, b netip.Addr) int { return rank(a) - rank(b) })
	for _, a := range kept {
		hosts = append(hosts, a.String())
	}
	return hosts
}

func rank(a netip.Addr) int {
	switch b := a.As4(); {
	case b[0] == 192 && b[1] == 168:
		return 0
	case b[0] == 10:
		return 1
	case a.IsPrivate(): // virtual machines and containers have these, too
		return 2
	case a.IsLinkLocalUnicast(): // no server has given it one
		return 4
	}
	return 3
}
