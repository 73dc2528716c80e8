using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using RoutedVMotion.Simulator.Fabric;
using RoutedVMotion.Simulator.Vim.Objects;

namespace RoutedVMotion.Simulator.Vim;

/// <summary>Sets up the managed objects for a fabric, with ids as vCenter gives them: a kind and a number that runs on.</summary>
internal sealed class Inventory
{
    private const int TwinIds = 1_000_000_000;

    private readonly LeafSpineFabric _fabric;
    private readonly ObjectRegistry _registry;
    private readonly References _references = new();
    private readonly LatestConfig _latest = new();
    private readonly Dictionary<Host, HostSystemObject> _hosts = new();
    private readonly Dictionary<Host, ComputeResourceObject> _computeResources = new();
    private readonly Migrator _migrator;
    private int _last = 1;

    private Inventory(LeafSpineFabric fabric, ObjectRegistry registry, Migrator migrator)
    {
        _fabric = fabric;
        _registry = registry;
        // What a twin's objects have no id for is numbered far above what any vCenter has come to.
        if (fabric.IsTwin) _last = TwinIds;
        _migrator = migrator;
    }

    /// <summary>Adds all objects of the fabric to the registry; the root folder is group-d1.</summary>
    public static void Build(LeafSpineFabric fabric, ObjectRegistry registry, Migrator migrator)
    {
        var inventory = new Inventory(fabric, registry, migrator);
        FolderObject root = inventory.Add(new FolderObject("group-d1", "Datacenters", null, "Folder", "Datacenter"));
        foreach (Datacenter datacenter in fabric.Datacenters) root.Add(inventory.AddDatacenter(datacenter, root));
        HostProfileManagerObject profiles = inventory.Add(new HostProfileManagerObject());
        foreach (HostProfile profile in fabric.HostProfiles)
            profiles.Profiles.Add(inventory.Add(new HostProfileObject(inventory.NextId("hostprofile-"), profile, inventory._references)));
    }

    /// <summary>A standard port group that virtual machines can use: vCenter shows no Network for the others.</summary>
    private static bool IsForMachines(StandardPortGroup portGroup) => portGroup.Name is "VM Network" or "App Network";

    private DatacenterObject AddDatacenter(Datacenter datacenter, FolderObject root)
    {
        DatacenterObject added = Add(new DatacenterObject(NextId("datacenter-"), datacenter.Name, root.Reference));
        added.VmFolder = AddFolder("group-v", "vm", added, "Folder", "VirtualMachine", "VirtualApp");
        added.HostFolder = AddFolder("group-h", "host", added, "Folder", "ComputeResource");
        added.DatastoreFolder = AddFolder("group-s", "datastore", added, "Folder", "Datastore", "StoragePod");
        added.NetworkFolder = AddFolder("group-n", "network", added, "Folder", "Network", "DistributedVirtualSwitch");

        foreach (Cluster cluster in datacenter.Clusters) AddComputeResource(cluster.Name, cluster, cluster.Hosts, added.HostFolder);
        if (datacenter.StandaloneHosts.Count > 0)
        {
            // In a folder of their own, so that a reader meets one.
            FolderObject standalone = AddFolder("group-h", "standalone/lab", added.HostFolder, "Folder", "ComputeResource");
            added.HostFolder.Add(standalone);
            foreach (Host host in datacenter.StandaloneHosts) AddComputeResource(host.Name, null, new[] { host }, standalone);
        }

        AddNetworks(datacenter, added.NetworkFolder);
        foreach (VirtualMachine machine in _fabric.VirtualMachines.Where(machine => machine.Host.Datacenter == datacenter))
            AddVirtualMachine(machine, added.VmFolder);
        return added;
    }

    private void AddComputeResource(string name, Cluster? cluster, IReadOnlyList<Host> hosts, FolderObject parent)
    {
        ComputeResourceObject added = Add(
            new ComputeResourceObject(cluster?.Id ?? NextId(cluster is null ? "domain-s" : "domain-c"), name, parent.Reference, cluster, _references, _registry));
        parent.Add(added);
        added.Pool = Add(new ResourcePoolObject(NextId("resgroup-"), added.Reference));
        foreach (Host host in hosts)
        {
            string number = Next();
            HostSystemObject system = Add(new HostSystemObject(host.Id ?? "host-" + number, host, added.Reference, _references, _latest));
            system.NetworkSystem = Add(new HostNetworkSystemObject("networkSystem-" + number, system, _fabric));
            system.IscsiManager = Add(new IscsiManagerObject("iscsiManager-" + number, system));
            system.VirtualNicManager = Add(new HostVirtualNicManagerObject("virtualNicManager-" + number, system));
            system.MethodExecuter = Add(new MethodExecuterObject("managedMethodExecuter-" + number, system, _fabric));
            added.Hosts.Add(system);
            _hosts.Add(host, system);
            _computeResources.Add(host, added);
            _references.Add(host, system.Reference);
        }
    }

