package main

import (
	"crypto/sha256"
	"fmt"
	"math/rand"
	"net"
)

// Addresses follow the rack, so that a reader of a failed test sees at once where something belongs:
// 10.10.R.0/24 management, 172.16.R.0/24 vMotion, 10.20.R.0/25 storage, 10.30.R.0/24 provisioning.
const (
	maxRacks        = 250 // one octet, and VLAN 2000+R
	maxHostsPerRack = 99  // two digits in the name, and two vMotion addresses in a /24

	vmotionMTU  = 9000
	pvlanNumber = 3101
	strayVLAN   = 2999 // no rack has it
)

var releases = []struct{ version, build string }{
	{"8.0.2", "22380479"},
	{"7.0.3", "21424296"},
	{"6.7.0", "17700523"},
}

// newFabric makes the truth, complete but for the morefs, which only the simulator can give.
func newFabric(racks, hostsPerRack int, seed int64) *fabric {
	f := &fabric{Seed: seed}
	rng := rand.New(rand.NewSource(seed))

	clusters := (racks + 1) / 2
	for i := 0; i < clusters; i++ {
		name := fmt.Sprintf("Racks %02d-%02d", 2*i+1, 2*i+2)
		if i == 0 {
			// vCenter writes a slash in a name as %2f, and lets quotes through.
			name = `Racks 01%2f02 "gold"`
		}
		dc := "dc-east"
		if i >= (2*clusters+2)/3 {
			dc = "dc-west"
		}
		f.Clusters = append(f.Clusters, &cluster{Name: name, Datacenter: dc})
	}
	for r := 1; r <= racks; r++ {
		f.addRack(r)
	}
	for _, r := range f.Racks {
		for n := 1; n <= hostsPerRack; n++ {
			f.addHost(r, n)
		}
	}
	// One standalone host, unless that would leave the rack without a clustered one.
	if hostsPerRack > 1 {
		f.Hosts[hostsPerRack-1].Cluster = nil
	}

	f.chooseStates(rng)
	f.chooseFaults(rng)
	for _, h := range f.Hosts {
		if h.HasConfig {
			h.configure(f.switchOf(h.Datacenter), rng)
		}
	}
	return f
}

func (f *fabric) addRack(number int) {
	c := f.Clusters[(number-1)/2]
	release := releases[(number-1)/2%len(releases)]
	r := &rack{
		Number:       number,
		Name:         fmt.Sprintf("rack-%02d", number),
		Datacenter:   c.Datacenter,
		Cluster:      c.Name,
		Version:      release.version,
		Build:        release.build,
		Subnet:       fmt.Sprintf("172.16.%d.0/24", number),
		Gateway:      fmt.Sprintf("172.16.%d.1", number),
		NextHopBy:    nextHopByStack,
		Stack:        stackVMotion,
		VLAN:         2000 + number,
		MTU:          vmotionMTU,
		ipv6:         number%3 == 2,
		listsImplied: number%3 != 0,
	}
	if number%6 == 5 {
		r.NextHopBy = nextHopByOverride
		r.Stack = stackDefault
	}
	if number%9 == 0 {
		r.NextHopBy = nextHopByRoutes
	}

	if number%4 == 0 {
		r.SwitchKind, r.Switch = kindStandard, "vSwitch1"
		r.PortGroup = `vMotion & "<R>"` // nothing that XML likes
	} else {
		r.SwitchKind, r.Switch = kindDistributed, "vds-"+c.Datacenter
		r.PortGroup = fmt.Sprintf("dvpg-vmotion-r%02d", number)
		if number == 1 {
			r.PortGroup = `dvpg-vmotion%2fr01 "a"`
		}
		dvs := f.switchOf(c.Datacenter)
		if dvs == nil {
			dvs = newSwitch(c.Datacenter)
			f.Switches = append(f.Switches, dvs)
		}
		dvs.PortGroups = append(dvs.PortGroups, &dvPortGroup{Name: r.PortGroup, VLAN: vlanID(r.VLAN)})
	}
	f.Racks = append(f.Racks, r)
}

func newSwitch(dc string) *dvSwitch {
	return &dvSwitch{
		Name:       "vds-" + dc,
		UUID:       switchUUID(dc),
		Datacenter: dc,
		MaxMTU:     vmotionMTU,
		Pvlans:     []pvlan{{3100, 3100, "promiscuous"}, {3100, pvlanNumber, "community"}},
		PortGroups: []*dvPortGroup{
			{Name: "dvpg-trunk", VLAN: vlanSpec{Kind: "trunk", Start: 100, End: 199}},
			{Name: "dvpg-pvlan", VLAN: vlanSpec{Kind: "pvlan", ID: pvlanNumber}},
			{Name: "dvpg-storage", VLAN: vlanID(3000)},
			{Name: "dvpg-stray", VLAN: vlanID(strayVLAN)},
		},
		lastPort: 100,
	}
}

