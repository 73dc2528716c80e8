using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Paths;
using RoutedVMotion.VSphere.Changes;
using RoutedVMotion.VSphere.Reading;
using RoutedVMotion.VSphere.Soap;
using RoutedVMotion.VSphere.Vim25;
using RoutedVMotion.VSphere.Vim25.Methods;

namespace RoutedVMotion.VSphere.Paths;

/// <summary>
/// Migrates a virtual machine to another host and back: what pings cannot show. The server is asked first whether it can go. Once it
/// is under way, nothing but time keeps it from being brought home: where it is counts, and not what a task or a reply has said.
/// </summary>
public sealed class CanaryMigration
{
    /// <summary>What migrating a running machine takes.</summary>
    public const string HotMigrate = "Resource.HotMigrate";

    /// <summary>What putting it into another pool takes, too.</summary>
    public const string AssignToPool = "Resource.AssignVMToPool";

    private const string PoweredOn = "poweredOn";

    private readonly VSphereSession _session;
    private readonly CanarySettings _settings;
    private readonly PropertyReader _properties;
    private readonly TaskWaiter _tasks;

    /// <summary>Migrates through this session.</summary>
    public CanaryMigration(VSphereSession session, CanarySettings? settings = null)
    {
        _session = session;
        _settings = settings ?? new CanarySettings();
        _properties = new PropertyReader(session);
        _tasks = new TaskWaiter(session);
    }

    /// <summary>Hears what is going on, in words.</summary>
    public Action<string>? OnStep { get; set; }

    /// <summary>
    /// Looks whether the machine can go there and come back: its state, both hosts', the privileges, and what the server says. Moves
    /// nothing.
    /// </summary>
    /// <param name="machine">The virtual machine.</param>
    /// <param name="home">The host that it is on.</param>
    /// <param name="destination">The host that it is to go to.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="VSphereException">The server cannot be asked.</exception>
    public async Task<CanaryTrip> PrepareAsync(VirtualMachine machine, EsxHost home, EsxHost destination, CancellationToken cancel)
    {
        var trip = new CanaryTrip(machine, home, destination);
        var problems = new List<string>();
        trip.Problems = problems;
        if (machine.IsTemplate) problems.Add($"{machine.Name} is a template, which does not migrate.");
        if (machine.IsClusterAgent) problems.Add($"{machine.Name} is one of vCenter's own agents (vCLS); leave it to vCenter.");
        if (home.Id == destination.Id) problems.Add($"{machine.Name} is on {destination.Name} already.");
        if (home.Datacenter != destination.Datacenter)
            problems.Add($"{destination.Name} is not known to be in {home.Datacenter ?? "the same datacenter"}: in another one {machine.Name} would lose its folder, and not have it back at home.");
        CanaryPlace place = await FindAsync(machine, cancel).ConfigureAwait(false);
        trip.VMHost = place.HostId is null ? null : place.HostName;
        if (place.HostId != home.Id) problems.Add($"{machine.Name} is on {place.HostName} now, and no longer on {home.Name}.");
        if (place.PowerState != PoweredOn)
            problems.Add($"{machine.Name} is {StateInWords(place.PowerState)}. Only a machine that runs migrates over the vMotion network: start it, or take another.");
        if (place.ConnectionState is not (null or "connected")) problems.Add($"The server cannot reach {machine.Name}: it is {place.ConnectionState}.");
        Host here = await ReadHostAsync(home, cancel).ConfigureAwait(false);
        Host there = await ReadHostAsync(destination, cancel).ConfigureAwait(false);
        problems.AddRange(here.Problems.Concat(there.Problems));
        trip.HomePool = place.Pool;
        if (here.Parent != there.Parent)
        {
            trip.DestinationPool = there.Pool;
            // The server keeps a pool from a user who has no rights on it.
            if (trip.HomePool is null || there.Pool is null)
                problems.Add($"{destination.Name} is in another cluster than {home.Name}, and the resource pool {(trip.HomePool is null ? $"that {machine.Name} is in" : "there")} could not be read: it could not be brought back.");
            if (home.Cluster is not null)
                trip.Loss = $"{machine.Name} leaves {home.Cluster}: what that has of it (DRS groups, rules, overrides) is lost, and not back when it is home again.";
        }

        if (problems.Count > 0) return trip;

        var privileges = new PrivilegeReader(_session);
        if ((await privileges.FindDeniedAsync("VirtualMachine", [machine.Id], HotMigrate, cancel).ConfigureAwait(false)).Count > 0)
            problems.Add($"{_session.UserName} lacks the privilege {HotMigrate} on {machine.Name}.");
        string[] pools = trip.DestinationPool is null ? [] : new[] { trip.DestinationPool, trip.HomePool }.OfType<ManagedObjectReference>().Select(pool => pool.Value).ToArray();
        if ((await privileges.FindDeniedAsync("ResourcePool", pools, AssignToPool, cancel).ConfigureAwait(false)).Count > 0)
            problems.Add($"{_session.UserName} lacks the privilege {AssignToPool} on the resource pool of {destination.Name} or of {home.Name}, which are in different clusters.");
        if (problems.Count == 0) await AskAsync(trip, problems, cancel).ConfigureAwait(false);
        return trip;
    }

