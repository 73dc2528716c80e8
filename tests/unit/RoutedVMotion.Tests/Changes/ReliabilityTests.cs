using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Core.Output;
using RoutedVMotion.Simulator.Fabric;
using RoutedVMotion.VSphere;
using RoutedVMotion.VSphere.Changes;

using Xunit;

namespace RoutedVMotion.Tests.Changes;

/// <summary>
/// Every step, every fault: each shape of a change is broken at every call that writes, in every way that a call can go wrong, and
/// stopped for ever at each. No host is ever left in between, and whatever is left can be undone or brought to its end.
/// </summary>
public sealed class ReliabilityTests
{
    // The whole run was refused, before anything was written.
    private const string Refused = "Refused";

    private static readonly string[] s_outcomes = ["Changed", "RolledBack", "Skipped", "Failed", "Compliant"];

    private static readonly string[] Effects =
    [
        "fails before it takes effect", "fails after it took effect", "drops the connection before it takes effect", "drops the connection after it took effect",
        "ends the session", "disconnects the host before it takes effect", "disconnects the host after it took effect", "meets a migration", LateAnswer,
    ];

    // Of a call that changes nothing, before and after are the same.
    private static readonly string[] EffectsOfReads =
        ["fails before it takes effect", "drops the connection before it takes effect", "ends the session", "disconnects the host before it takes effect"];

    // The client waits for a second, and does not hear that the call was carried out.
    private const string LateAnswer = "is answered after 3 s";

    public static TheoryData<string> ShapeNames => [.. Shapes.All.Keys];

    [Theory]
    [MemberData(nameof(ShapeNames))]
    public async Task Broken_at_every_write_a_host_is_as_before_or_as_planned_and_can_be_brought_to_either(string shape)
    {
        (int writes, IReadOnlyDictionary<string, HostTruth> after) = await UndisturbedAsync(shape);
        Assert.NotEqual(0, writes);
        var outcomes = new ConcurrentDictionary<string, int>();
        var problems = new ConcurrentBag<string>();
        // An adapter of the vmotion stack cannot be kept from being used between the look and the call: only maintenance mode, or a DRS
        // that is held, closes that window.
        bool isReaddressed = shape is "another address" or "from the vmotion stack to an override";
        var cases = Effects.Where(effect => !isReaddressed || effect != "meets a migration").SelectMany(effect => Enumerable.Range(1, writes).Select(number => (effect, number))).ToArray();
        await Parallel.ForEachAsync(cases, Parallelism, async (one, _) =>
        {
            string rule = $"the {Ordinal(one.number)} write {one.effect}";
            try
            {
                foreach (string status in await BreakAsync(shape, rule, after)) outcomes.AddOrUpdate(status, 1, (_, count) => count + 1);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                problems.Add($"{rule}: {e.Message}");
            }
        });
        Assert.True(problems.IsEmpty, string.Join("\n\n", problems.Order().Take(5)));
        ReliabilityPage.Hold(
            "Broken at every write",
            [shape, writes, cases.Length],
            [.. s_outcomes.Select(status => (object)outcomes.GetValueOrDefault(status))]);
    }

    [Theory]
    [MemberData(nameof(ShapeNames))]
    public async Task Stopped_for_ever_at_every_write_the_journal_is_enough_to_take_it_back_and_the_host_is_enough_to_go_on(string shape)
    {
        (int writes, IReadOnlyDictionary<string, HostTruth> after) = await UndisturbedAsync(shape);
        var problems = new ConcurrentBag<string>();
        string[] moments = ["before it takes effect", "after it took effect"];
        var cases = moments.SelectMany(moment => Enumerable.Range(1, writes).SelectMany(number => new[] { (moment, number, true), (moment, number, false) })).ToArray();
        await Parallel.ForEachAsync(cases, Parallelism, async (one, _) =>
        {
            (string moment, int number, bool restores) = one;
            string rule = $"the {Ordinal(number)} write is never answered {moment}";
            try
            {
                await StopForEverAsync(shape, rule, number, restores, after);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                problems.Add($"{rule}, then {(restores ? "restored" : "set again")}: {e.Message}");
            }
        });
        Assert.True(problems.IsEmpty, string.Join("\n\n", problems.Order().Take(5)));
        ReliabilityPage.Hold("Stopped for ever at every write", [shape, writes, cases.Length], [cases.Count(one => one.Item3), cases.Count(one => !one.Item3)]);
    }

