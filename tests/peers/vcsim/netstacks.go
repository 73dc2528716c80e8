package main

import (
	"fmt"
	"net"
)

// addNetstacks lists the stacks as ESXi does: the system's stacks always, used or not. The order differs between releases.
func (h *host) addNetstacks() {
	keys := []string{stackProvisioning, stackVMotion, stackDefault}
	if h.rack.Version[0] == '8' {
		keys = append([]string{"ops", "mirror"}, keys...)
	}
	for _, key := range keys {
		h.Netstacks = append(h.Netstacks, h.newNetstack(key))
	}
}

func (h *host) newNetstack(key string) *netstack {
	s := &netstack{
		Key:               key,
		Routes:            []route{},
		DNSServers:        []string{},
		CongestionControl: "newreno",
		MaxConnections:    11000,
	}
	var members []*adapter
	for _, a := range h.Adapters {
		if a.Stack == key {
			members = append(members, a)
		}
	}
	s.Active = len(members) > 0
	if !s.Active {
		return s
	}

	v := h.vmotion
	var static []route
	switch key {
	case stackDefault:
		s.DefaultGateway = ptr(fmt.Sprintf("10.10.%d.1", h.rack.Number))
		s.DNSServers = []string{"192.0.2.53", "192.0.2.54"}
	case stackProvisioning:
		s.DefaultGateway = ptr(fmt.Sprintf("10.30.%d.1", h.rack.Number))
	case stackVMotion:
		switch v.nextHopBy {
		case nextHopByStack:
			s.DefaultGateway = orNull(v.nextHop)
		case nextHopByRoutes:
			if v.nextHop != "" {
				static = append(static, route{"172.16.0.0", 16, v.nextHop, members[0].Device})
			}
		}
		if h.rack.Number%4 == 2 {
			static = append(static, route{"172.31.0.0", 16, fmt.Sprintf("172.16.%d.254", h.rack.Number), members[0].Device})
		}
		if h.rack.ipv6 {
			s.IPv6DefaultGateway = ptr(h.gateway6())
		}
		if h.rack.Number%2 == 1 {
			s.CongestionControl, s.MaxConnections = "cubic", 20000
		}
	}
	s.Routes = routeTable(s, members, static)
	return s
}

// routeTable is the whole table as a host shows it: default, connected and static rows, IPv4 first.
func routeTable(s *netstack, members []*adapter, static []route) []route {
	rows := []route{}
	if s.DefaultGateway != nil {
		rows = append(rows, route{"0.0.0.0", 0, *s.DefaultGateway, towards(*s.DefaultGateway, members)})
	}
	for _, a := range members {
		_, n, _ := net.ParseCIDR(fmt.Sprintf("%s/%d", a.IPv4.Address, a.IPv4.PrefixLength))
		rows = append(rows, route{n.IP.String(), a.IPv4.PrefixLength, "0.0.0.0", a.Device})
	}
	rows = append(rows, static...)
	if s.IPv6DefaultGateway != nil {
		rows = append(rows, route{"::", 0, *s.IPv6DefaultGateway, members[0].Device})
	}
	for _, a := range members {
		for _, ip := range a.IPv6 {
			_, n, _ := net.ParseCIDR(fmt.Sprintf("%s/%d", ip.Address, ip.PrefixLength))
			rows = append(rows, route{n.IP.String(), ip.PrefixLength, "::", a.Device})
		}
	}
	return rows
}

// towards names the adapter whose subnet has the gateway. A gateway that is nobody's (on purpose) goes by the first.
func towards(gateway string, members []*adapter) string {
	for _, a := range members {
		_, n, _ := net.ParseCIDR(fmt.Sprintf("%s/%d", a.IPv4.Address, a.IPv4.PrefixLength))
		if n.Contains(net.ParseIP(gateway)) {
			return a.Device
		}
	}
	return members[0].Device
}
