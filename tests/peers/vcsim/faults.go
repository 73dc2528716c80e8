package main

import "math/rand"

// fault is a mistake that people make when they route vMotion. inject reports false where the host cannot have it.
type fault struct {
	name   string
	inject func(f *fabric, h *host) bool
}

var faults = []fault{
	{"missingGateway", func(_ *fabric, h *host) bool {
		h.vmotion.nextHop = ""
		return true
	}},
	{"gatewayOutsideSubnet", func(_ *fabric, h *host) bool {
		h.vmotion.nextHop = "192.0.2.1"
		return true
	}},
	{"gatewayOfOtherRack", func(f *fabric, h *host) bool {
		other := f.Racks[h.rack.Number%len(f.Racks)]
		h.vmotion.nextHop = other.Gateway
		return other != h.rack
	}},
	{"vmotionOnDefaultStack", func(_ *fabric, h *host) bool {
		if h.rack.Stack == stackDefault {
			return false
		}
		// Without an override the traffic leaves by the management gateway.
		h.vmotion.stack, h.vmotion.nextHop = stackDefault, ""
		return true
	}},
	{"mtuMismatch", func(_ *fabric, h *host) bool {
		h.vmotion.mtu = 1500
		return true
	}},
	{"duplicateAddress", func(f *fabric, h *host) bool {
		for _, twin := range f.Hosts {
			if twin != h && twin.rack == h.rack && twin.HasConfig && len(twin.FaultsOnPurpose) == 0 {
				h.vmotion.address = twin.vmotion.address
				twin.FaultsOnPurpose = append(twin.FaultsOnPurpose, "duplicateAddress") // nobody can say which one is wrong
				return true
			}
		}
		return false
	}},
	{"wrongVlan", func(_ *fabric, h *host) bool {
		h.vmotion.vlan = strayVLAN
		if h.rack.SwitchKind == kindDistributed {
			h.vmotion.portGroup = "dvpg-stray"
		}
		return true
	}},
}

// chooseFaults gives about one host in seven exactly one fault: each fault at least once where there are hosts enough, and
// at least half of the hosts stay right, so that a rule which goes by the majority has one.
func (f *fabric) chooseFaults(rng *rand.Rand) {
	each := len(f.Hosts) / 50
	if each == 0 {
		each = 1
	}
	order := rng.Perm(len(f.Hosts))
	for _, kind := range faults {
		done := 0
		for _, i := range order {
			if done == each || f.faulty() >= len(f.Hosts)/2 {
				break
			}
			h := f.Hosts[i]
			if !h.HasConfig || len(h.FaultsOnPurpose) > 0 {
				continue
			}
			before := h.vmotion
			if !kind.inject(f, h) {
				h.vmotion = before
				continue
			}
			h.FaultsOnPurpose = append(h.FaultsOnPurpose, kind.name)
			done++
		}
	}
}

func (f *fabric) faulty() int {
	n := 0
	for _, h := range f.Hosts {
		if len(h.FaultsOnPurpose) > 0 {
			n++
		}
	}
	return n
}
