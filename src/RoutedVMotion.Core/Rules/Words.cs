using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Core.Rules;

/// <summary>Turns of phrase that several rules share.</summary>
internal static class Words
{
    /// <summary>Both families, IPv4 first.</summary>
    public static readonly AddressFamily[] Families = { AddressFamily.IPv4, AddressFamily.IPv6 };

    /// <summary>"a, b, c and 12 more": a list that stays readable.</summary>
    public static string List(IEnumerable<string> items, int most = 3)
    {
        string[] all = items.ToArray();
        if (all.Length <= most) return string.Join(", ", all);
        return string.Join(", ", all.Take(most)) + " and " + Number(all.Length - most) + " more";
    }

    /// <summary>"1 host", "12 hosts".</summary>
    public static string Count(int count, string noun) => Number(count) + " " + noun + (count == 1 ? string.Empty : "s");

    /// <summary>"9000, as 39 of 40 adapters of rack-01 have it".</summary>
    public static string Usual<T>(Majority<T> usual, RackContext rack)
        where T : struct =>
        string.Format(CultureInfo.InvariantCulture, "{0}, as {1} of {2} adapters of {3} have it", usual.Value, usual.Count, usual.Total, rack.Name);

    /// <summary>The subnets of an adapter that are routed, for example "172.16.1.0/24".</summary>
    public static string Subnets(Adapter adapter) =>
        List(adapter.Addresses.Where(own => !own.Address.IsLinkLocal).Select(own => own.Subnet.ToString()));

    /// <summary>Digits, whatever the user's culture.</summary>
    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
