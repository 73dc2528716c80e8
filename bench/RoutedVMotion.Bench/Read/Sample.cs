using System;
using System.Threading.Tasks;

namespace RoutedVMotion.Bench.Read;

/// <summary>What some work took of this process: time of all its threads on a processor, and bytes allocated.</summary>
internal readonly record struct Sample(double CpuMilliseconds, long AllocatedBytes)
{
    public static async Task<Sample> OfAsync(Func<Task> work)
    {
        // What the work before has left behind is not to be this one's to collect.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        await work().ConfigureAwait(false);
        cpu = Environment.CpuUsage.TotalTime - cpu;
        return new Sample(cpu.TotalMilliseconds, GC.GetTotalAllocatedBytes(precise: true) - allocated);
    }
}
