package main

import (
	"fmt"
	"net"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// configureHost overwrites what the simulator's template says of a host with what the truth says. Only fields that vSphere
// 6.7 knows are set: pyVmomi 6.7.1 fails on others.
func configureHost(hs *simulator.HostSystem, h *host, dvs *dvSwitch) {
	hs.Runtime.ConnectionState = types.HostSystemConnectionState(h.ConnectionState)
	hs.Runtime.InMaintenanceMode = h.InMaintenanceMode
	hs.Runtime.NetworkRuntimeInfo = nil // the template's, shared by all hosts

	if !h.HasConfig {
		// QueryNetworkHint follows config without looking; it shall answer, and not take the connection down.
		blank := mo.HostSystem{Config: &types.HostConfigInfo{Network: &types.HostNetworkInfo{}}}
		simulator.Map.Get(*hs.ConfigManager.NetworkSystem).(*simulator.HostNetworkSystem).Host = &blank
		hs.Config = nil
		hs.Summary.Config.Product = nil
		return
	}

	product := *hs.Summary.Config.Product
	product.Version, product.Build, product.ApiVersion = *h.Version, *h.Build, *h.Version
	product.FullName = fmt.Sprintf("VMware ESXi %s build-%s", *h.Version, *h.Build)
	hs.Summary.Config.Product = &product

	hs.Config.Product = product
	hs.Config.Vmotion = nil // the template's, of another network
	hs.Config.Network = networkInfo(h, dvs)
	hs.Config.VirtualNicManagerInfo = nicManagerInfo(h, hs.Config.Network.Vnic)
	hs.Runtime.NetworkRuntimeInfo = runtimeInfo(h)
}

func networkInfo(h *host, dvs *dvSwitch) *types.HostNetworkInfo {
	info := &types.HostNetworkInfo{IpV6Enabled: types.NewBool(true), AtBootIpV6Enabled: types.NewBool(true)}
	for _, p := range h.Pnics {
		info.Pnic = append(info.Pnic, physicalNic(p))
	}
	for _, s := range h.Switches {
		if s.Kind == kindStandard {
			addStandardSwitch(info, h, s)
		} else {
			info.ProxySwitch = append(info.ProxySwitch, proxySwitch(s, dvs))
		}
	}
	for i, a := range h.Adapters {
		info.Vnic = append(info.Vnic, virtualNic(a, i))
	}
	for _, s := range h.Netstacks {
		instance := netStackInstance(h, s)
		info.NetStackInstance = append(info.NetStackInstance, instance)
		if s.Key == stackDefault { // the deprecated fields mirror the default stack
			info.DnsConfig, info.IpRouteConfig = instance.DnsConfig, instance.IpRouteConfig
			info.RouteTableInfo = &types.HostIpRouteTableInfo{}
			for _, op := range instance.RouteTableConfig.IpRoute {
				info.RouteTableInfo.IpRoute = append(info.RouteTableInfo.IpRoute, op.Route)
			}
			for _, op := range instance.RouteTableConfig.Ipv6Route {
				info.RouteTableInfo.Ipv6Route = append(info.RouteTableInfo.Ipv6Route, op.Route)
			}
		}
	}
	return info
}

func physicalNic(p pnic) types.PhysicalNic {
	nic := types.PhysicalNic{
		Key:    "key-vim.host.PhysicalNic-" + p.Device,
		Device: p.Device,
		Pci:    "0000:0b:00.0",
		Driver: "nmlx5_core",
		Mac:    p.MAC,
	}
	if p.SpeedMb != nil {
		nic.LinkSpeed = &types.PhysicalNicLinkInfo{SpeedMb: int32(*p.SpeedMb), Duplex: true}
	}
	return nic
}

func pnicKeys(devices []string) []string {
	var keys []string
	for _, d := range devices {
		keys = append(keys, "key-vim.host.PhysicalNic-"+d)
	}
	return keys
}

// addStandardSwitch adds a switch and the port groups that the host's adapters use on it.
func addStandardSwitch(info *types.HostNetworkInfo, h *host, s hostSwitch) {
	vswitch := types.HostVirtualSwitch{
		Name:              s.Name,
		Key:               "key-vim.host.VirtualSwitch-" + s.Name,
		NumPorts:          2060,
		NumPortsAvailable: 2050,
		Mtu:               int32(s.MTU),
		Pnic:              pnicKeys(s.Pnics),
		Spec: types.HostVirtualSwitchSpec{
			NumPorts: 128,
			Bridge:   &types.HostVirtualSwitchBondBridge{NicDevice: s.Pnics},
			Mtu:      int32(s.MTU),
		},
	}
	for i, a := range h.Adapters {
		if a.Switch != s.Name {
			continue
		}
		key := "key-vim.host.PortGroup-" + a.PortGroup
		vswitch.Portgroup = append(vswitch.Portgroup, key)
		info.Portgroup = append(info.Portgroup, types.HostPortGroup{
			Key:     key,
			Port:    []types.HostPortGroupPort{{Key: portKey(i), Mac: []string{a.MAC}, Type: "host"}},
			Vswitch: vswitch.Key,
			Spec: types.HostPortGroupSpec{
				Name:        a.PortGroup,
				VlanId:      int32(*a.VLAN),
				VswitchName: s.Name,
			},
		})
	}
	info.Vswitch = append(info.Vswitch, vswitch)
}

func portKey(adapter int) string {
	return fmt.Sprintf("key-vim.host.PortGroup.Port-%d", 67108870+adapter)
}

func proxySwitch(s hostSwitch, dvs *dvSwitch) types.HostProxySwitch {
	return types.HostProxySwitch{
		DvsUuid:           dvs.UUID,
		DvsName:           dvs.Name,
		Key:               "DvsPortset-0",
		NumPorts:          2060,
		ConfigNumPorts:    512,
		NumPortsAvailable: 2050,
		UplinkPort:        []types.KeyValue{{Key: "8", Value: "Uplink 1"}, {Key: "9", Value: "Uplink 2"}},
		Mtu:               int32(s.MTU),
		Pnic:              pnicKeys(s.Pnics),
		Spec:              types.HostProxySwitchSpec{Backing: &types.DistributedVirtualSwitchHostMemberPnicBacking{}},
	}
}

func virtualNic(a *adapter, index int) types.HostVirtualNic {
	nic := types.HostVirtualNic{
		Device: a.Device,
		Key:    a.Key,
		Spec: types.HostVirtualNicSpec{
			Ip: &types.HostIpConfig{
				Dhcp:       a.DHCP,
				IpAddress:  a.IPv4.Address,
				SubnetMask: net.IP(net.CIDRMask(a.IPv4.PrefixLength, 32)).String(),
			},
			Mac:                 a.MAC,
			Mtu:                 int32(a.MTU),
			TsoEnabled:          types.NewBool(true),
			NetStackInstanceKey: a.Stack,
		},
	}
	if len(a.IPv6) > 0 {
		v6 := &types.HostIpConfigIpV6AddressConfiguration{
			AutoConfigurationEnabled: types.NewBool(false),
			DhcpV6Enabled:            types.NewBool(false),
		}
		for _, ip := range a.IPv6 {
			v6.IpV6Address = append(v6.IpV6Address, types.HostIpConfigIpV6Address{
				IpAddress:    ip.Address,
				PrefixLength: int32(ip.PrefixLength),
				Origin:       ip.Origin,
				DadState:     "preferred",
			})
		}
		nic.Spec.Ip.IpV6Config = v6
	}
	if a.dvSwitch == nil {
		nic.Portgroup, nic.Spec.Portgroup, nic.Port = a.PortGroup, a.PortGroup, portKey(index)
	} else {
		// Known only now: the simulator has given the port groups their morefs.
		a.PortGroupKey = ptr(a.dvSwitch.portGroup(a.PortGroup).Key)
		nic.Spec.DistributedVirtualPort = &types.DistributedVirtualSwitchPortConnection{
			SwitchUuid:       a.dvSwitch.UUID,
			PortgroupKey:     *a.PortGroupKey,
			PortKey:          fmt.Sprint(a.port),
			ConnectionCookie: int32(1000000 + a.port),
		}
	}
	if a.OverrideGateway != nil || a.OverrideGateway6 != nil {
		nic.Spec.IpRouteSpec = &types.HostVirtualNicIpRouteSpec{IpRouteConfig: &types.HostIpRouteConfig{
			DefaultGateway:     orEmpty(a.OverrideGateway),
			IpV6DefaultGateway: orEmpty(a.OverrideGateway6),
		}}
	}
	return nic
}

func netStackInstance(h *host, s *netstack) types.HostNetStackInstance {
	dns := &types.HostDnsConfig{Address: s.DNSServers}
	gateways := &types.HostIpRouteConfig{
		DefaultGateway:     orEmpty(s.DefaultGateway),
		IpV6DefaultGateway: orEmpty(s.IPv6DefaultGateway),
	}
	instance := types.HostNetStackInstance{
		Key:                             s.Key,
		DnsConfig:                       dns,
		IpRouteConfig:                   gateways,
		RequestedMaxNumberOfConnections: int32(s.MaxConnections),
		CongestionControlAlgorithm:      s.CongestionControl,
		IpV6Enabled:                     types.NewBool(true),
	}
	if !s.Active { // no name, no routes
		return instance
	}
	instance.Name = s.Key
	if s.Key == stackDefault {
		dns.HostName, dns.DomainName = h.Name[:len(h.Name)-len(".example.com")], "example.com"
		dns.SearchDomain = []string{"example.com"}
	}
	table := &types.HostIpRouteTableConfig{}
	for _, r := range s.Routes {
		op := types.HostIpRouteOp{
			ChangeOperation: string(types.HostConfigChangeOperationIgnore),
			Route: types.HostIpRouteEntry{
				Network:      r.Network,
				PrefixLength: int32(r.PrefixLength),
				Gateway:      r.Gateway,
				DeviceName:   r.Device,
			},
		}
		if net.ParseIP(r.Network).To4() != nil {
			table.IpRoute = append(table.IpRoute, op)
		} else {
			table.Ipv6Route = append(table.Ipv6Route, op)
			if r.PrefixLength == 0 {
				gateways.IpV6GatewayDevice = r.Device
			}
		}
	}
	instance.RouteTableConfig = table
	return instance
}

// nicManagerInfo lists every adapter as a candidate for every service, as a host does.
func nicManagerInfo(h *host, vnics []types.HostVirtualNic) *types.HostVirtualNicManagerInfo {
	services := []string{"faultToleranceLogging", "management", "vSphereProvisioning", "vSphereReplication",
		"vSphereReplicationNFC", "vmotion", "vsan", "vsanWitness"}
	if h.rack.Version[0] == '8' {
		services = []string{"faultToleranceLogging", "management", "nvmeRdma", "nvmeTcp", "ptp", "vSphereBackupNFC",
			"vSphereProvisioning", "vSphereReplication", "vSphereReplicationNFC", "vmotion", "vsan", "vsanWitness"}
	}
	info := &types.HostVirtualNicManagerInfo{}
	for _, service := range services {
		config := types.VirtualNicManagerNetConfig{NicType: service, MultiSelectAllowed: service != "ptp"}
		for i, a := range h.Adapters {
			candidate := vnics[i]
			candidate.Key = service + "." + a.Key
			config.CandidateVnic = append(config.CandidateVnic, candidate)
			for _, selected := range a.Services {
				if selected == service {
					config.SelectedVnic = append(config.SelectedVnic, candidate.Key)
				}
			}
		}
		info.NetConfig = append(info.NetConfig, config)
	}
	return info
}

// runtimeInfo lists the stacks in use only, with the names of their adapters (the API calls them keys).
func runtimeInfo(h *host) *types.HostRuntimeInfoNetworkRuntimeInfo {
	info := &types.HostRuntimeInfoNetworkRuntimeInfo{}
	for _, s := range h.Netstacks {
		if !s.Active {
			continue
		}
		instance := types.HostRuntimeInfoNetStackInstanceRuntimeInfo{
			NetStackInstanceKey:    s.Key,
			State:                  string(types.HostRuntimeInfoNetStackInstanceRuntimeInfoStateActive),
			MaxNumberOfConnections: int32(s.MaxConnections),
			CurrentIpV6Enabled:     types.NewBool(true),
		}
		for _, a := range h.Adapters {
			if a.Stack == s.Key {
				instance.VmknicKeys = append(instance.VmknicKeys, a.Device)
			}
		}
		info.NetStackInstanceRuntimeInfo = append(info.NetStackInstanceRuntimeInfo, instance)
	}
	return info
}
