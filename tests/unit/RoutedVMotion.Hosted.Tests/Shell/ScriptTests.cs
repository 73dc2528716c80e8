using System.IO;
using System.Linq;
using System.Management.Automation.Language;

using RoutedVMotion.Hosted.Tests.Support;

using Xunit;

namespace RoutedVMotion.Hosted.Tests.Shell;

public sealed class ScriptTests
{
    public static TheoryData<string> Scripts => new(
        new[] { "", "examples", "module", Path.Combine("tests", "pester") }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Tool.Root, folder)))
            .Where(file => Path.GetExtension(file) is ".ps1" or ".psm1" or ".psd1")
            .Select(file => Path.GetRelativePath(Tool.Root, file)));

    // Windows PowerShell takes a file without a byte order mark for one in the machine's own code page.
    [Theory]
    [MemberData(nameof(Scripts))]
    public void Every_script_parses_and_reads_the_same_in_every_code_page(string script)
    {
        string path = Path.Combine(Tool.Root, script);
        Parser.ParseFile(path, out _, out ParseError[] errors);
        Assert.Empty(errors.Select(error => error.ToString()));
        Assert.All(File.ReadAllBytes(path), value => Assert.InRange(value, (byte)9, (byte)126));
    }
}
