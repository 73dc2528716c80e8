namespace RoutedVMotion.Core.Reports;

/// <summary>TODO</summary>
public static class MarkdownReport
{
    /// <summary>The document as text.</summary>
    public static string Write(FabricReport report) => string.Empty;
}
