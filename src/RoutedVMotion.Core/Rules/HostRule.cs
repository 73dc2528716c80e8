using System.Collections.Generic;

using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Rules;

/// <summary>A rule that judges hosts one by one.</summary>
public abstract class HostRule : ValidationRule
{
    /// <summary>It has something to say of hosts that vCenter does not reach or could not read; the others are silent there.</summary>
    public virtual bool JudgesUnreadHosts => false;

    /// <summary>The findings on one host.</summary>
    public abstract IEnumerable<Finding> Judge(HostContext host);

    /// <summary>A finding of this rule.</summary>
    /// <param name="host">The host.</param>
    /// <param name="device">The vmkernel adapter or physical NIC that it concerns.</param>
    /// <param name="expected">What should be there.</param>
    /// <param name="found">What is there.</param>
    /// <param name="severity">How much it matters, where that differs from the rule's own severity.</param>
    /// <param name="fixedBySet">False where Set-VMotionRouting does not mend this very case.</param>
    protected Finding Report(
        HostContext host, string? device, string? expected, string? found, Severity? severity = null, bool fixedBySet = true) =>
        new(Info, severity)
        {
            Server = host.Host.Server,
            VMHost = host.Host.Name,
            VMHostId = host.Host.Id,
            Cluster = host.Host.Cluster,
            Rack = host.Rack?.Plan?.Name,
            Device = device,
            Expected = expected,
            Found = found,
            FixedBySet = Info.FixedBySet && fixedBySet && host.CanBeChanged,
        };
}
