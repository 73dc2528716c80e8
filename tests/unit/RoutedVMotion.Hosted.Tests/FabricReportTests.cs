using System;
using System.IO;

using RoutedVMotion.Hosted.Tests.Support;

using Xunit;

namespace RoutedVMotion.Hosted.Tests;

/// <summary>Export-VMotionReport for people; what the page and the document show is tested below the cmdlet.</summary>
public sealed class FabricReportTests : IDisposable
{
    private readonly ModuleRunspace _runspace = new();
    private readonly WorkFolder _folder = new();

    public void Dispose()
    {
        _runspace.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void The_files_name_says_what_is_written_pings_are_drawn_and_a_run_is_shown()
    {
        string plan = _folder["plan.json"];
        RackPlans.Write(plan, 2);
        _runspace.StartAndConnect("2 2 -Layout Unconverted");
        string run = (string)_runspace.Run("(Set-VMotionRouting -Plan $a -JournalPath $b -Confirm:$false -Ticket 'CHG<1>')[0].JournalId", plan, _folder["journals"]).Single.BaseObject;
        foreach (string file in new[] { "fabric.html", "fabric.md" })
        {
            Assert.Empty(_runspace.Run("Export-VMotionReport $a -Plan $b -Probe -Journal $c -JournalPath $d", _folder[file], plan, run, _folder["journals"]).Clean);
            string text = File.ReadAllText(_folder[file]);
            Assert.Contains("mean", text, StringComparison.OrdinalIgnoreCase);
            Assert.Contains(run, text, StringComparison.Ordinal);
            Assert.DoesNotContain("CHG<1>", text, StringComparison.Ordinal);
            Assert.Contains("172.31.1.11/16 on defaultTcpipStack", text, StringComparison.Ordinal);
            Assert.StartsWith("FileExists,", _runspace.Run("Export-VMotionReport $a -Plan $b", _folder[file], plan).OneError.FullyQualifiedErrorId, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_run_of_another_vCenter_is_not_shown_beside_hosts_that_are_not_its_own()
    {
        string plan = _folder["plan.json"];
        RackPlans.Write(plan, 2);
        _runspace.StartAndConnect("2 2 -Layout Unconverted");
        string run = (string)_runspace.Run("(Set-VMotionRouting -Plan $a -JournalPath $b -Confirm:$false)[0].JournalId", plan, _folder["journals"]).Single.BaseObject;
        _runspace.Run("Get-VMotionServer | Disconnect-VMotionServer; Start-VMotionSimulator 2 2 -Seed 7 | Connect-VMotionServer");
        string message = _runspace.Run("Export-VMotionReport $a -Journal $b -JournalPath $c", _folder["fabric.html"], run, _folder["journals"]).OneError.ToString();
        Assert.Contains($"The run {run} was on ", message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["fabric.html"]));
    }

    [Theory]
    [InlineData("Test-VMotionRouting | Export-VMotionReport $a", "ReportNeedsFabric")]
    [InlineData("Export-VMotionReport $a -VMHost esx-0101*", "ReportNeedsFabric")]
    [InlineData("Export-VMotionReport $a -Severity Error", "ReportNeedsFabric")]
    [InlineData("Export-VMotionReport $a -Rule Mtu*", "ReportNeedsFabric")]
    [InlineData("Export-VMotionReport $a -Journal nowhere", "JournalNotFound")]
    [InlineData("Export-VMotionReport $a -Format Json -Journal nowhere", "ReportShowsNoRun")]
    [InlineData("Export-VMotionReport fabric.txt", "ReportFormatUnknown")]
    public void A_part_is_not_drawn_as_the_whole(string script, string id)
    {
        _runspace.StartAndConnect("1 2");
        Assert.StartsWith(id + ",", _runspace.Run(script, _folder["fabric.html"]).OneError.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["fabric.html"]));
    }
}