    /// <summary>
    /// With ROUTEDVMOTION_EVERY_CALL=1 each call in each way, which takes long; else each call in one of the ways, by turns. Counted on
    /// the page is the former.
    /// </summary>
    [Theory]
    [MemberData(nameof(ShapeNames))]
    public async Task Broken_at_every_read_a_host_is_as_before_or_as_planned_and_can_be_brought_to_either(string shape)
    {
        bool isEvery = Environment.GetEnvironmentVariable("ROUTEDVMOTION_EVERY_CALL") == "1";
        (bool[] calls, IReadOnlyDictionary<string, HostTruth> after) = await ListCallsAsync(shape);
        var outcomes = new ConcurrentDictionary<string, int>();
        var problems = new ConcurrentBag<string>();
        var cases = Enumerable.Range(1, calls.Length)
            .Where(number => !calls[number - 1])
            .SelectMany((number, index) => EffectsOfReads.Where((_, way) => isEvery || index % EffectsOfReads.Length == way).Select(effect => (effect, number)))
            .ToArray();
        await Parallel.ForEachAsync(cases, Parallelism, async (one, _) =>
        {
            string rule = $"the {Ordinal(one.number)} call {one.effect}";
            try
            {
                foreach (string status in await BreakAsync(shape, rule, after)) outcomes.AddOrUpdate(status, 1, (_, count) => count + 1);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                problems.Add($"{rule}: {e.Message}");
            }
        });
        Assert.True(problems.IsEmpty, $"{problems.Count} of {cases.Length}: " + string.Join("\n\n", problems.Order().Take(5)));
        if (isEvery)
        {
            ReliabilityPage.Hold(
                "Broken at every read",
                [shape],
                [calls.Count(isWrite => !isWrite), cases.Length, .. s_outcomes.Append(Refused).Select(status => (object)outcomes.GetValueOrDefault(status))]);
        }
    }

