using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Routing;

namespace RoutedVMotion.Core.Rules;

/// <summary>A vMotion adapter of a host beside what the plan wants of it: what rules ask again and again.</summary>
public sealed class AdapterContext
{
    private readonly HostContext _host;
    private readonly GatewayFault?[] _faults = new GatewayFault?[2];
    private AdapterRoute? _route;

    internal AdapterContext(HostContext host, Adapter adapter)
    {
        _host = host;
        Adapter = adapter;
    }

    /// <summary>The adapter.</summary>
    public Adapter Adapter { get; }

    /// <summary>The device, for example vmk1.</summary>
    public string Device => Adapter.Device;

    /// <summary>The adapter of the rack that this one is; null without a plan, or where the plan has fewer adapters.</summary>
    public RackAdapter? Planned { get; internal set; }

    /// <summary>Which adapter of the plan it is, with the addresses meant for it; null without a plan, or for one too many.</summary>
    public AssignedAdapter? Assigned { get; internal set; }

    /// <summary>The address meant for it in one family; null where there is none to be had.</summary>
    public InterfaceAddress? PlannedAddress(AddressFamily family) => (family == AddressFamily.IPv4 ? Assigned?.IPv4 : Assigned?.IPv6)?.Address;

    /// <summary>The planned address that would take the place of this one; null where it stays, or nothing is to be had.</summary>
    public InterfaceAddress? GivesUp(InetAddress own) =>
        CanBeChanged && PlannedAddress(own.Family) is InterfaceAddress planned && planned.Address != own ? planned : null;

    /// <summary>Set-VMotionRouting may touch it: it is not the system's or NSX's, and its address is not DHCP's.</summary>
    public bool CanBeChanged => !Adapter.SystemOwned && !Adapter.Dhcp;

    /// <summary>The way out of its subnets.</summary>
    public AdapterRoute Route => _route ??= AdapterRoute.Of(_host.Host, Adapter);

    /// <summary>The way out over one family; null where it has no address of it.</summary>
    public NextHop? Hop(AddressFamily family) => family == AddressFamily.IPv4 ? Route.IPv4 : Route.IPv6;

    /// <summary>Its subnets that are routed.</summary>
    public IEnumerable<Subnet> Subnets => Adapter.Addresses.Where(own => !own.Address.IsLinkLocal).Select(own => own.Subnet);

    /// <summary>
    /// Its address of one family. Of several IPv6 addresses the one in the rack's subnet: an adapter may have an
    /// autoconfigured one beside it.
    /// </summary>
    public InterfaceAddress? Address(AddressFamily family)
    {
        if (family == AddressFamily.IPv4) return Adapter.IPv4;
        InterfaceAddress? first = null;
        foreach (InterfaceAddress own in Adapter.IPv6)
        {
            if (own.Address.IsLinkLocal) continue;
            if (_host.Rack?.Plan?.VMotion.Subnet6 is Subnet subnet && subnet.Contains(own.Address)) return own;
            first ??= own;
        }

        return first;
    }

    /// <summary>How its address stands to the rack's subnet.</summary>
    public AddressState AddressState(AddressFamily family)
    {
        if (_host.Rack?.Plan?.VMotion.GetSubnet(family) is not Subnet subnet) return Rules.AddressState.NotPlanned;
        if (Address(family) is not InterfaceAddress own) return Rules.AddressState.Missing;
        if (!subnet.Contains(own.Address)) return Rules.AddressState.OutsideSubnet;
        return own.PrefixLength == subnet.PrefixLength ? Rules.AddressState.Right : Rules.AddressState.WrongPrefixLength;
    }

    /// <summary>
    /// The families in which its gateway is judged: those of the plan; without a plan those that it has addresses of.
    /// </summary>
    public IEnumerable<AddressFamily> Families =>
        Words.Families.Where(family => Address(family) is not null
            && (_host.Rack?.Plan is null || AddressState(family) != Rules.AddressState.NotPlanned));

    /// <summary>What is wrong with its gateway in one family.</summary>
    public GatewayFault GatewayFault(AddressFamily family) => _faults[(int)family] ??= _host.Diagnose(this, family);

    /// <summary>The VLAN that its frames carry, 0 for none; null where it could not be read or there is no single one.</summary>
    public int? Vlan => Adapter.PortGroup?.Vlan.Id;
}
