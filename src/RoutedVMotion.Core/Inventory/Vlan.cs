using System.Globalization;
using System.Linq;

namespace RoutedVMotion.Core.Inventory;

/// <summary>The VLAN of a port group.</summary>
public sealed record Vlan
{
    private Vlan(VlanKind kind, int? id = null, int? primaryId = null, string? ranges = null)
    {
        Kind = kind;
        Id = id;
        PrimaryId = primaryId;
        Ranges = ranges;
    }

    /// <summary>It could not be read.</summary>
    public static Vlan Unknown { get; } = new(VlanKind.Unknown);

    /// <summary>Untagged.</summary>
    public static Vlan None { get; } = new(VlanKind.None, 0);

    /// <summary>Which way of tagging.</summary>
    public VlanKind Kind { get; }

    /// <summary>The id on the wire: 0 untagged, 1 to 4094; of a private VLAN the secondary id; null where there is no single one.</summary>
    public int? Id { get; }

    /// <summary>Of a private VLAN the primary id, if the switch's map was readable.</summary>
    public int? PrimaryId { get; }

    /// <summary>Of a trunk the ids, for example "0-4094" or "100-110,200".</summary>
    public string? Ranges { get; }

    /// <summary>One VLAN id; 0 is untagged, 4095 on a standard port group is a trunk of all. Of what is no id nobody knows what is meant.</summary>
    public static Vlan Single(int id) => id switch
    {
        0 => None,
        4095 => Trunk("0-4094"),
        < 0 or > 4095 => Unknown,
        _ => new Vlan(VlanKind.Id, id),
    };

    /// <summary>Several ids; of none at all nobody knows what is meant.</summary>
    public static Vlan Trunk(string ranges) => ranges.Length == 0 ? Unknown : new(VlanKind.Trunk, ranges: ranges);

    /// <summary>A private VLAN.</summary>
    public static Vlan Private(int secondaryId, int? primaryId) =>
        secondaryId < 0 ? Unknown : new(VlanKind.Private, secondaryId, primaryId < 0 ? null : primaryId);

    /// <summary>An NSX overlay segment with this network identifier, if known.</summary>
    public static Vlan Overlay(int? networkIdentifier) =>
        new(VlanKind.Overlay, ranges: networkIdentifier?.ToString(CultureInfo.InvariantCulture));

    /// <summary>Reads what <see cref="ToString"/> writes, "?" excepted.</summary>
    public static bool TryParse(string? text, out Vlan vlan)
    {
        vlan = Unknown;
        int space = text?.IndexOf(' ') ?? -1;
        string kind = space < 0 ? text ?? string.Empty : text!.Substring(0, space);
        string rest = space < 0 ? string.Empty : text!.Substring(space + 1);
        switch (kind)
        {
            case "trunk" when rest.Length > 0 && rest.All(c => c is '-' or ',' or ' ' or (>= '0' and <= '9')):
                vlan = Trunk(rest);
                return true;
            case "pvlan" when rest.IndexOf('/') is > 0 and int slash:
                string primary = rest.Substring(0, slash);
                int? primaryId = IsNumber(primary, int.MaxValue, out int number) ? number : null;
                if ((primaryId is null && primary != "?") || !IsNumber(rest.Substring(slash + 1), int.MaxValue, out int secondary)) return false;
                vlan = Private(secondary, primaryId);
                return true;
            case "overlay" when space < 0:
                vlan = Overlay(null);
                return true;
            case "overlay" when IsNumber(rest, int.MaxValue, out int identifier):
                vlan = Overlay(identifier);
                return true;
            default:
                if (space >= 0 || !IsNumber(kind, 4094, out int id)) return false;
                vlan = Single(id);
                return true;
        }
    }

    /// <summary>What a table shows: "2001", "0", "trunk 0-4094", "pvlan 100/101", "overlay 69632", "?".</summary>
    public override string ToString() => Kind switch
    {
        VlanKind.None or VlanKind.Id => Id!.Value.ToString(CultureInfo.InvariantCulture),
        VlanKind.Trunk => "trunk " + Ranges,
        VlanKind.Private => string.Format(
            CultureInfo.InvariantCulture, "pvlan {0}/{1}", PrimaryId?.ToString(CultureInfo.InvariantCulture) ?? "?", Id),
        VlanKind.Overlay => Ranges is null ? "overlay" : "overlay " + Ranges,
        _ => "?",
    };

    private static bool IsNumber(string text, int most, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= most;
}
