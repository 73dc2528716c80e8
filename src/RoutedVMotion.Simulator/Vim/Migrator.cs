using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Simulator.Fabric;
using RoutedVMotion.Simulator.Vim.Objects;

namespace RoutedVMotion.Simulator.Vim;

/// <summary>
/// Moves virtual machines as vCenter does: what configuration shows to be impossible fails at once, in the task; whether the network
/// carries it shows after a while, and is computed as pings are. Types of faults are the API reference's, what is not there is marked [K].
/// </summary>
internal sealed class Migrator
{
    /// <summary>What moving a machine that runs takes.</summary>
    public const string HotMigratePrivilege = "Resource.HotMigrate";

    private const string ColdMigratePrivilege = "Resource.ColdMigrate";

    private readonly LeafSpineFabric _fabric;
    private readonly ObjectRegistry _registry;
    private readonly Dictionary<Migration, (TaskObject Task, ResourcePoolObject? Pool)> _running = new();

    public Migrator(LeafSpineFabric fabric, ObjectRegistry registry)
    {
        _fabric = fabric;
        _registry = registry;
    }

    /// <summary>Starts a migration; gives its task.</summary>
    /// <param name="machine">The virtual machine.</param>
    /// <param name="host">The host that it is to go to.</param>
    /// <param name="pool">The pool that it is to be in; null where it stays in its own.</param>
    /// <param name="descriptionId">What the task does.</param>
    /// <param name="call">The call that asks for it.</param>
    /// <exception cref="VimFault">It is not even begun.</exception>
    public ManagedReference Migrate(VirtualMachineObject machine, ManagedReference? host, ManagedReference? pool, string descriptionId, MethodCall call)
    {
        if (machine.Machine.IsTemplate) throw VimFault.NotSupported("a template does not migrate");
        bool isHot = machine.Machine.IsPoweredOn;
        if (machine.Machine.IsMigrateDenied) throw VimFault.NoPermission(machine.Reference, isHot ? HotMigratePrivilege : ColdMigratePrivilege);
        (HostSystemObject target, ResourcePoolObject? into) = FindTarget(machine, host, pool, call.Session);
        if (machine.Tasks.FirstOrDefault(task => task.IsRunning) is TaskObject other) throw VimFault.TaskInProgress(other.Reference);
        DateTime now = DateTime.UtcNow;
        var started = new TaskObject(_registry.NextTaskId(), descriptionId, machine, call.Session!.UserName, now) { Method = call.Method.Name };
        _registry.Add(started);
        if (Check(machine, target).FirstOrDefault() is VimFault fault)
        {
            started.End(now, fault);
            return started.Reference;
        }

        started.Due = now + _fabric.Behavior.MigrationTime;
        var migration = new Migration(machine.Machine, target.Host) { Due = started.Due, IsHot = isHot };
        _fabric.Migrations.Add(migration);
        _running.Add(migration, (started, into));
        return started.Reference;
    }

    /// <summary>Starts a migration that somebody has to end.</summary>
    public Migration Start(VirtualMachine machine, Host target, bool byDrs)
    {
        VirtualMachineObject found = _registry.OfType<VirtualMachineObject>().First(one => one.Machine == machine);
        var migration = new Migration(machine, target);
        _fabric.Migrations.Add(migration);
        var task = new TaskObject(
            _registry.NextTaskId(), byDrs ? "Drm.ExecuteVMotionLRO" : "VirtualMachine.migrate", found, byDrs ? null : "operator@vsphere.local", DateTime.UtcNow);
        _registry.Add(task);
        _running.Add(migration, (task, null));
        return migration;
    }

    /// <summary>Ends the migrations whose time has come, one way or the other.</summary>
    public void Settle(DateTime now)
    {
        foreach (Migration migration in _running.Keys.Where(running => running.Due <= now).ToArray())
        {
            string? problem = !migration.IsHot ? null : MigrationNetwork.FindProblem(migration.Source, migration.Target);
            bool isReached = migration.Source.State == HostState.Connected && migration.Target.State == HostState.Connected;
            if (isReached && problem is null) Finish(migration);
            else End(migration, isReached ? VMotionFailed(problem!) : VimFault.HostNotReachable());
        }
    }

    /// <summary>Ends a migration: the machine is on the other host.</summary>
    public void Finish(Migration migration)
    {
        if (!migration.IsRunning) return;
        (TaskObject _, ResourcePoolObject? pool) = _running[migration];
        VirtualMachine machine = migration.Machine;
        migration.Source.VirtualMachines.Remove(machine);
        migration.Target.VirtualMachines.Add(machine);
        machine.Host = migration.Target;
        // A standard port group is each host's own.
        for (int i = 0; i < machine.Connections.Count; i++)
        {
            if (machine.Connections[i] is StandardConnection standard
                && migration.Target.StandardSwitches.SelectMany(vSwitch => vSwitch.PortGroups).FirstOrDefault(group => group.Name == standard.PortGroup.Name) is StandardPortGroup own)
            {
                machine.Connections[i] = FabricBuilder.Connect(migration.Target, own);
            }
        }

        VirtualMachineObject moved = _registry.OfType<VirtualMachineObject>().First(one => one.Machine == machine);
        ObjectOf(migration.Source).Machines.Remove(moved);
        ObjectOf(migration.Target).Machines.Add(moved);
        if (pool is not null)
        {
            foreach (ResourcePoolObject before in _registry.OfType<ResourcePoolObject>().Where(one => one.Reference == moved.Pool)) before.Machines.Remove(moved);
            pool.Machines.Add(moved);
            moved.Pool = pool.Reference;
        }

        End(migration, null);
    }

