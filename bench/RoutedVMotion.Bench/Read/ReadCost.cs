using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using System.Xml;

using RoutedVMotion.Bench.Recordings;
using RoutedVMotion.Bench.Results;

namespace RoutedVMotion.Bench.Read;

/// <summary>CPU and allocations of our read and of a bare parser, in one process, turn by turn.</summary>
internal sealed record ReadCost
{
    private const int WarmUps = 8;

    public int Hosts { get; init; }

    public int Replies { get; init; }

    public long WireBytes { get; init; }

    public long PlainBytes { get; init; }

    public double OursMilliseconds { get; init; }

    public double BareMilliseconds { get; init; }

    public double BareWithOurSettingsMilliseconds { get; init; }

    /// <summary>Median of the rounds' ratios.</summary>
    public double CpuRatio { get; init; }

    public double AllocatedPerByte { get; init; }

    public double BareAllocatedPerByte { get; init; }

    public double FirstRowPart { get; init; }

    public static async Task<ReadCost> MeasureAsync(string folder, bool isGzip, int rounds)
    {
        Recording recording = Recording.Open(folder, isGzip);
        foreach (RecordedReply reply in recording.Replies) reply.Load();
        RecordedReply[] inventory = recording.Inventory.ToArray();
        long plainBytes = inventory.Sum(reply => reply.CountPlainBytes());

        var samples = new List<(Sample Ours, Sample Bare, Sample BareWithOurSettings, double FirstRowPart)>();
        int hosts = 0;
        for (int round = -WarmUps; round < rounds; round++)
        {
            using ReplayedRead read = await ReplayedRead.PrepareAsync(recording).ConfigureAwait(false);
            Sample bare = await Sample.OfAsync(() => ReadBare(BareParser.Plain)).ConfigureAwait(false);
            Sample ours = await Sample.OfAsync(() => read.RunAsync(_ => { })).ConfigureAwait(false);
            Sample bareWithOurSettings = await Sample.OfAsync(() => ReadBare(BareParser.Ours)).ConfigureAwait(false);
            hosts = read.Hosts;
            if (round >= 0) samples.Add((ours, bare, bareWithOurSettings, read.FirstRow / read.Total));
        }

        return new ReadCost
        {
            Hosts = hosts,
            Replies = inventory.Length,
            WireBytes = inventory.Sum(reply => reply.Length),
            PlainBytes = plainBytes,
            OursMilliseconds = samples.Select(sample => sample.Ours.CpuMilliseconds).Median(),
            BareMilliseconds = samples.Select(sample => sample.Bare.CpuMilliseconds).Median(),
            BareWithOurSettingsMilliseconds = samples.Select(sample => sample.BareWithOurSettings.CpuMilliseconds).Median(),
            CpuRatio = samples.Select(sample => sample.Ours.CpuMilliseconds / sample.Bare.CpuMilliseconds).Median(),
            AllocatedPerByte = samples.Select(sample => (double)sample.Ours.AllocatedBytes / plainBytes).Median(),
            BareAllocatedPerByte = samples.Select(sample => (double)sample.Bare.AllocatedBytes / plainBytes).Median(),
            FirstRowPart = samples.Select(sample => sample.FirstRowPart).Median(),
        };

        Task ReadBare(XmlReaderSettings settings)
        {
            BareParser.Read(inventory, settings);
            return Task.CompletedTask;
        }
    }
}
