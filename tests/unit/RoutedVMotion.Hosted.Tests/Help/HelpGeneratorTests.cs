using System;
using System.IO;
using System.Linq;

using RoutedVMotion.Hosted.Tests.Support;

using Xunit;

namespace RoutedVMotion.Hosted.Tests.Help;

public sealed class HelpGeneratorTests
{
    [Fact]
    public void What_a_cmdlet_does_not_document_is_a_build_error_that_names_it()
    {
        // This assembly has one cmdlet, and that one lacks everything that can lack.
        string assembly = typeof(HelpGeneratorTests).Assembly.Location;
        string output = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        ToolOutcome outcome = Tool.Run("RoutedVMotion.Help", assembly, Path.ChangeExtension(assembly, ".xml"), output);

        const string Prefix = "RoutedVMotion.Help : error HELP0001: RoutedVMotion.Hosted.Tests.Help.";
        Assert.Equal(
            [
                Prefix + "GetUndocumentedCommand has 1 <example>s; Get-Undocumented needs 2 or more.",
                Prefix + "GetUndocumentedCommand has no <remarks>: that is the description of Get-Undocumented.",
                Prefix + "GetUndocumentedCommand has no <summary>: that is the synopsis of Get-Undocumented.",
                Prefix + "GetUndocumentedCommand.Own has no <summary>: that is the text of -Own.",
                Prefix + "UndocumentedBase.Inherited has no <summary>: that is the text of -Inherited.",
            ],
            outcome.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
        Assert.Equal(1, outcome.ExitCode);
        Assert.False(File.Exists(output));
    }
}
