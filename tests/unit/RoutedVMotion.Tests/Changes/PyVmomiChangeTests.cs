using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;

using RoutedVMotion.Core.Output;
using RoutedVMotion.Simulator;
using RoutedVMotion.Simulator.Fabric;
using RoutedVMotion.Tests.Simulator;

using Xunit;

using Rack = RoutedVMotion.Core.Plan.Rack;
using VMKernelAdapter = RoutedVMotion.Simulator.Fabric.VMKernelAdapter;

namespace RoutedVMotion.Tests.Changes;

/// <summary>VMware's own client sees what a run has done, and changes the simulator as a run does.</summary>
public sealed class PyVmomiChangeTests
{
    [Fact]
    public async Task PyVmomi_sees_the_hosts_as_planned_after_a_run_and_as_before_after_taking_it_back()
    {
        using Conversion conversion = await Conversion.StartAsync(new SimulatorOptions { Racks = 2, HostsPerRack = 3, Layout = SimulatorLayout.Unconverted });
        Dictionary<string, JsonElement> before = await ReadAsync(conversion);
        Assert.All(before.Values, host => Assert.DoesNotContain(Adapters(host), adapter => adapter.StartsWith("vmotion ", StringComparison.Ordinal)));

        Assert.All(await conversion.SetAsync(), result => Assert.Equal("Changed", result.Status));
        Dictionary<string, JsonElement> after = await ReadAsync(conversion);
        foreach (Rack rack in conversion.Plan.Racks)
        {
            Host[] hosts = conversion.Simulator.Service.Fabric.Hosts.Where(host => rack.VMotion.Subnet!.Value.Contains(host.VMotionAdapter!.IPv4!.Value.Address)).ToArray();
            Assert.Equal(3, hosts.Length);
            foreach (Host host in hosts)
            {
                JsonElement stack = after[host.Name].GetProperty("stacks").EnumerateArray().Single(one => one.GetProperty("key").GetString() == "vmotion");
                Assert.Equal(rack.VMotion.Gateway.ToString(), stack.GetProperty("gateway").GetString());
                Assert.Equal("vmotion", Adapters(after[host.Name]).Single(adapter => adapter.Contains(host.VMotionAdapter!.IPv4!.Value.Address.ToString(), StringComparison.Ordinal)).Split(' ')[0]);
                PyVmomiTests.Compare(host, after[host.Name]);
            }
        }

        IReadOnlyList<ChangeResult> restored = await conversion.RestoreAsync(conversion.LastJournal!);
        Assert.All(restored, result => Assert.Equal("RolledBack", result.Status));
        foreach ((string name, JsonElement host) in await ReadAsync(conversion)) Assert.Equal(Adapters(before[name]), Adapters(host));
    }

    [Fact]
    public async Task PyVmomi_converts_a_host_of_the_simulator_step_by_step()
    {
        using VCenterSimulator simulator = VCenterSimulator.Start(new SimulatorOptions { Racks = 1, HostsPerRack = 2, Layout = SimulatorLayout.Unconverted });
        Host host = simulator.Service.Fabric.Hosts.First();
        VMKernelAdapter old = host.Adapters.Single(adapter => host.Services.Contains(("vmotion", adapter.Device)));
        Rack rack = Assert.Single(PlanRenderer.Render(simulator.Service.Fabric).Racks);
        string address = rack.VMotion.Subnet!.Value.ToString().Split('/')[0][..^1] + "77";
        string gateway = rack.VMotion.Gateway.ToString()!;
        string portGroup = (old.Connection as DistributedConnection)!.PortGroup.Name;

        JsonElement steps = await PyVmomi.RunAsync(simulator, "convert_host.py", host.Name, portGroup, address, "255.255.255.0", gateway);
        string device = steps.GetProperty("device").GetString()!;
        string[] Seen(string step) => steps.GetProperty(step).GetProperty("adapters").EnumerateArray().Select(adapter => adapter.GetString()!).ToArray();
        string[] Selected(string step) => steps.GetProperty(step).GetProperty("vmotion").EnumerateArray().Select(each => each.GetString()!).ToArray();
        string? Gateway(string step) => steps.GetProperty(step).GetProperty("gateway").GetString();

        Assert.Equal([old.Device], Selected("before"));
        Assert.Equal([.. Seen("before"), $"{device} vmotion {address} 1500"], Seen("added"));
        // The stack implies the service.
        Assert.Equal([old.Device, device], Selected("added"));
        Assert.Equal([.. Seen("before"), $"{device} vmotion {address} 9000"], Seen("routed"));
        Assert.Equal(gateway, Gateway("routed"));
        Assert.Equal([device], Selected("deselected"));
        Assert.Equal([old.Device, device], Selected("selected"));
        Assert.Equal(Seen("before"), Seen("removed"));
        Assert.Equal([old.Device], Selected("removed"));
        Assert.Equal(["manual", "True"], steps.GetProperty("drs").EnumerateArray().Select(each => each.ToString()));
        // The faults that the schema declares for the calls.
        Assert.Equal("vim.fault.NotFound", steps.GetProperty("noSuchDevice").GetString());
        Assert.Equal("vim.fault.NotFound", steps.GetProperty("noSuchStack").GetString());
        Assert.Equal("vmodl.fault.InvalidArgument", steps.GetProperty("noAddress").GetString());
        Assert.Equal("vmodl.fault.InvalidArgument", steps.GetProperty("noSuchService").GetString());
    }

    private static async Task<Dictionary<string, JsonElement>> ReadAsync(Conversion conversion) =>
        (await PyVmomi.RunAsync(conversion.Simulator, "read_hosts.py")).GetProperty("hosts").EnumerateArray().ToDictionary(host => host.GetProperty("name").GetString()!);

    /// <summary>The adapters without number and MAC address: those of an adapter that was made again are others.</summary>
    private static string[] Adapters(JsonElement host) => host.GetProperty("adapters").EnumerateArray()
        .Select(adapter => string.Join(
            ' ',
            new[] { "stack", "portgroup", "portgroupKey", "address", "netmask", "mtu", "override" }.Select(name => adapter.GetProperty(name).ToString())))
        .Order(StringComparer.Ordinal)
        .ToArray();
}
