using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Runtime;
using System.Threading.Tasks;

using RoutedVMotion.Bench.Recordings;
using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Bench.Read;

/// <summary>The first and only read of a process, with the replies coming off the disk.</summary>
internal sealed record FirstRead
{
    /// <summary>The most that the process ever had in memory: the runtime, its code and all.</summary>
    public long PeakBytes { get; init; }

    /// <summary>From the first request to the last row, on all threads, with what the runtime spends on compiling.</summary>
    public double CpuMilliseconds { get; init; }

    /// <summary>Of that, what the compiler took.</summary>
    public double CompilerMilliseconds { get; init; }

    public double TotalMilliseconds { get; init; }

    public double FirstRowPart { get; init; }

    public static async Task<FirstRead> MeasureAsync(string folder, bool isGzip, bool keepsAll)
    {
        using ReplayedRead read = await ReplayedRead.PrepareAsync(Recording.Open(folder, isGzip)).ConfigureAwait(false);
        var kept = new List<EsxHost>();
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        await read.RunAsync(host => { if (keepsAll) kept.Add(host); }).ConfigureAwait(false);
        cpu = Environment.CpuUsage.TotalTime - cpu;
        using var process = Process.GetCurrentProcess();
        var found = new FirstRead { PeakBytes = process.PeakWorkingSet64, CpuMilliseconds = cpu.TotalMilliseconds, CompilerMilliseconds = JitInfo.GetCompilationTime().TotalMilliseconds, TotalMilliseconds = read.Total.TotalMilliseconds, FirstRowPart = read.FirstRow / read.Total };
        GC.KeepAlive(kept);
        return found;
    }

    /// <summary>The bare parser in our place.</summary>
    public static FirstRead MeasureBare(string folder, bool isGzip)
    {
        Recording recording = Recording.Open(folder, isGzip);
        var watch = Stopwatch.StartNew();
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        BareParser.Read(recording.Inventory, BareParser.Plain);
        cpu = Environment.CpuUsage.TotalTime - cpu;
        using var process = Process.GetCurrentProcess();
        return new FirstRead { PeakBytes = process.PeakWorkingSet64, CpuMilliseconds = cpu.TotalMilliseconds, CompilerMilliseconds = JitInfo.GetCompilationTime().TotalMilliseconds, TotalMilliseconds = watch.Elapsed.TotalMilliseconds };
    }
}
