using System.Collections.Generic;

using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>A link that is too slow for vMotion.</summary>
public sealed class UplinkSpeed : HostRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(UplinkSpeed),
        Severity = Severity.Warning,
        Scope = RuleScope.Host,
        Title = "A vMotion uplink is slower than 1 Gb/s",
        Why = "Each migration needs 250 Mb/s of its own: a link that has less is an error. vCenter runs up to four at once on 1 Gb/s.",
        Action = "Check the link's negotiation, cable and transceiver, or take the NIC out of the port group's teaming.",
    };

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(HostContext host)
    {
        foreach (UplinkContext uplink in host.Uplinks)
        {
            if (uplink.Nic.SpeedMbps is not (int speed and < 1000)) continue;
            yield return Report(
                host, uplink.Nic.Device, "1000 Mb/s or more", Words.Number(speed) + " Mb/s", speed < 250 ? Severity.Error : null);
        }
    }
}