    /// <summary>Migrates the machine there and back. Does not throw: whatever happens is in the outcome, and so is where the machine is.</summary>
    /// <param name="trip">What <see cref="PrepareAsync"/> gave; one without problems.</param>
    /// <param name="cancel">
    /// Begins nothing new. A machine that is under way is waited for and brought home all the same, as long as
    /// <see cref="CanarySettings.MigrationTimeout"/> allows for each migration.
    /// </param>
    public async Task<CanaryOutcome> RunAsync(CanaryTrip trip, CancellationToken cancel)
    {
        var legs = new List<CanaryLeg>();
        var problems = new List<string>();
        var warnings = new List<string>(trip.Warnings);
        CanaryOutcome Outcome(CanaryResult result, string? vmHost) =>
            new(result) { Legs = legs.ToArray(), Problems = problems.ToArray(), Warnings = warnings.Distinct().ToArray(), VMHost = vmHost };

        string name = trip.Machine.Name;
        if (trip.Problems.Count > 0)
        {
            problems.AddRange(trip.Problems);
            return Outcome(CanaryResult.Refused, trip.VMHost);
        }

        if (cancel.IsCancellationRequested)
        {
            problems.Add("It was stopped before anything was moved.");
            return Outcome(CanaryResult.Stopped, trip.VMHost);
        }

        // From here on a stop is a matter of what is begun, and not of what is waited for.
        OnStep?.Invoke($"to {trip.Destination.Name}");
        Attempt there = await MigrateAsync(trip, false, trip.Home.Name, trip.Destination, trip.DestinationPool).ConfigureAwait(false);
        legs.Add(there.Leg);
        CanaryPlace? place = await LookAsync(trip.Machine, problems).ConfigureAwait(false);
        bool arrived = place?.HostId == trip.Destination.Id;
        if (there.Leg.Fault is string fault) problems.Add(fault);
        else if (place is not null && !arrived)
            problems.Add($"The migration to {trip.Destination.Name} ended well, and {name} is on {place.HostName} all the same: something else, such as DRS, has moved it.");
        if (there.IsRunning && !arrived) return Outcome(CanaryResult.Away, place?.HostName);

        bool failed = there.Leg.Fault is not null || !arrived;
        if (place is not null && place.HostId != trip.Home.Id)
        {
            await AskBackAsync(trip, warnings).ConfigureAwait(false);
            // Meanwhile something else may have moved it.
            place = await LookAsync(trip.Machine, problems).ConfigureAwait(false);
        }

        // Something else may be moving it, or the server be short of breath: for a while it is tried again.
        using var homeward = new CancellationTokenSource(_settings.MigrationTimeout + _settings.Patience);
        TimeSpan paused = TimeSpan.Zero;
        for (TimeSpan pause = Times(_settings.Pause, 4); place?.HostId != trip.Home.Id; pause = Times(pause, 2))
        {
            if (place is null) return Outcome(CanaryResult.Away, null);
            NoteState(place);
            OnStep?.Invoke($"home to {trip.Home.Name}");
            Attempt back = await MigrateAsync(trip, true, place.HostName, trip.Home, trip.DestinationPool is null ? null : trip.HomePool).ConfigureAwait(false);
            legs.Add(back.Leg);
            if (back.Leg.Fault is string why) Note($"Home to {trip.Home.Name}: {why}");
            failed |= back.Leg.Fault is not null;
            place = await LookAsync(trip.Machine, problems).ConfigureAwait(false);
            if (place?.HostId == trip.Home.Id) break;
            if (back.IsRunning || paused >= _settings.Patience || homeward.IsCancellationRequested) return Outcome(CanaryResult.Away, place?.HostName);
            if (pause > _settings.Patience - paused) pause = _settings.Patience - paused;
            paused += pause;
            await Task.Delay(pause, CancellationToken.None).ConfigureAwait(false);
            await WaitForOthersAsync(trip.Machine, anyTask: true, homeward.Token).ConfigureAwait(false);
            place = await LookAsync(trip.Machine, problems).ConfigureAwait(false);
        }

        NoteState(place!);
        if (arrived && legs.All(leg => !leg.IsBack))
        {
            failed = true;
            problems.Add($"{name} was on {trip.Home.Name} again before it was sent back: something else, such as DRS, has moved it.");
        }

        return Outcome(failed ? CanaryResult.Failed : CanaryResult.Passed, place!.HostName);

        void Note(string problem)
        {
            if (!problems.Contains(problem)) problems.Add(problem);
        }

        // A migration of what does not run takes another way.
        void NoteState(CanaryPlace seen)
        {
            if (seen.PowerState == PoweredOn) return;
            failed = true;
            Note($"{name} is {StateInWords(seen.PowerState)} meanwhile: nothing has shown that it can migrate over the vMotion network there and back.");
        }
    }

