package main

import (
	"context"

	"github.com/vmware/govmomi/object"
	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25"
	"github.com/vmware/govmomi/vim25/types"
)

// populate builds the fabric in the simulator's inventory and notes the morefs. Objects are made through the API, by an
// in-process client, as vcsim's own models are: so parents, views and events are what the simulator makes them. Only what no
// API call can set (a host's configuration, mostly) is written to the registry's objects.
func populate(ctx context.Context, service *simulator.Service, f *fabric) error {
	client, err := vim25.NewClient(ctx, service)
	if err != nil {
		return err
	}
	root := object.NewRootFolder(client)

	hostFolders := map[string]*object.Folder{}
	for _, c := range f.Clusters {
		folder := hostFolders[c.Datacenter]
		if folder == nil {
			dc, err := root.CreateDatacenter(ctx, c.Datacenter)
			if err != nil {
				return err
			}
			folders, err := dc.Folders(ctx)
			if err != nil {
				return err
			}
			folder = folders.HostFolder
			if c.Datacenter == "dc-west" { // the way up to a datacenter is not always two steps
				if folder, err = folder.CreateFolder(ctx, "compute"); err != nil {
					return err
				}
			}
			hostFolders[c.Datacenter] = folder
			if dvs := f.switchOf(c.Datacenter); dvs != nil {
				if err := addSwitch(ctx, client, folders.NetworkFolder, dvs); err != nil {
					return err
				}
			}
		}
		if err := addCluster(ctx, client, folder, c, f); err != nil {
			return err
		}
	}
	for _, dvs := range f.Switches {
		if err := addMembers(ctx, client, dvs, f); err != nil {
			return err
		}
	}
	return nil
}

// addCluster adds a cluster with its hosts, and beside it the standalone hosts of its racks.
func addCluster(ctx context.Context, client *vim25.Client, folder *object.Folder, c *cluster, f *fabric) error {
	created, err := folder.CreateCluster(ctx, c.Name, types.ClusterConfigSpecEx{})
	if err != nil {
		return err
	}
	c.MoRef = created.Reference().Value

	for _, h := range f.Hosts {
		if h.rack.Cluster != c.Name {
			continue
		}
		spec := types.HostConnectSpec{HostName: h.Name}
		var task *object.Task
		if h.Cluster != nil {
			task, err = created.AddHost(ctx, spec, true, nil, nil)
		} else {
			task, err = folder.AddStandaloneHost(ctx, spec, true, nil, nil)
		}
		if err != nil {
			return err
		}
		info, err := task.WaitForResult(ctx, nil)
		if err != nil {
			return err
		}
		ref := info.Result.(types.ManagedObjectReference)
		h.MoRef = ref.Value
		configureHost(simulator.Map.Get(ref).(*simulator.HostSystem), h, f.switchOf(h.Datacenter))
	}
	return nil
}

// addSwitch creates a distributed switch and its port groups. CreateDVS_Task leaves out maxMtu and pvlanConfig, and has a
// notation of its own for the uuid; they are written after it.
func addSwitch(ctx context.Context, client *vim25.Client, network *object.Folder, s *dvSwitch) error {
	task, err := network.CreateDVS(ctx, types.DVSCreateSpec{
		ConfigSpec: &types.VMwareDVSConfigSpec{DVSConfigSpec: types.DVSConfigSpec{
			Name:              s.Name,
			UplinkPortPolicy:  &types.DVSNameArrayUplinkPortPolicy{UplinkPortName: []string{"Uplink 1", "Uplink 2"}},
			DefaultPortConfig: portSetting(vlanID(0)),
		}},
	})
	if err != nil {
		return err
	}
	info, err := task.WaitForResult(ctx, nil)
	if err != nil {
		return err
	}
	ref := info.Result.(types.ManagedObjectReference)
	s.MoRef = ref.Value

	dvs := simulator.Map.Get(ref).(*simulator.DistributedVirtualSwitch)
	config := dvs.Config.(*types.VMwareDVSConfigInfo)
	dvs.Uuid, dvs.Summary.Uuid, config.Uuid = s.UUID, s.UUID, s.UUID
	config.MaxMtu = int32(s.MaxMTU)
	config.LinkDiscoveryProtocolConfig = &types.LinkDiscoveryProtocolConfig{Protocol: "lldp", Operation: "both"}
	for _, p := range s.Pvlans {
		config.PvlanConfig = append(config.PvlanConfig, types.VMwareDVSPvlanMapEntry{
			PrimaryVlanId:   int32(p.Primary),
			SecondaryVlanId: int32(p.Secondary),
			PvlanType:       p.Type,
		})
	}

	// The simulator has made a port group for the uplinks, but does not say that it is one.
	uplinks := simulator.Map.Get(dvs.Portgroup[0]).(*simulator.DistributedVirtualPortgroup)
	uplinks.Config.Uplink = types.NewBool(true)
	config.UplinkPortgroup = dvs.Portgroup[:1:1]
	s.Uplinks = &dvPortGroup{Name: uplinks.Name, Key: uplinks.Key, VLAN: vlanSpec{Kind: "trunk", End: 4094}}

	api := object.NewDistributedVirtualSwitch(client, ref)
	for _, pg := range s.PortGroups {
		task, err := api.AddPortgroup(ctx, []types.DVPortgroupConfigSpec{{
			Name:              pg.Name,
			NumPorts:          8,
			DefaultPortConfig: portSetting(pg.VLAN),
			Type:              string(types.DistributedVirtualPortgroupPortgroupTypeEarlyBinding),
			AutoExpand:        types.NewBool(true),
		}})
		if err != nil {
			return err
		}
		if err := task.Wait(ctx); err != nil {
			return err
		}
		pg.Key = dvs.Portgroup[len(dvs.Portgroup)-1].Value
	}
	return nil
}

func portSetting(v vlanSpec) *types.VMwareDVSPortSetting {
	setting := &types.VMwareDVSPortSetting{}
	switch v.Kind {
	case "trunk":
		setting.Vlan = &types.VmwareDistributedVirtualSwitchTrunkVlanSpec{
			VlanId: []types.NumericRange{{Start: int32(v.Start), End: int32(v.End)}},
		}
	case "pvlan":
		setting.Vlan = &types.VmwareDistributedVirtualSwitchPvlanSpec{PvlanId: int32(v.ID)}
	default:
		setting.Vlan = &types.VmwareDistributedVirtualSwitchVlanIdSpec{VlanId: int32(v.ID)}
	}
	return setting
}

// addMembers makes the hosts that have the switch as a proxySwitch its members, for the vCenter side of the same fact.
func addMembers(ctx context.Context, client *vim25.Client, s *dvSwitch, f *fabric) error {
	spec := &types.DVSConfigSpec{}
	for _, h := range f.Hosts {
		if h.HasConfig && h.Datacenter == s.Datacenter && h.rack.SwitchKind == kindDistributed {
			spec.Host = append(spec.Host, types.DistributedVirtualSwitchHostMemberConfigSpec{
				Operation: string(types.ConfigSpecOperationAdd),
				Host:      types.ManagedObjectReference{Type: "HostSystem", Value: h.MoRef},
			})
		}
	}
	ref := types.ManagedObjectReference{Type: "DistributedVirtualSwitch", Value: s.MoRef}
	task, err := object.NewDistributedVirtualSwitch(client, ref).Reconfigure(ctx, spec)
	if err != nil {
		return err
	}
	return task.Wait(ctx)
}