    /// <summary>What keeps a machine from migrating to a host, as far as vCenter knows it beforehand: empty if nothing does.</summary>
    public IEnumerable<VimFault> Check(VirtualMachineObject machine, HostSystemObject target)
    {
        HostSystemObject source = ObjectOf(machine.Machine.Host);
        foreach (HostSystemObject host in new[] { source, target })
        {
            if (host.Host.State == HostState.Disconnected) yield return VimFault.HostNotConnected();
            if (host.Host.State == HostState.NotResponding) yield return VimFault.HostNotReachable();
        }

        // Which fault this is stands nowhere [K].
        if (target.Host.InMaintenanceMode) yield return VimFault.InvalidHostState(target.Reference);
        if (machine.Machine.IsPoweredOn)
        {
            foreach (HostSystemObject host in new[] { source, target })
            {
                if (FindInterfaceIssue(host, host == source) is VimFault issue) yield return issue;
            }
        }

        // That the network leads anywhere from there is not looked at (facts A9).
        foreach ((string device, NetworkConnection connection, ManagedReference network) in machine.Cards())
        {
            if (!target.Host.Has(connection)) yield return VimFault.CannotAccessNetwork(device, NameOf(connection), machine.Machine.IsPoweredOn, network);
        }

        bool isHeld = target.Host.Cluster?.Rules.Any(rule => rule.IsMandatory && rule.Machines.Contains(machine.Machine) && !rule.Hosts.Contains(target.Host)) == true;
        if (isHeld) yield return VimFault.VmHostAffinityRuleViolation(machine.Name, target.Name);
    }

    /// <summary>What vCenter warns of: both hosts' vMotion adapters have different MTUs (facts A8; the fault's type is [K]).</summary>
    public static IEnumerable<VimFault> Warn(VirtualMachineObject machine, HostSystemObject target)
    {
        int[] mtus = machine.Machine.Host.MigrationAdapters.Concat(target.Host.MigrationAdapters).Select(adapter => adapter.Mtu).Distinct().ToArray();
        if (machine.Machine.IsPoweredOn && mtus.Length > 1)
            yield return VimFault.GenericVmConfig("The source and destination hosts have different vMotion vNIC MTU configurations.");
    }

    /// <summary>The host and the pool that are meant; the pool is null where the machine stays in its own.</summary>
    public (HostSystemObject Host, ResourcePoolObject? Pool) FindTarget(VirtualMachineObject machine, ManagedReference? host, ManagedReference? pool, Session? session)
    {
        if (host is null) throw VimFault.NotSupported("hosts are not chosen by DRS here");
        if (_registry.Get(host, session) is not HostSystemObject target) throw VimFault.InvalidArgument("host");
        target.CheckReadable();
        ResourcePoolObject? into = pool is null ? null : _registry.Get(pool, session) as ResourcePoolObject ?? throw VimFault.InvalidArgument("pool");
        ResourcePoolObject? current = _registry.OfType<ResourcePoolObject>().FirstOrDefault(one => one.Reference == machine.Pool);
        if ((into ?? current)?.Parent != target.Parent) throw VimFault.InvalidArgument(pool is null ? "host" : "pool");
        if (machine.Machine.Host.Datacenter != target.Host.Datacenter) throw VimFault.NotSupported("machines stay in their datacenter here");
        return (target, into == current ? null : into);
    }

    private static VimFault? FindInterfaceIssue(HostSystemObject host, bool isSource)
    {
        IReadOnlyList<VMKernelAdapter> adapters = host.Host.MigrationAdapters;
        if (!adapters.Any(adapter => adapter.Addresses.Skip(adapter.IPv4 is null ? 1 : 0).Any()))
            return VimFault.VMotionNotConfigured(isSource, host.Name, host.Reference);
        return adapters.All(adapter => !host.Host.UplinksOf(adapter.Connection).Any(nic => nic.IsUp))
            ? VimFault.VMotionLinkDown(isSource, host.Name, host.Reference, NameOf(adapters[0].Connection))
            : null;
    }

    private static VimFault VMotionFailed(string problem) => VimFault.GenericVmConfig(
        "The vMotion migrations failed because the ESX hosts were not able to connect over the vMotion network. Check the vMotion network settings and physical network configuration.",
        problem + ".");

    private static string NameOf(NetworkConnection connection) => connection switch
    {
        StandardConnection standard => standard.PortGroup.Name,
        DistributedConnection distributed => distributed.PortGroup.Name,
        _ => ((OpaqueConnection)connection).Network.Name,
    };

    private HostSystemObject ObjectOf(Host host) => _registry.OfType<HostSystemObject>().First(one => one.Host == host);

    private void End(Migration migration, VimFault? fault)
    {
        TaskObject task = _running[migration].Task;
        migration.IsRunning = false;
        _running.Remove(migration);
        migration.Source.Touch();
        migration.Target.Touch();
        task.End(migration.Due ?? DateTime.UtcNow, fault);
    }
}
