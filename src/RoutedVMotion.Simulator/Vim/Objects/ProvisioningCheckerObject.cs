using System;
using System.Collections.Generic;
using System.Linq;

namespace RoutedVMotion.Simulator.Vim.Objects;

/// <summary>Says whether virtual machines could migrate. It moves nothing.</summary>
internal sealed class ProvisioningCheckerObject : ManagedObject
{
    private readonly ObjectRegistry _registry;
    private readonly Migrator _migrator;

    public ProvisioningCheckerObject(ObjectRegistry registry, Migrator migrator)
        : base("VirtualMachineProvisioningChecker", "ProvChecker")
    {
        _registry = registry;
        _migrator = migrator;
    }

    public override object? GetProperty(string name, Session? session) => null;

    public override object? Invoke(MethodCall call)
    {
        switch (call.Method.Name)
        {
            case "CheckMigrate_Task":
                VirtualMachineObject machine = Machine(call.Argument<ManagedReference>(0), call);
                if (machine.Machine.IsTemplate) throw VimFault.NotSupported("a template does not migrate");
                (HostSystemObject target, _) = _migrator.FindTarget(machine, call.Argument<ManagedReference?>(1), call.Argument<ManagedReference?>(2), call.Session);
                var errors = new List<VimFault>();
                if (call.Argument<string?>(3) is string state && state != machine.PowerState) errors.Add(VimFault.InvalidPowerState(state, machine.PowerState));
                errors.AddRange(_migrator.Check(machine, target));
                return Answer(call, machine, [Result(machine, target, errors, Migrator.Warn(machine, target))]);
            case "QueryVMotionCompatibilityEx_Task":
                VirtualMachineObject[] machines = call.Argument<IReadOnlyList<object>>(0).Cast<ManagedReference>().Select(reference => Machine(reference, call)).ToArray();
                HostSystemObject[] hosts = call.Argument<IReadOnlyList<object>>(1).Cast<ManagedReference>()
                    .Select(reference => _registry.Get(reference, call.Session) as HostSystemObject ?? throw VimFault.InvalidArgument("host"))
                    .ToArray();
                foreach (HostSystemObject host in hosts) host.CheckReadable();
                // Of the features that it is about, all hosts here have the same.
                return Answer(call, machines[0], machines.SelectMany(one => hosts, (one, host) => Result(one, host, [], [])).ToArray());
            default:
                return base.Invoke(call);
        }
    }

    private static DataObject Result(VirtualMachineObject machine, HostSystemObject host, IEnumerable<VimFault> errors, IEnumerable<VimFault> warnings) => new("CheckResult")
    {
        ["vm"] = machine.Reference,
        ["host"] = host.Reference,
        ["warning"] = warnings.Select(warning => warning.Localize()).ToArray(),
        ["error"] = errors.Select(error => error.Localize()).ToArray(),
    };

    private VirtualMachineObject Machine(ManagedReference reference, MethodCall call) =>
        _registry.Get(reference, call.Session) as VirtualMachineObject ?? throw VimFault.InvalidArgument("vm");

    // What vCenter calls these tasks stands nowhere [K].
    private ManagedReference Answer(MethodCall call, VirtualMachineObject machine, DataObject[] results)
    {
        DateTime now = DateTime.UtcNow;
        var task = new TaskObject(_registry.NextTaskId(), "vm.check.ProvisioningChecker." + call.Method.Name, machine, call.Session!.UserName, now) { Method = call.Method.Name };
        task.End(now, result: results);
        _registry.Add(task);
        return task.Reference;
    }
}
