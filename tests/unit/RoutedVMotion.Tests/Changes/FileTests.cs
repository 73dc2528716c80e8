using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;

using RoutedVMotion.Core.Changes;
using RoutedVMotion.Core.Journal;
using RoutedVMotion.Simulator;

using Xunit;

namespace RoutedVMotion.Tests.Changes;

/// <summary>What a kill, a disk or an editor makes of journals and change sets.</summary>
public sealed class FileTests
{
    [Fact]
    public async Task A_journal_that_ends_anywhere_is_read_as_far_as_it_goes()
    {
        using Conversion conversion = await Conversion.StartAsync(new SimulatorOptions { Racks = 2, HostsPerRack = 1, Layout = SimulatorLayout.Unconverted });
        await conversion.SetAsync();
        string whole = await File.ReadAllTextAsync(conversion.LastJournal!, TestContext.Current.CancellationToken);
        int head = whole.IndexOf('\n', StringComparison.Ordinal);
        Assert.True(whole.Length > 4000);
        for (int length = 0; length <= whole.Length; length++)
        {
            string text = whole[..length];
            if (length < head)
            {
                // Nothing was done yet.
                Assert.Throws<JournalException>(() => JournalRun.Read(text.Split('\n')));
                continue;
            }

            JournalRun run = JournalRun.Read(text.Split('\n'));
            // Every call that was made is announced by a whole line.
            int announced = text.Split('\n').SkipLast(1).Count(line => line.Contains("\"type\":\"Step\"", StringComparison.Ordinal));
            Assert.InRange(run.Hosts.Sum(host => host.Steps.Count), announced, announced + 1);
            Assert.Equal(length >= whole.Length - 1, run.Ended is not null);
            Assert.All(run.Hosts, host => Assert.NotEmpty(host.Record.Before.Adapters));
        }
    }

    [Fact]
    public async Task A_journal_that_is_damaged_in_the_middle_says_in_which_line()
    {
        using Conversion conversion = await Conversion.StartAsync(new SimulatorOptions { Racks = 2, HostsPerRack = 1, Layout = SimulatorLayout.Unconverted });
        await conversion.SetAsync();
        string[] lines = await File.ReadAllLinesAsync(conversion.LastJournal!, TestContext.Current.CancellationToken);
        for (int damaged = 0; damaged < lines.Length - 1; damaged++)
        {
            string[] broken = lines.ToArray();
            broken[damaged] = broken[damaged][..(broken[damaged].Length / 2)];
            Assert.Equal(damaged + 1, Assert.Throws<JournalException>(() => JournalRun.Read(broken)).Line);
        }

        // A newer module's journal is nothing to guess at.
        lines[0] = lines[0].Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal);
        Assert.Contains("format 2", Assert.Throws<JournalException>(() => JournalRun.Read(lines)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_set_that_somebody_has_damaged_is_refused_or_still_whole_and_never_breaks_the_reader()
    {
        using Conversion conversion = await Conversion.StartAsync(new SimulatorOptions { Racks = 2, HostsPerRack = 1, Layout = SimulatorLayout.Unconverted });
        var prepared = await conversion.PrepareAsync();
        string text = ChangeSet.Of("vc", "id", "user", "CHG1", DateTime.UtcNow, conversion.Plan, new ChangeOptions(), prepared.Hosts.ToArray()).Write();
        Assert.Equal(2, ChangeSet.Read(text).Hosts.Count);
        var random = new Random(4711);
        int refused = 0;
        for (int i = 0; i < 3000; i++)
        {
            var damaged = new StringBuilder(text);
            int place = random.Next(damaged.Length);
            switch (random.Next(3))
            {
                case 0: damaged.Length = place; break;
                case 1: damaged[place] = (char)random.Next(32, 127); break;
                default: damaged.Remove(place, Math.Min(random.Next(1, 40), damaged.Length - place)); break;
            }

            try
            {
                ChangeSet set = ChangeSet.Read(damaged.ToString());
                Assert.All(set.Hosts, host => Assert.NotNull(host.Record.Before));
            }
            catch (FormatException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1000, 3000);
    }
}
