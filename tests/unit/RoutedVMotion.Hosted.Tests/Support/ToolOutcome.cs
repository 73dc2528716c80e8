namespace RoutedVMotion.Hosted.Tests.Support;

/// <summary>How a program ended, and what it wrote.</summary>
public sealed record ToolOutcome(int ExitCode, string Output, string Error);
