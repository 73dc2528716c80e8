using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.Tests.Peers;
using RoutedVMotion.Tests.Wire;
using RoutedVMotion.VSphere;

using Xunit;

namespace RoutedVMotion.Tests.Validation;

/// <summary>VMware's own simulator, with hosts that others made wrong on purpose: they are found, by name, and no other is accused.</summary>
public sealed class VcsimValidationTests(VcsimFixture fixture) : IClassFixture<VcsimFixture>
{
    private static readonly Dictionary<string, string[]> Expected = new()
    {
        // Where an override is missing, the gateway of the default stack shows behind it, which is the management adapter's.
        ["missingGateway"] = ["GatewayMissing", "GatewayOutsideSubnet"],
        ["gatewayOutsideSubnet"] = ["GatewayOutsideSubnet"],
        // Where routes stand in for a gateway, it is the route that leads astray.
        ["gatewayOfOtherRack"] = ["GatewayOfAnotherRack", "GatewayOutsideSubnet", "StaticRouteDivertsRack"],
        ["vmotionOnDefaultStack"] = ["VMotionOnOtherStack"],
        ["mtuMismatch"] = ["MtuDiffersFromPlan", "MtuAboveSwitch"],
        ["duplicateAddress"] = ["DuplicateAddress"],
        ["wrongVlan"] = ["VlanDiffersFromRack"],
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_made_wrong_is_found_by_an_inferred_plan_and_nothing_else_is()
    {
        Vcsim vcsim = await fixture.StartAsync();
        using VSphereSession session = await VSphereSession.LoginAsync(
            new ConnectionSettings { Server = vcsim.Url.Host, Port = vcsim.Url.Port, Thumbprint = vcsim.Thumbprint },
            vcsim.UserName, vcsim.Password, Cancel);
        Fabric fabric = await new FabricReader(session).ReadAsync(new FabricQuery { Neighbors = true }, null, Cancel);
        RackPlan plan = PlanInference.Infer(fabric, assignAddress: false).Plan;
        Assert.DoesNotContain(PlanLinter.Lint(plan, RuleCatalog.All.Select(rule => rule.Name), fabric), message => message.Severity == Severity.Error);

        ILookup<string, string> errors = RuleEngine.Run(new FabricIndex(fabric, plan))
            .Where(finding => finding.Severity == nameof(Severity.Error) && finding.VMHost is not null)
            .ToLookup(finding => finding.VMHost!, finding => finding.Rule);
        // What vCenter does not reach is not judged: what is known of it is old.
        Dictionary<string, string[]> wrong = vcsim.Truth.GetProperty("hosts").EnumerateArray()
            .Where(host => host.GetProperty("connectionState").GetString() == "connected")
            .ToDictionary(host => host.GetProperty("name").GetString()!, host => host.GetProperty("faultsOnPurpose").EnumerateArray().Select(fault => fault.GetString()!).ToArray())
            .Where(host => host.Value.Length > 0).ToDictionary(host => host.Key, host => host.Value);
        Assert.True(wrong.Count > 40);
        Assert.Equal(wrong.Keys.Order(StringComparer.Ordinal), errors.Select(host => host.Key).Order(StringComparer.Ordinal));
        Assert.All(wrong, host => Assert.All(host.Value, fault => Assert.True(errors[host.Key].Intersect(Expected[fault]).Any(), $"{fault}: {string.Join(", ", errors[host.Key])}")));
    }
}
