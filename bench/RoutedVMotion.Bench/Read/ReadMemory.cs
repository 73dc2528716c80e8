using System.Collections.Generic;
using System.Diagnostics;
using System.Threading.Tasks;

using RoutedVMotion.Bench.Recordings;
using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Bench.Read;

/// <summary>The first and only read of a process, with the replies coming off the disk.</summary>
internal sealed record ReadMemory
{
    /// <summary>The most that the process ever had in memory: the runtime, its code and all.</summary>
    public long PeakBytes { get; init; }

    public double TotalMilliseconds { get; init; }

    public double FirstRowPart { get; init; }

    public static async Task<ReadMemory> MeasureAsync(string folder, bool isGzip, bool keepsAll)
    {
        using ReplayedRead read = await ReplayedRead.PrepareAsync(Recording.Open(folder, isGzip)).ConfigureAwait(false);
        var kept = new List<EsxHost>();
        await read.RunAsync(host => { if (keepsAll) kept.Add(host); }).ConfigureAwait(false);
        using var process = Process.GetCurrentProcess();
        var found = new ReadMemory { PeakBytes = process.PeakWorkingSet64, TotalMilliseconds = read.Total.TotalMilliseconds, FirstRowPart = read.FirstRow / read.Total };
        System.GC.KeepAlive(kept);
        return found;
    }
}