    private async Task AskAsync(CanaryTrip trip, List<string> problems, CancellationToken cancel)
    {
        ManagedObjectReference? checker = _session.Content.VmProvisioningChecker;
        if (checker is null)
        {
            problems.Add($"{_session.Name} is no vCenter: only a vCenter migrates virtual machines.");
            return;
        }

        var warnings = new List<string>();
        if (trip.Loss is not null) warnings.Add(trip.Loss);
        var machine = new ManagedObjectReference("VirtualMachine", trip.Machine.Id);
        var destination = new ManagedObjectReference("HostSystem", trip.Destination.Id);
        // Both ends, for the way back, too: of that one the rest can be asked only from there.
        ManagedObjectReference? both = await _session.CallAsync(
            new QueryVMotionCompatibilityEx_Task { This = checker, Vm = [machine], Host = [destination, new ManagedObjectReference("HostSystem", trip.Home.Id)] }, cancel).ConfigureAwait(false);
        Note(await _tasks.GetResultAsync(both, nameof(QueryVMotionCompatibilityEx_Task), cancel).ConfigureAwait(false));
        ManagedObjectReference? check = await _session.CallAsync(
            new CheckMigrate_Task { This = checker, Vm = machine, Host = destination, Pool = trip.DestinationPool, State = PoweredOn }, cancel).ConfigureAwait(false);
        object? answer = await _tasks.GetResultAsync(check, nameof(CheckMigrate_Task), cancel).ConfigureAwait(false);
        if (answer is not CheckResult[] { Length: > 0 }) warnings.Add($"{_session.Name} did not say whether {trip.Machine.Name} can go to {trip.Destination.Name}.");
        Note(answer);
        trip.Warnings = warnings.Distinct().ToArray();

        void Note(object? results)
        {
            foreach (CheckResult result in results as CheckResult[] ?? [])
            {
                // Whoever reads it knows where it was to go.
                string where = result.Host?.Value == trip.Home.Id ? trip.Home.Name + ": " : string.Empty;
                foreach (string problem in (result.Error ?? []).Select(error => where + InWords(error)).Where(problem => !problems.Contains(problem))) problems.Add(problem);
                warnings.AddRange((result.Warning ?? []).Select(warning => where + InWords(warning)));
            }
        }
    }

