using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.VSphere.Reading;
using RoutedVMotion.VSphere.Vim25;
using RoutedVMotion.VSphere.Vim25.Methods;

namespace RoutedVMotion.VSphere;

/// <summary>esxcli on a host, by way of its vCenter (facts C). Thread-safe.</summary>
public sealed class EsxCli
{
    private readonly VSphereSession _session;

    // By host: it does not change.
    private readonly ConcurrentDictionary<string, ManagedObjectReference> _executers = new(StringComparer.Ordinal);

    /// <summary>Commands through this session.</summary>
    public EsxCli(VSphereSession session) => _session = session;

    /// <summary>"network ip neighbor list": the neighbour table, of one stack and adapter or of all.</summary>
    /// <exception cref="EsxCliException">The command failed on the host.</exception>
    public async Task<IReadOnlyList<NetworkNeighbor>> ListNeighborsAsync(string hostId, string? netstack, string? device, CancellationToken cancel)
    {
        const string Command = "network ip neighbor list";
        var arguments = new SortedDictionary<string, string?>(StringComparer.Ordinal) { ["interface"] = device, ["netstack"] = netstack };
        Outcome outcome = await RunAsync(hostId, Command, arguments, cancel).ConfigureAwait(false);
        if (outcome.Error is not null) throw new EsxCliException(_session.Client.Server, hostId, Command, outcome.Error);
        return (outcome.Response?.Items ?? [])
            .Where(row => row.GetText("Neighbor") is not null)
            .Select(row => new NetworkNeighbor
            {
                Address = row.GetText("Neighbor")!,
                MacAddress = row.GetText("MacAddress")?.ToLowerInvariant(),
                Device = row.GetText("Vmknic"),
                Expiry = row.GetText("Expiry"),
                State = row.GetText("State"),
                Type = row.GetText("Type"),
            })
            .ToArray();
    }

    /// <summary>"network diag ping".</summary>
    /// <exception cref="EsxCliException">The command failed on the host for another reason than that it could not send.</exception>
    public async Task<PingResult> PingAsync(string hostId, PingRequest request, CancellationToken cancel)
    {
        const string Command = "network diag ping";
        var arguments = new SortedDictionary<string, string?>(StringComparer.Ordinal)
        {
            ["count"] = request.Count.ToString(CultureInfo.InvariantCulture),
            ["df"] = request.DontFragment ? "true" : null,
            ["host"] = request.Address,
            ["interface"] = request.Device,
            ["interval"] = request.IntervalSeconds?.ToString(CultureInfo.InvariantCulture),
            ["ipv6"] = request.Address.IndexOf(':') >= 0 ? "true" : null,
            ["netstack"] = request.Netstack,
            ["size"] = request.Size?.ToString(CultureInfo.InvariantCulture),
            ["wait"] = request.WaitSeconds?.ToString(CultureInfo.InvariantCulture),
        };
        Outcome outcome = await RunAsync(hostId, Command, arguments, cancel).ConfigureAwait(false);
        if (outcome.Error is string error)
        {
            // The one failure that is an answer: the packet did not leave.
            return error.StartsWith("sendto()", StringComparison.Ordinal)
                ? new PingResult { LossPercent = 100, Error = error }
                : throw new EsxCliException(_session.Client.Server, hostId, Command, error);
        }

        EsxCliElement? summary = outcome.Response?.DescendantsAndSelf().FirstOrDefault(element => element.Name == "Summary");
        if (summary is null)
        {
            throw new VSphereReplyException(
                _session.Client.Server, ReplyProblem.Malformed, $"The ping on host {hostId} gave no summary.");
        }

        int received = Number(summary, "Recieved") ?? Number(summary, "Received") ?? 0;
        return new PingResult
        {
            Transmitted = Number(summary, "Transmitted") ?? request.Count,
            Received = received,
            Duplicated = Number(summary, "Duplicated") ?? 0,
            LossPercent = Number(summary, "PacketLost") ?? 0,
            MinimumMs = received == 0 ? null : Microseconds(summary, "RoundtripMinMS"),
            AverageMs = received == 0 ? null : Microseconds(summary, "RoundtripAvgMS"),
            MaximumMs = received == 0 ? null : Microseconds(summary, "RoundtripMaxMS"),
        };
    }

    private static int? Number(EsxCliElement element, string name) =>
        int.TryParse(element.GetText(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out int number) ? number : null;

    private static double? Microseconds(EsxCliElement element, string name) => Number(element, name) / 1000.0;

    private async Task<Outcome> RunAsync(string hostId, string command, SortedDictionary<string, string?> arguments, CancellationToken cancel)
    {
        string[] words = command.Split(' ');
        ReflectManagedMethodExecuterSoapResult? result = await _session.CallAsync(
            new ExecuteSoap
            {
                This = await FindExecuterAsync(hostId, command, cancel).ConfigureAwait(false),
                Moid = "ha-cli-handler-" + string.Join("-", words.Take(words.Length - 1)),
                Version = "urn:vim25/5.0",
                Method = "vim.EsxCLI." + string.Join(".", words),
                // The host takes them by position: in alphabetical order (facts 0.9).
                Argument = arguments
                    .Where(argument => argument.Value is not null)
                    .Select(argument => new ReflectManagedMethodExecuterSoapArgument
                    {
                        Name = argument.Key,
                        Val = $"<{argument.Key}>{WebUtility.HtmlEncode(argument.Value)}</{argument.Key}>",
                    })
                    .ToArray(),
            },
            cancel).ConfigureAwait(false);

        if (result?.Fault is ReflectManagedMethodExecuterSoapFault fault) return new Outcome(null, DescribeFault(fault));
        return new Outcome(result?.Response is { Length: > 0 } response ? EsxCliElement.Parse(_session.Client.Server, response) : null, null);
    }

    // The text that matters is errMsg in the detail; the message is usually "EsxCLI.CLIFault.summary" (facts C1.7).
    private string DescribeFault(ReflectManagedMethodExecuterSoapFault fault)
    {
        if (fault.FaultDetail is { Length: > 0 } detail)
        {
            EsxCliElement? text = EsxCliElement.Parse(_session.Client.Server, detail).DescendantsAndSelf()
                .FirstOrDefault(element => element.Name == "errMsg" && element.Text.Length > 0);
            if (text is not null) return text.Text;
        }

        return fault.FaultMsg is { Length: > 0 } message ? message : "it does not say why";
    }

    private async Task<ManagedObjectReference> FindExecuterAsync(string hostId, string command, CancellationToken cancel)
    {
        if (_executers.TryGetValue(hostId, out ManagedObjectReference? known)) return known;
        ManagedObjectReference executer = await _session.CallAsync(
                new RetrieveManagedMethodExecuter { This = new ManagedObjectReference("HostSystem", hostId) }, cancel).ConfigureAwait(false)
            ?? throw new EsxCliException(_session.Client.Server, hostId, command, "the host has no esxcli that can be reached through vCenter.");
        return _executers.GetOrAdd(hostId, executer);
    }

    /// <summary>What a command gave: a response, or an error of the command itself.</summary>
    private sealed record Outcome(EsxCliElement? Response, string? Error);
}