    private void AddNetworks(Datacenter datacenter, FolderObject folder)
    {
        foreach (DistributedSwitch vds in datacenter.Switches)
        {
            DistributedSwitchObject added = Add(new DistributedSwitchObject(NextId("dvs-"), vds, folder.Reference, _references));
            folder.Add(added);
            _references.Add(vds, added.Reference);
            foreach (DistributedPortGroup portGroup in vds.PortGroups)
            {
                if (portGroup.Key.Length == 0) portGroup.Key = NextId("dvportgroup-");
                DistributedPortGroupObject group = Add(
                    new DistributedPortGroupObject(portGroup.Key, portGroup, folder.Reference, _references));
                folder.Add(group);
                _references.Add(portGroup, group.Reference);
            }
        }

        Host[] hosts = _fabric.Hosts.Where(host => host.Datacenter == datacenter).ToArray();
        StandardNetwork[] standard = _fabric.IsTwin ? _fabric.StandardNetworks.Where(network => network.Datacenter == datacenter).ToArray() : FindStandardNetworks(datacenter, hosts);
        foreach (StandardNetwork one in standard)
        {
            var network = new NetworkObject(
                one.Id,
                one.Name,
                folder.Reference,
                null,
                () => one.Hosts,
                () => MachinesOn(hosts, connection => connection is StandardConnection connected && connected.PortGroup.Name == one.Name),
                _references);
            folder.Add(Add(network));
            _references.AddStandardNetwork(datacenter, one.Name, network.Reference);
        }

        foreach (OpaqueNetwork opaque in datacenter.OpaqueNetworks)
        {
            var network = new NetworkObject(
                opaque.ManagedId ?? NextId("network-o"),
                opaque.Name,
                folder.Reference,
                opaque,
                () => hosts.Where(host => host.OpaqueSwitches.Any(nvds => nvds.Networks.Contains(opaque))),
                () => MachinesOn(hosts, connection => connection is OpaqueConnection connected && connected.Network == opaque),
                _references);
            folder.Add(Add(network));
            _references.Add(opaque, network.Reference);
        }
    }

    private StandardNetwork[] FindStandardNetworks(Datacenter datacenter, Host[] hosts) => hosts
        .SelectMany(host => host.StandardSwitches)
        .SelectMany(vSwitch => vSwitch.PortGroups)
        .Where(IsForMachines)
        .Select(portGroup => portGroup.Name)
        .Distinct(StringComparer.Ordinal)
        .Select(name => new StandardNetwork(
            datacenter, NextId("network-"), name, hosts.Where(host => host.StandardSwitches.Any(vSwitch => vSwitch.PortGroups.Any(group => group.Name == name))).ToArray()))
        .ToArray();

    private static IEnumerable<VirtualMachine> MachinesOn(Host[] hosts, Func<NetworkConnection, bool> isOn) =>
        hosts.SelectMany(host => host.VirtualMachines).Where(machine => machine.Connections.Any(isOn));

    private void AddVirtualMachine(VirtualMachine machine, FolderObject folder)
    {
        ComputeResourceObject computeResource = _computeResources[machine.Host];
        VirtualMachineObject added = Add(
            new VirtualMachineObject(machine.Id ?? NextId("vm-"), machine, folder.Reference, computeResource.Pool.Reference, _references, _migrator));
        folder.Add(added);
        if (!machine.IsTemplate) computeResource.Pool.Machines.Add(added);
        _hosts[machine.Host].Machines.Add(added);
        _references.Add(machine, added.Reference);
    }

    private FolderObject AddFolder(string kind, string name, ManagedObject parent, params string[] childTypes) =>
        Add(new FolderObject(NextId(kind), name, parent.Reference, childTypes));

    private T Add<T>(T added)
        where T : ManagedObject
    {
        _registry.Add(added);
        return added;
    }

    private string NextId(string kind) => kind + Next();

    private string Next() => (++_last).ToString(CultureInfo.InvariantCulture);
}