    // From there, and for the record only: whatever the answer is, the machine is to come home.
    private async Task AskBackAsync(CanaryTrip trip, List<string> warnings)
    {
        using var limit = new CancellationTokenSource(_settings.Patience);
        try
        {
            ManagedObjectReference? check = await _session.CallAsync(
                new CheckMigrate_Task
                {
                    This = _session.Content.VmProvisioningChecker,
                    Vm = new ManagedObjectReference("VirtualMachine", trip.Machine.Id),
                    Host = new ManagedObjectReference("HostSystem", trip.Home.Id),
                    Pool = trip.DestinationPool is null ? null : trip.HomePool,
                },
                limit.Token).ConfigureAwait(false);
            object? answer = await _tasks.GetResultAsync(check, nameof(CheckMigrate_Task), limit.Token).ConfigureAwait(false);
            foreach (CheckResult result in answer as CheckResult[] ?? [])
                warnings.AddRange((result.Error ?? []).Concat(result.Warning ?? []).Select(said => $"Back to {trip.Home.Name}: {InWords(said)}"));
        }
        catch (Exception problem) when (IsOfServer(problem))
        {
            warnings.Add($"Whether it can come back to {trip.Home.Name} could not be asked: {problem.Message}");
        }
    }

    // One migration, to its end or its timeout.
    private async Task<Attempt> MigrateAsync(CanaryTrip trip, bool isBack, string from, EsxHost to, ManagedObjectReference? pool)
    {
        var clock = Stopwatch.StartNew();
        using var limit = new CancellationTokenSource(_settings.MigrationTimeout);
        TaskInfo? info = null;
        ManagedObjectReference? task = null;
        string? fault = null;
        bool isRunning = false;
        try
        {
            task = await _session.CallAsync(
                new RelocateVM_Task
                {
                    This = new ManagedObjectReference("VirtualMachine", trip.Machine.Id),
                    Spec = new VirtualMachineRelocateSpec { Pool = pool, Host = new ManagedObjectReference("HostSystem", to.Id) },
                },
                limit.Token).ConfigureAwait(false);
            if (task is not null) info = await WatchAsync(task, to, limit.Token).ConfigureAwait(false);
        }
        catch (VSphereFaultException refused) when (task is null)
        {
            fault = refused.Fault is MethodFault said ? InWords(refused.FaultType, said, null) : refused.Message;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            // Perhaps only its task could not be read.
            using var look = new CancellationTokenSource(Times(_settings.Pause, 4));
            fault = "How it ended could not be read.";
            isRunning = task is null || !await WaitForOthersAsync(trip.Machine, anyTask: false, look.Token).ConfigureAwait(false);
        }
        catch (Exception lost) when (IsOfServer(lost))
        {
            // Nobody knows whether it was begun, or has ended: it is not begun again, but looked for.
            fault = $"No answer came. {lost.Message}";
            isRunning = !await WaitForOthersAsync(trip.Machine, anyTask: false, limit.Token).ConfigureAwait(false);
        }

        if (isRunning)
            fault = $"After {clock.Elapsed.TotalSeconds:0} s it is not known to have ended, and may go on{(task is null ? string.Empty : " as " + task.Value)}.";
        else if (info is { State: "error" })
            fault = info.Error is null ? "It ended with an error that was not told." : InWords(info.Error);
        // Without an answer the machine itself tells.
        if (!isRunning && info is null && fault is not null && await LookAsync(trip.Machine, null).ConfigureAwait(false) is CanaryPlace place && place.HostId == to.Id) fault = null;

        DateTime? start = TimeOf(info?.StartTime);
        double seconds = start is DateTime begun && TimeOf(info?.CompleteTime) is DateTime ended && ended >= begun
            ? (ended - begun).TotalSeconds
            : clock.Elapsed.TotalSeconds;
        return new Attempt(new CanaryLeg(isBack, from, to.Name, start, seconds, fault), isRunning);
    }