// switchUUID has vCenter's own notation: spaced pairs of hex digits.
func switchUUID(name string) string {
	h := sha256.Sum256([]byte(name))
	return fmt.Sprintf("50 % x-% x", h[:7], h[7:15])
}

func (f *fabric) switchOf(dc string) *dvSwitch {
	for _, s := range f.Switches {
		if s.Datacenter == dc {
			return s
		}
	}
	return nil
}

func (s *dvSwitch) portGroup(name string) *dvPortGroup {
	for _, pg := range s.PortGroups {
		if pg.Name == name {
			return pg
		}
	}
	panic("no port group " + name)
}

func (f *fabric) addHost(r *rack, number int) {
	f.Hosts = append(f.Hosts, &host{
		Name:            fmt.Sprintf("esx-%02d%02d.example.com", r.Number, number),
		Rack:            r.Name,
		Cluster:         ptr(r.Cluster),
		Datacenter:      r.Datacenter,
		HasConfig:       true,
		Version:         ptr(r.Version),
		Build:           ptr(r.Build),
		ConnectionState: "connected",
		Adapters:        []*adapter{},
		Netstacks:       []*netstack{},
		Switches:        []hostSwitch{},
		Pnics:           []pnic{},
		FaultsOnPurpose: []string{},
		rack:            r,
		number:          number,
		vmotion: vmotionSettings{
			stack:     r.Stack,
			address:   fmt.Sprintf("172.16.%d.%d", r.Number, 10+number),
			mtu:       r.MTU,
			nextHop:   r.Gateway,
			nextHopBy: r.NextHopBy,
			portGroup: r.PortGroup,
			vlan:      r.VLAN,
		},
	})
}

// chooseStates takes some hosts out of the ordinary: what a client meets in every real inventory.
func (f *fabric) chooseStates(rng *rand.Rand) {
	order := rng.Perm(len(f.Hosts))
	take := func(share int, change func(*host)) {
		n := len(f.Hosts) / share
		if n == 0 && len(f.Hosts) >= 8 {
			n = 1
		}
		for ; n > 0 && len(order) > 0; n-- {
			change(f.Hosts[order[0]])
			order = order[1:]
		}
	}
	take(50, func(h *host) { h.ConnectionState = "disconnected" })
	take(100, func(h *host) { h.ConnectionState = "notResponding" })
	take(30, func(h *host) { h.InMaintenanceMode = true })
	take(200, func(h *host) {
		h.ConnectionState = "disconnected"
		h.HasConfig = false
		h.Version, h.Build = nil, nil
	})
}

// configure makes a host's adapters, stacks, switches and physical adapters out of its rack and its vmotionSettings.
func (h *host) configure(dvs *dvSwitch, rng *rand.Rand) {
	r, v := h.rack, h.vmotion
	last := 10 + h.number // the last octet, everywhere

	management := h.addAdapter(stackDefault, fmt.Sprintf("10.10.%d.%d", r.Number, last), 24, 1500)
	management.Services = []string{"management"}
	vlan := 0
	if r.Number%2 == 0 {
		vlan = 1000 + r.Number
	}
	management.onStandard("vSwitch0", "Management Network", vlan)

	addVMotion := func(ip string) {
		a := h.addAdapter(v.stack, ip, 24, v.mtu)
		if v.stack == stackDefault || r.listsImplied {
			a.Services = []string{"vmotion"}
		}
		if r.SwitchKind == kindStandard {
			a.onStandard(r.Switch, v.portGroup, v.vlan)
		} else {
			a.onDistributed(dvs, v.portGroup)
		}
		if v.nextHopBy == nextHopByOverride {
			a.OverrideGateway = orNull(v.nextHop)
		}
		if r.ipv6 {
			a.IPv6 = append(a.IPv6, address{fmt.Sprintf("fd00:172:16:%x::%x", r.Number, last), 64, "manual"})
			if v.nextHopBy == nextHopByOverride {
				a.OverrideGateway6 = ptr(h.gateway6())
			}
		}
	}
	addVMotion(v.address)

	storage := h.addAdapter(stackDefault, fmt.Sprintf("10.20.%d.%d", r.Number, last), 25, vmotionMTU)
	storage.DHCP = r.Number%6 == 0
	if r.Number%4 != 3 {
		storage.Services = []string{"vsan"}
	}
	if r.Number%3 == 1 {
		storage.OverrideGateway = ptr(fmt.Sprintf("10.20.%d.1", r.Number))
	}
	switch {
	case r.SwitchKind == kindStandard:
		storage.onStandard(r.Switch, "Storage", 0)
	case r.Number%5 == 1:
		storage.onDistributed(dvs, "dvpg-pvlan")
	case r.Number%5 == 2:
		storage.onDistributed(dvs, "dvpg-trunk")
	default:
		storage.onDistributed(dvs, "dvpg-storage")
	}

	if r.Number%6 == 1 {
		a := h.addAdapter(stackProvisioning, fmt.Sprintf("10.30.%d.%d", r.Number, last), 24, 1500)
		a.Services = []string{"vSphereProvisioning"}
		a.onStandard("vSwitch0", "Provisioning", 3200)
	}
	if r.Number%10 == 3 { // multi-NIC vMotion; odd racks only, a standard port group takes one adapter
		addVMotion(fmt.Sprintf("172.16.%d.%d", r.Number, 110+h.number))
	}
	if r.Number%5 == 0 {
		management.Services = append(management.Services, "vSphereReplication", "vSphereReplicationNFC")
	}

	h.addSwitches(rng)
	h.addNetstacks()
}

