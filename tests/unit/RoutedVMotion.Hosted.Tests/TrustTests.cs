using System;
using System.Management.Automation;

using RoutedVMotion.Hosted.Tests.Support;

using Xunit;

namespace RoutedVMotion.Hosted.Tests;

/// <summary>Certificates are checked, and the error has the line that goes on.</summary>
public sealed class TrustTests : IDisposable
{
    private readonly ModuleRunspace _runspace = new();
    private readonly WebPage _page = new();

    public TrustTests() => _runspace.Run("$cred = [pscredential]::new('user', [securestring]::new())");

    [Fact]
    public void An_untrusted_certificate_is_an_error_with_the_line_that_pins_it()
    {
        ErrorRecord error = _runspace.Run("Connect-VMotionServer $a -Credential $cred", _page.Url).OneError;
        Assert.StartsWith("CertificateUntrusted,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.SecurityError, error.CategoryInfo.Category);
        Assert.EndsWith(
            $"Connect-VMotionServer -Server {new Uri(_page.Url).Authority} -Credential (Get-Credential) -Thumbprint {_page.Thumbprint}",
            error.ErrorDetails.RecommendedAction,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_certificate_decision_of_PowerCLI_is_not_inherited_and_the_error_has_the_line_that_adopts_its_connection()
    {
        const string VIServer = "$viserver = [pscustomobject]@{ Name = 'vc01'; ServiceUri = [uri]$a; SessionSecret = '52e1c6e0'; IsConnected = $true }; ";
        string adopt = $" -Thumbprint {_page.Thumbprint}";
        Assert.EndsWith(
            "Connect-VMotionServer -Server $viserver" + adopt,
            _runspace.Run(VIServer + "Connect-VMotionServer $viserver", _page.Url).OneError.ErrorDetails.RecommendedAction,
            StringComparison.Ordinal);
        Assert.EndsWith(
            "Connect-VMotionServer -Server $viserver" + adopt,
            _runspace.Run(VIServer + "Get-VMotionRouting -Server $viserver", _page.Url).OneError.ErrorDetails.RecommendedAction,
            StringComparison.Ordinal);
        string line = _runspace.Run(VIServer + "$global:DefaultVIServers = $viserver; Get-VMotionRouting", _page.Url).OneError.ErrorDetails.RecommendedAction;
        Assert.EndsWith("Connect-VMotionServer -Server $global:DefaultVIServers[0]" + adopt, line, StringComparison.Ordinal);
        // It can be typed as it stands: the certificate is no obstacle any more, only that there is no vCenter behind it.
        Assert.StartsWith("NotVCenter,", _runspace.Run(line[line.IndexOf("Connect-", StringComparison.Ordinal)..]).OneError.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-Thumbprint $b", "NotVCenter")]
    [InlineData("-Thumbprint $b.Replace(':', '').ToLower()", "NotVCenter")]
    [InlineData("-SkipCertificateCheck", "NotVCenter")]
    [InlineData("-Thumbprint ('AB' * 32)", "ThumbprintMismatch")]
    [InlineData("-Thumbprint ('AB' * 32) -SkipCertificateCheck", "ThumbprintMismatch")]
    public void What_this_connection_was_told_decides(string trust, string id)
    {
        ErrorRecord error = _runspace.Run("Connect-VMotionServer $a -Credential $cred " + trust, _page.Url, _page.Thumbprint).OneError;
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        // A mismatch is no invitation to pin whoever is there.
        if (id == "ThumbprintMismatch") Assert.DoesNotContain(_page.Thumbprint, error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _runspace.Dispose();
        _page.Dispose();
    }
}