    // A server that cannot be asked for a while, or does not answer this question, does not end a migration.
    private async Task<TaskInfo?> WatchAsync(ManagedObjectReference task, EsxHost to, CancellationToken limit)
    {
        for (;;)
        {
            try
            {
                return await _tasks.WaitAsync(task, _settings.Pause, percent => OnStep?.Invoke($"to {to.Name}, {percent} %"), limit).ConfigureAwait(false);
            }
            catch (VSphereException) when (_session.IsConnected)
            {
                await Task.Delay(_settings.Pause, limit).ConfigureAwait(false);
            }
        }
    }

    /// <summary>
    /// Waits until no migration of the machine runs; false where one still did at the end, or that is not known. With
    /// <paramref name="anyTask"/>, until no task of it runs at all: each keeps it from being migrated.
    /// </summary>
    private async Task<bool> WaitForOthersAsync(VirtualMachine machine, bool anyTask, CancellationToken limit)
    {
        try
        {
            for (;; await Task.Delay(_settings.Pause, limit).ConfigureAwait(false))
            {
                try
                {
                    bool isBusy = false;
                    await _properties.ReadObjectsAsync(
                        [
                            new ObjectSpec
                            {
                                Obj = new ManagedObjectReference("VirtualMachine", machine.Id),
                                Skip = true,
                                SelectSet = [new TraversalSpec { Name = "recentTask", Type = "ManagedEntity", Path = "recentTask", Skip = false }],
                            },
                        ],
                        [new PropertySpec { Type = "Task", PathSet = ["info"] }],
                        null,
                        task => isBusy |= IsBusy(task, anyTask),
                        null,
                        limit).ConfigureAwait(false);
                    if (!isBusy) return true;
                }
                catch (VSphereException problem) when (!IsFinal(problem))
                {
                    // It may come back.
                }
            }
        }
        catch (Exception problem) when (problem is OperationCanceledException || IsOfServer(problem))
        {
            return false;
        }
    }

    // What may not be read is not known to have ended.
    private static bool IsBusy(ObjectProperties task, bool anyTask) => task.Get<TaskInfo>("info") is TaskInfo info
        ? info.State is "running" or "queued" && (anyTask || new TaskSighting(info.DescriptionId ?? string.Empty, "VirtualMachine", string.Empty).IsMigration)
        : task.Missing.Any(missing => Faults.TypeOf(missing.Fault?.Fault) != Faults.ManagedObjectNotFound);

    /// <summary>Where the machine is, asked for a while; null where that cannot be read, and the problems say why.</summary>
    private async Task<CanaryPlace?> LookAsync(VirtualMachine machine, List<string>? problems)
    {
        using var limit = new CancellationTokenSource(_settings.Patience);
        VSphereException? last = null;
        for (;;)
        {
            try
            {
                return await FindAsync(machine, limit.Token).ConfigureAwait(false);
            }
            catch (VSphereException problem) when (!IsFinal(problem) && !limit.IsCancellationRequested)
            {
                last = problem;
                await Task.Delay(_settings.Pause).ConfigureAwait(false);
            }
            catch (Exception problem) when (IsOfServer(problem))
            {
                problems?.Add($"Where {machine.Name} is could not be read: {(problem is OperationCanceledException && last is not null ? last : problem).Message}");
                return null;
            }
        }
    }

    private async Task<CanaryPlace> FindAsync(VirtualMachine machine, CancellationToken cancel)
    {
        ObjectProperties? found = null;
        string? hostName = null;
        var reference = new ManagedObjectReference("VirtualMachine", machine.Id);
        await _properties.ReadObjectsAsync(
            [
                new ObjectSpec
                {
                    Obj = reference,
                    Skip = false,
                    SelectSet = [new TraversalSpec { Name = "host", Type = reference.Type, Path = "runtime.host", Skip = false }],
                },
            ],
            [
                new PropertySpec { Type = reference.Type, PathSet = ["runtime.host", "runtime.powerState", "runtime.connectionState", "resourcePool"] },
                new PropertySpec { Type = "HostSystem", PathSet = ["name"] },
            ],
            null,
            one =>
            {
                if (one.Obj == reference) found = one;
                else hostName = one.Get<string>("name");
            },
            null,
            cancel).ConfigureAwait(false);
        if (found?.Get<string>("runtime.powerState") is null)
        {
            if (found?.Missing is { Count: > 0 } missing) throw Faults.ToException(_session.Client.Server, $"the question where {machine.Name} is", missing[0]);
            throw new VSphereReplyException(_session.Client.Server, ReplyProblem.Malformed, $"{_session.Client.Server} does not say where {machine.Name} is: it is gone, or the user may not read it.");
        }

        string? id = found.Get<ManagedObjectReference>("runtime.host")?.Value;
        return new CanaryPlace(
            id,
            hostName is null ? id ?? "no host" : InventoryNames.Decode(hostName),
            found.Get<string>("runtime.powerState"),
            found.Get<string>("runtime.connectionState"),
            found.Get<ManagedObjectReference>("resourcePool"));
    }

