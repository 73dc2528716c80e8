using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

using RoutedVMotion.Bench.Read;
using RoutedVMotion.Bench.Results;
using RoutedVMotion.Bench.Rules;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Paths;
using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Rules;

namespace RoutedVMotion.Bench.Paths;

/// <summary>What paths cost, in a process that did nothing before but read the fabric.</summary>
internal sealed record PathCost
{
    private const int WarmUp = 5;

    public int Hosts { get; init; }

    public int VirtualMachines { get; init; }

    public int FaultyHosts { get; init; }

    public int Classes { get; init; }

    public int Rows { get; init; }

    public int Exceptions { get; init; }

    public double MatrixMilliseconds { get; init; }

    public double IndexMilliseconds { get; init; }

    public double ClassesMilliseconds { get; init; }

    public double FirstMatrixMilliseconds { get; init; }

    public double MatrixWithoutPlanMilliseconds { get; init; }

    public int HostPairs { get; init; }

    public int BlockedPairs { get; init; }

    public double HostPairsMilliseconds { get; init; }

    public static async Task<PathCost> MeasureAsync(int racks, int hostsPerRack, int rounds)
    {
        SimulatedFabric read = await SimulatedFabric.ReadAsync(racks, hostsPerRack).ConfigureAwait(false);
        // What reading has left to the compiler's own thread is not to be counted here.
        await Task.Delay(1000).ConfigureAwait(false);
        var matrix = new List<double>();
        var alone = new List<double>();
        var indexes = new List<double>();
        var made = new List<double>();
        var pairs = new List<double>();
        int rows = 0, exceptions = 0, hostPairs = 0, blocked = 0, classes = 0;
        for (int round = 0; round < WarmUp + rounds; round++)
        {
            matrix.Add((await Sample.OfAsync(() => Task.FromResult((rows, exceptions) = Matrix(read.Fabric, read.Plan))).ConfigureAwait(false)).CpuMilliseconds);
            alone.Add((await Sample.OfAsync(() => Task.FromResult(Matrix(read.Fabric, null))).ConfigureAwait(false)).CpuMilliseconds);
            FabricIndex fabric = null!;
            PathIndex index = null!;
            indexes.Add((await Sample.OfAsync(() => Task.FromResult(fabric = new FabricIndex(read.Fabric, read.Plan))).ConfigureAwait(false)).CpuMilliseconds);
            made.Add((await Sample.OfAsync(() => Task.FromResult(index = new PathIndex(fabric))).ConfigureAwait(false)).CpuMilliseconds);
            classes = index.ClassCount;
            pairs.Add((await Sample.OfAsync(() => Task.FromResult((hostPairs, blocked) = Enumerate(index))).ConfigureAwait(false)).CpuMilliseconds);
        }

        return new PathCost
        {
            Hosts = read.Fabric.Hosts.Count,
            VirtualMachines = read.Fabric.VirtualMachines.Count,
            FaultyHosts = read.FaultyHosts,
            Classes = classes,
            Rows = rows,
            Exceptions = exceptions,
            MatrixMilliseconds = matrix.Skip(WarmUp).Median(),
            IndexMilliseconds = indexes.Skip(WarmUp).Median(),
            ClassesMilliseconds = made.Skip(WarmUp).Median(),
            FirstMatrixMilliseconds = matrix[0],
            MatrixWithoutPlanMilliseconds = alone.Skip(WarmUp).Median(),
            HostPairs = hostPairs,
            BlockedPairs = blocked,
            HostPairsMilliseconds = pairs.Skip(WarmUp).Median(),
        };
    }

    /// <summary>From the facts to the last row, each with all that it says: verdict, exceptions, reasons, networks.</summary>
    private static (int Rows, int Exceptions) Matrix(Fabric fabric, RackPlan? plan)
    {
        var index = new PathIndex(new FabricIndex(fabric, plan));
        int rows = 0, exceptions = 0, networks = 0;
        foreach (PathGroup source in index.Racks)
        {
            foreach (PathGroup destination in index.Racks)
            {
                if (index.Between(source, destination) is not GroupPath path) continue;
                var row = new VMotionPath(index, path);
                rows++;
                exceptions += row.Exceptions.Count + row.Reasons.Count;
                networks += row.Networks.Count + row.Why.Length;
            }
        }

        return networks == 0 ? default : (rows, exceptions);
    }

    private static (int Pairs, int Blocked) Enumerate(PathIndex index)
    {
        HostContext[] hosts = [.. index.Fabric.Hosts];
        int pairs = 0, blocked = 0;
        foreach (HostPath path in index.HostPaths(hosts, hosts))
        {
            pairs++;
            if (path.Verdict.Kind == PathKind.Blocked) blocked++;
        }

        return (pairs, blocked);
    }
}
