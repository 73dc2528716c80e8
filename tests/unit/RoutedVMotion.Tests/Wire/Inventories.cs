using System.Collections.Generic;
using System.Threading.Tasks;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.VSphere;

using Xunit;

namespace RoutedVMotion.Tests.Wire;

/// <summary>Reads a whole inventory into a list.</summary>
internal static class Inventories
{
    public static async Task<List<EsxHost>> ReadAllAsync(this VSphereSession session, InventoryQuery? query = null)
    {
        var hosts = new List<EsxHost>();
        await new InventoryReader(session).ReadAsync(query ?? new InventoryQuery(), hosts.Add, null, TestContext.Current.CancellationToken);
        return hosts;
    }
}