    private async Task<Host> ReadHostAsync(EsxHost host, CancellationToken cancel)
    {
        ObjectProperties? found = null;
        ManagedObjectReference? pool = null;
        var reference = new ManagedObjectReference("HostSystem", host.Id);
        await _properties.ReadObjectsAsync(
            [
                new ObjectSpec
                {
                    Obj = reference,
                    Skip = false,
                    SelectSet = [new TraversalSpec { Name = "parent", Type = reference.Type, Path = "parent", Skip = false }],
                },
            ],
            [
                new PropertySpec { Type = reference.Type, PathSet = ["parent", "runtime.connectionState", "runtime.inMaintenanceMode"] },
                new PropertySpec { Type = "ComputeResource", PathSet = ["resourcePool"] },
            ],
            null,
            one =>
            {
                if (one.Obj == reference) found = one;
                else pool = one.Get<ManagedObjectReference>("resourcePool");
            },
            null,
            cancel).ConfigureAwait(false);
        var problems = new List<string>();
        switch (found?.Get<string>("runtime.connectionState"))
        {
            case "connected":
                break;
            case null:
                problems.Add($"Whether {host.Name} is connected could not be read.");
                break;
            case "notResponding":
                problems.Add($"{host.Name} does not respond.");
                break;
            case string state:
                problems.Add($"{host.Name} is {state}.");
                break;
        }

        if (found?.GetBoolean("runtime.inMaintenanceMode") == true) problems.Add($"{host.Name} is in maintenance mode: nothing can be moved there.");
        return new Host(found?.Get<ManagedObjectReference>("parent"), pool, problems);
    }

    // Asking again does not change these.
    private static bool IsFinal(VSphereException problem) =>
        problem is VSphereFaultException { FaultType: Faults.NotAuthenticated or Faults.NoPermission or Faults.ManagedObjectNotFound };

    private static bool IsOfServer(Exception problem) => problem is VSphereException or OperationCanceledException or ObjectDisposedException;

    private static string StateInWords(string? state) => state switch
    {
        "poweredOff" => "powered off",
        "suspended" => "suspended",
        null => "in no known state",
        _ => state,
    };

    private static string InWords(LocalizedMethodFault fault) => InWords(Faults.TypeOf(fault.Fault), fault.Fault, fault.LocalizedMessage);

    // What hosts say of a migration stands in several messages beneath the fault's own.
    private static string InWords(string type, MethodFault? fault, string? message)
    {
        string said = Faults.Describe(type, fault, message);
        foreach (string more in (fault?.FaultMessage ?? []).Select(part => part.Message?.Trim().TrimEnd('.')).OfType<string>())
            if (more.Length > 0 && said.IndexOf(more, StringComparison.OrdinalIgnoreCase) < 0) said += ": " + more;
        return said.EndsWith(".", StringComparison.Ordinal) ? said : said + ".";
    }

    private static TimeSpan Times(TimeSpan time, int factor) => TimeSpan.FromTicks(time.Ticks * factor);

    private static DateTime? TimeOf(string? text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out DateTime time) ? time : null;

    /// <summary>One migration, and whether it still goes on.</summary>
    private sealed record Attempt(CanaryLeg Leg, bool IsRunning);

    /// <summary>A host as it is right now.</summary>
    private sealed record Host(ManagedObjectReference? Parent, ManagedObjectReference? Pool, IReadOnlyList<string> Problems);
}