    /// <summary>
    /// The same for what takes its time: a read that is answered too late, a migration or another administrator right before it. The last
    /// two need a call that is for a host, as a ping is. Each call only with ROUTEDVMOTION_EVERY_CALL=1, else every fifth.
    /// </summary>
    [Theory]
    [MemberData(nameof(ShapeNames))]
    public async Task Late_or_disturbed_at_every_read_a_host_is_as_before_or_as_planned(string shape)
    {
        bool isEvery = Environment.GetEnvironmentVariable("ROUTEDVMOTION_EVERY_CALL") == "1";
        (bool[] calls, IReadOnlyDictionary<string, HostTruth> after) = await ListCallsAsync(shape);
        var problems = new ConcurrentBag<string>();
        var cases = Enumerable.Range(1, calls.Length)
            .Where(number => !calls[number - 1] && (isEvery || number % 5 == 0))
            .SelectMany(number => new[] { LateAnswer, "meets a migration", "meets another administrator" }.Select(effect => (effect, number)))
            .ToArray();
        await Parallel.ForEachAsync(cases, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = TestContext.Current.CancellationToken }, async (one, _) =>
        {
            string rule = $"the {Ordinal(one.number)} call {one.effect}";
            try
            {
                if (one.effect == "meets another administrator") await MeetAsync(shape, rule, after);
                else await BreakAsync(shape, rule, after);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                problems.Add($"{rule}: {e.Message}");
            }
        });
        Assert.True(problems.IsEmpty, $"{problems.Count} of {cases.Length}: " + string.Join("\n\n", problems.Order().Take(5)));
        if (isEvery) ReliabilityPage.Hold("Late or disturbed at every read", [shape], [calls.Count(isWrite => !isWrite), cases.Length]);
    }

    /// <summary>
    /// Another administrator lowers an MTU right before the write, after the last look. What he did is his: it is nowhere taken for the
    /// run's own, and it hides nothing else.
    /// </summary>
    [Theory]
    [MemberData(nameof(ShapeNames))]
    public async Task Another_administrator_at_every_write_is_noticed_and_left_alone(string shape)
    {
        (int writes, IReadOnlyDictionary<string, HostTruth> after) = await UndisturbedAsync(shape);
        var outcomes = new ConcurrentDictionary<string, int>();
        var problems = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(Enumerable.Range(1, writes), Parallelism, async (number, _) =>
        {
            try
            {
                foreach (string status in await MeetAsync(shape, $"the {Ordinal(number)} write meets another administrator", after))
                    outcomes.AddOrUpdate(status, 1, (_, count) => count + 1);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                problems.Add($"Write {number}: {e.Message}");
            }
        });
        Assert.True(problems.IsEmpty, $"{problems.Count} of {writes}: " + string.Join("\n\n", problems.Order().Take(5)));
        ReliabilityPage.Hold("Another administrator at every write", [shape, writes], [.. s_outcomes.Select(status => (object)outcomes.GetValueOrDefault(status))]);
    }

    private static async Task<string[]> MeetAsync(string shape, string rule, IReadOnlyDictionary<string, HostTruth> after)
    {
        using Conversion conversion = await StartAsync(shape);
        conversion.Simulator.AddRule(rule);
        IReadOnlyList<ChangeResult> results = await conversion.SetAsync();
        conversion.Simulator.ClearRules();
        conversion.AssertNothingElseTouched();
        foreach (ChangeResult result in results)
        {
            string state = StateOf(result.VMHost);
            // Where it is neither, the result says so, and why nobody but a person can decide.
            string[] expected = result.Status switch
            {
                "Changed" => ["after", "after, old kept"],
                "Compliant" => ["after", "before", "after, old kept"],
                "RolledBack" or "Skipped" => ["before"],
                _ => result.Message!.Contains("the run did not do that", StringComparison.Ordinal) ? ["before", "after", "after, old kept", "between"] : [],
            };
            Assert.True(expected.Contains(state.Split(':')[0]), $"{result.VMHost} is {state}, and the result says {result.Status}: {result.Diff}");
        }

        // The way to the plan is open all the same.
        for (int runs = 0, writes = -1; writes != conversion.Simulator.WriteCount; runs++)
        {
            Assert.True(runs < 4, "It never ends.");
            writes = conversion.Simulator.WriteCount;
            IReadOnlyList<ChangeResult> again = await conversion.SetAsync();
            Assert.All(again, result => Assert.True(result.Status is "Changed" or "Compliant", result.Diff));
        }

        foreach (string host in after.Keys)
        {
            bool isAsPlanned = StateOf(host).StartsWith("after", StringComparison.Ordinal) || WithoutHim(conversion.Before[host]).Adapters == WithoutHim(after[host]).Adapters;
            Assert.True(isAsPlanned, $"{host} is {StateOf(host)} in the end.");
        }

        // Whatever goes back is as before but for his MTU; the rest is named.
        foreach (string journal in conversion.Journals.Files.Reverse().ToArray())
        {
            foreach (ChangeResult result in await conversion.RestoreAsync(journal))
                Assert.True(result.Status is "RolledBack" or "Compliant" || result.Reason == "ChangedBySomebodyElse", result.Diff);
        }

        conversion.AssertNothingElseTouched();
        return results.Select(result => result.Status).ToArray();

        string StateOf(string host) => HostTruth.Classify(WithoutHim(conversion.Truth()[host]), WithoutHim(conversion.Before[host]), WithoutHim(after[host]));
    }

    // He takes 100 off; of the MTUs of these fabrics that leaves no doubt.
    private static HostTruth WithoutHim(HostTruth truth) => truth with
    {
        Adapters = string.Join('\n', truth.Adapters.Replace(" 8900 ", " 9000 ", StringComparison.Ordinal).Replace(" 1400 ", " 1500 ", StringComparison.Ordinal)
            .Split('\n').Order(StringComparer.Ordinal)),
    };

    private static ParallelOptions Parallelism => new() { MaxDegreeOfParallelism = 4, CancellationToken = TestContext.Current.CancellationToken };

    private static async Task<Conversion> StartAsync(string shape)
    {
        var (options, plan) = Shapes.All[shape];
        Conversion conversion = await Conversion.StartAsync(options);
        conversion.Plan = plan(conversion.Plan);
        conversion.Settings = conversion.Settings with { Patience = TimeSpan.FromMilliseconds(400), Pause = TimeSpan.FromMilliseconds(2) };
        return conversion;
    }

    private static async Task<(int Writes, IReadOnlyDictionary<string, HostTruth> After)> UndisturbedAsync(string shape)
    {
        using Conversion conversion = await StartAsync(shape);
        await conversion.SetAsync();
        Assert.Empty((await conversion.JudgeAsync()).Select(finding => finding.ToString()));
        return (conversion.Simulator.WriteCount, conversion.Truth());
    }

    // Whether it writes, for each call of an undisturbed run.
    private static async Task<(bool[] Calls, IReadOnlyDictionary<string, HostTruth> After)> ListCallsAsync(string shape)
    {
        using Conversion conversion = await StartAsync(shape);
        int before = conversion.Simulator.Calls.Count;
        await conversion.SetAsync();
        return (conversion.Simulator.Calls.Skip(before).Select(call => call.IsWrite).ToArray(), conversion.Truth());
    }

    private static async Task<string[]> BreakAsync(string shape, string rule, IReadOnlyDictionary<string, HostTruth> after)
    {
        using Conversion conversion = await StartAsync(shape);
        if (rule.EndsWith(LateAnswer, StringComparison.Ordinal)) await conversion.LoginAgainAsync(TimeSpan.FromSeconds(1));
        conversion.Simulator.AddRule(rule);
        IReadOnlyList<ChangeResult> results = [];
        PreparedChange? prepared = null;
        try
        {
            prepared = await conversion.PrepareAsync();
        }
        catch (VSphereException)
        {
            Assert.Equal(0, conversion.Simulator.WriteCount);
        }

        if (prepared is not null) results = await conversion.RunAsync(prepared);
        conversion.Simulator.ClearRules();
        Heal(conversion);
        IReadOnlyDictionary<string, HostTruth> now = conversion.Truth();
        conversion.AssertNothingElseTouched();
        // Hosts of which it could not be read who uses the old adapter: then somebody does (design 8), and it stays.
        var unread = new HashSet<string>();
        foreach (ChangeResult result in results)
        {
            string state = HostTruth.Classify(now[result.VMHost], conversion.Before[result.VMHost], after[result.VMHost]);
            // What a result says is what is there; only where the host went away meanwhile may it be neither, and then it says so.
            string[] expected = result.Status switch
            {
                "Changed" => ["after", "after, old kept"],
                "Compliant" => ["after", "before", "after, old kept"],
                "RolledBack" or "Skipped" => ["before"],
                _ => rule.Contains("disconnects", StringComparison.Ordinal) ? ["before", "after", "after, old kept", "between"] : [],
            };
            if (result.Notes.Any(note => note.Contains("could not be read", StringComparison.Ordinal)))
            {
                expected = [.. expected, "after, old deselected"];
                unread.Add(result.VMHost);
            }

            Assert.True(expected.Contains(state.Split(':')[0]), $"{result.VMHost} is {state}, and the result says {result.Status}: {result.Diff}");
        }

        // From here both ways lead to an end: first all the way to the plan, then all the way back.
        IReadOnlyList<ChangeResult> again = await conversion.SetAsync();
        Assert.All(again, result => Assert.True(result.Status is "Changed" or "Compliant", result.Diff));
        Assert.All(conversion.Truth().Where(host => !unread.Contains(host.Key)), host => Assert.Equal(after[host.Key].Adapters, host.Value.Adapters));
        Assert.All(unread, host => Assert.StartsWith("after", HostTruth.Classify(conversion.Truth()[host], conversion.Before[host], after[host]), StringComparison.Ordinal));
        int writes = conversion.Simulator.WriteCount;
        await conversion.SetAsync();
        Assert.Equal(writes, conversion.Simulator.WriteCount);
        foreach (string journal in conversion.Journals.Files.Reverse().ToArray()) await conversion.RestoreAsync(journal);
        Assert.All(conversion.Truth(), host => Assert.Equal(conversion.Before[host.Key].Adapters, host.Value.Adapters));
        conversion.AssertNothingElseTouched();
        return prepared is null ? [Refused] : results.Select(result => result.Status).ToArray();
    }

    private static async Task StopForEverAsync(string shape, string rule, int number, bool restores, IReadOnlyDictionary<string, HostTruth> after)
    {
        using Conversion conversion = await StartAsync(shape);
        conversion.Simulator.AddRule(rule);
        // Nobody will ever hear of this run again.
        Task abandoned = Task.Run(() => conversion.SetAsync());
        for (int tries = 0; conversion.Simulator.WriteCount < number && tries < 2000; tries++) await Task.Delay(2);
        Assert.Equal(number, conversion.Simulator.WriteCount);
        await Task.Delay(20);
        conversion.Simulator.ClearRules();
        // Another process, with another folder: the lock of the dead one went with it.
        using Conversion next = await conversion.SuccessorAsync();
        Directory.CreateDirectory(next.Journals.Path);
        string journal = Path.Combine(next.Journals.Path, Path.GetFileName(conversion.LastJournal!));
        await File.WriteAllTextAsync(journal, ReadShared(conversion.LastJournal!), CancellationToken.None);
        if (restores)
        {
            await next.RestoreAsync(journal);
            await next.RestoreAsync(journal);
        }
        else
        {
            IReadOnlyList<ChangeResult> again = await next.SetAsync();
            Assert.All(again, result => Assert.True(result.Status is "Changed" or "Compliant", result.Diff));
        }

        Assert.All(next.Truth(), host => Assert.Equal((restores ? conversion.Before : after)[host.Key].Adapters, host.Value.Adapters));
        conversion.AssertNothingElseTouched();
        Assert.False(abandoned.IsCompleted);
    }

    private static string ReadShared(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }

    private static void Heal(Conversion conversion) => conversion.Simulator.Service.WithFabric(fabric =>
    {
        foreach (Host host in fabric.Hosts.Where(host => host.State != HostState.Connected))
        {
            host.State = HostState.Connected;
            host.Touch();
        }

        foreach (Migration migration in fabric.Migrations.Where(migration => migration.IsRunning).ToArray()) conversion.Simulator.Service.FinishMigration(migration);
        return 0;
    });

    private static string Ordinal(int number) => number + (number switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" });
}