func (h *host) gateway6() string { return fmt.Sprintf("fd00:172:16:%x::1", h.rack.Number) }

func (h *host) addAdapter(stack, ip string, prefixLength, mtu int) *adapter {
	n := len(h.Adapters)
	mac := net.HardwareAddr{0x00, 0x50, 0x56, byte(0x60 + n), byte(h.rack.Number), byte(h.number)}
	a := &adapter{
		Device:   fmt.Sprintf("vmk%d", n),
		Key:      fmt.Sprintf("key-vim.host.VirtualNic-vmk%d", n),
		Stack:    stack,
		IPv4:     &address{Address: ip, PrefixLength: prefixLength},
		IPv6:     []address{},
		MTU:      mtu,
		MAC:      mac.String(),
		Services: []string{},
	}
	if h.rack.ipv6 {
		a.IPv6 = append(a.IPv6, address{linkLocal(mac), 64, "other"})
	}
	h.Adapters = append(h.Adapters, a)
	return a
}

// linkLocal is the address that an interface gives itself (EUI-64).
func linkLocal(mac net.HardwareAddr) string {
	ip := net.IP{0xfe, 0x80, 0, 0, 0, 0, 0, 0, mac[0] ^ 2, mac[1], mac[2], 0xff, 0xfe, mac[3], mac[4], mac[5]}
	return ip.String()
}

func (a *adapter) onStandard(vswitch, portGroup string, vlan int) {
	a.SwitchKind, a.Switch, a.PortGroup = kindStandard, vswitch, portGroup
	a.VLAN, a.VLANSpec = ptr(vlan), vlanID(vlan)
}

func (a *adapter) onDistributed(s *dvSwitch, portGroup string) {
	pg := s.portGroup(portGroup)
	a.SwitchKind, a.Switch, a.PortGroup = kindDistributed, s.Name, pg.Name
	a.VLANSpec = pg.VLAN
	if pg.VLAN.Kind == "id" {
		a.VLAN = ptr(pg.VLAN.ID)
	}
	s.lastPort++
	a.dvSwitch, a.port = s, s.lastPort
}

func (h *host) addSwitches(rng *rand.Rand) {
	h.Switches = []hostSwitch{
		{"vSwitch0", kindStandard, 1500, []string{"vmnic0", "vmnic1"}},
		{h.rack.Switch, h.rack.SwitchKind, vmotionMTU, []string{"vmnic2", "vmnic3"}},
	}
	for n := 0; n < 4; n++ {
		speed := 10000
		if n >= 2 {
			speed = 25000
		}
		p := pnic{
			Device:  fmt.Sprintf("vmnic%d", n),
			MAC:     net.HardwareAddr{0x3c, 0xfd, 0xfe, byte(h.rack.Number), byte(h.number), byte(n)}.String(),
			SpeedMb: ptr(speed),
			LinkUp:  true,
		}
		if n%2 == 1 && rng.Intn(20) == 0 { // never both of a pair
			p.SpeedMb, p.LinkUp = nil, false
		}
		h.Pnics = append(h.Pnics, p)
	}
}
